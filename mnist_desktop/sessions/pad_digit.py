"""A digit on the pad, as a person means it who labels it: which it is, and what is kept of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.pad.content import PadContent

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage

Key = tuple[Hashable, ...]


@dataclass(frozen=True, eq=False)
class PadDigit:
    """A digit that was read on a pad, or all strokes there if `reading` is None."""

    pad: PadContent
    reading: DigitReading | None

    @cached_property
    def key(self) -> Key:
        """What tells it from other digits, whatever else is on the pad: its strokes, or its place in its picture.

        It is the digit's own for as long as this object lives.
        """
        place = (self.reading.box,) if self._is_of_picture and self.reading is not None else ()
        return (*(id(part) for part in self.parts), *place)

    @property
    def parts(self) -> Sequence[Stroke | QImage]:
        """What it consists of on the pad: its strokes, or the picture that it is in."""
        if self._is_of_picture:
            return () if self.pad.picture is None else (self.pad.picture,)
        return self._strokes

    @property
    def content(self) -> Drawing | GreyImage | None:
        """What is kept of it: its strokes, or the (28, 28) digit image of one in a picture. None if it has no ink."""
        if self._is_of_picture and self.reading is not None:
            return self.reading.image
        drawing = self.pad.drawing
        return Drawing(self._strokes, drawing.width, drawing.height) if self._strokes else None

    @property
    def _is_of_picture(self) -> bool:
        return self.reading is not None and not self.reading.strokes

    @cached_property
    def _strokes(self) -> tuple[Stroke, ...]:
        strokes = self.pad.drawing.strokes
        return strokes if self.reading is None else tuple(strokes[place] for place in self.reading.strokes)


def meant(digits: Sequence[DigitReading], selected: int, label: int) -> int:
    """Return the index of the digit that a person means who types a label and has selected none.

    That is the newest, which is selected, or the first if they type the whole number: the one that the label fits
    better.
    """
    fits_first = digits[0].probabilities[label] > digits[selected].probabilities[label]
    return 0 if fits_first else selected
