"""Which digits of a pad are for testing alone: nothing may learn from them, or a test says nothing any more."""

from __future__ import annotations

from weakref import WeakValueDictionary

from PySide6.QtGui import QImage

from mnist_desktop.drawing.strokes import Stroke
from mnist_desktop.sessions.pad_digit import PadDigit
from mnist_desktop.ui.pad.content import PadContent


class ForTesting:
    """Knows the strokes and pictures of test sets for as long as a pad, or its undo, has them."""

    def __init__(self) -> None:
        self._parts: WeakValueDictionary[int, Stroke | QImage] = WeakValueDictionary()

    def add(self, content: PadContent) -> None:
        """Record that all that a pad shows is of a test set."""
        for part in (*content.drawing.strokes, content.picture):
            if part is not None:
                self._parts[id(part)] = part

    def has(self, digit: PadDigit) -> bool:
        """Return whether a digit is of a test set, in whole or in part."""
        return any(id(part) in self._parts for part in digit.parts)
