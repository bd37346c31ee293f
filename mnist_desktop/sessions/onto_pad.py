"""Puts a labelled digit on the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.sessions.pad_picture import digit_picture
from mnist_desktop.ui.pad.canvas import Canvas

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage


def put_on_pad(canvas: Canvas, digit: Drawing | GreyImage) -> None:
    """Show a digit as what it is: strokes, or a picture of its (28, 28) digit image, ink 1. Undo takes it away."""
    if isinstance(digit, Drawing):
        canvas.set_drawing(digit)
    else:
        canvas.set_picture(digit_picture(digit))
