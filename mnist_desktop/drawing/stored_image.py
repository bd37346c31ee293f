"""A digit image as text, for a drawing file that has no strokes of a digit."""

from __future__ import annotations

import base64
from typing import Any, Final

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.drawing.strokes import Drawing, DrawingError

KEY: Final = "image"  # of a drawing file


def to_text(image: GreyImage) -> str:
    """Return a (28, 28) digit image, ink 1, paper 0, as base64 of its rows in uint8, ink 255."""
    return base64.b64encode((image.clip(0, 1) * 255).round().astype(np.uint8).tobytes()).decode()


def from_text(text: Any) -> GreyImage:
    """Parse a result of `to_text`. Raises `DrawingError`."""
    try:
        pixels = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
    except (TypeError, ValueError):
        pixels = np.empty(0, np.uint8)
    if len(pixels) != SIDE * SIDE:
        raise DrawingError("stored_image")
    return pixels.reshape(SIDE, SIDE).astype(np.float32) / np.float32(255)


def content_of(drawing: Drawing) -> Drawing | GreyImage:
    """Return what an object of a drawing file shows: its strokes, or the stored image if it has no strokes.

    Raises `DrawingError` if that image is damaged.
    """
    if drawing.strokes or KEY not in drawing.extra:
        return drawing
    return from_text(drawing.extra[KEY])
