"""What a hand is doing on the pad from pen down to pen up: a stroke, or erasing."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QRectF

from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.live_stroke import LiveStroke


class Tool(Enum):
    """What a pointer does where it presses."""

    PEN = auto()
    ERASER = auto()


class Gesture(Protocol):
    """A change of the pad that is not complete yet."""

    def applied_to(self, content: PadContent) -> PadContent:
        """Return the content with the change as far as it has come."""


class Drawn(LiveStroke):
    """A new stroke."""

    def applied_to(self, content: PadContent) -> PadContent:
        return content.with_stroke(self.stroke())


class Erased:
    """What an eraser leaves of the drawing, in one step of undo however often it cuts."""

    def __init__(self, content: PadContent, reach: float) -> None:
        self.drawing = content.drawing
        self._reach = reach  # canvas pixels
        self._place: tuple[float, float] | None = None

    def move(self, x: float, y: float) -> QRectF | None:
        """Erase from the last place to this one. Return the area around the points where strokes were cut, if any."""
        from mnist_desktop.drawing.erase import erase

        cut = erase(self.drawing, self._place or (x, y), (x, y), self._reach)
        self._place, self.drawing = (x, y), cut.drawing
        if not len(cut.points):
            return None
        (left, top), (right, bottom) = cut.points.min(axis=0).tolist(), cut.points.max(axis=0).tolist()
        return QRectF(left, top, right - left, bottom - top)

    def applied_to(self, content: PadContent) -> PadContent:
        return content if self.drawing is content.drawing else replace(content, drawing=self.drawing)
