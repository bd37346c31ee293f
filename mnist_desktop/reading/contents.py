"""What can be read: a drawing, a picture, or a digit image. Each becomes layouts of digits."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing import numbers as of_strokes
from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.segmentation import Layout
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.pictures.picture import Picture

Content = Drawing | Picture | GreyImage


def layouts(content: Content) -> list[Layout]:
    """Return the ways to see a content as rows of digits. There are none if nothing is drawn on it.

    A digit image is (28, 28) float32, ink 1, paper 0; it is one digit.
    """
    match content:
        case Drawing():
            return of_strokes.layouts(content)
        case Picture():
            from mnist_desktop.pictures import numbers as of_picture  # an image library, which drawings do not need

            return of_picture.layouts(content)
        case _:
            return [Layout.of_digit(content)] if content.any() else []


def one_digit(content: Content) -> GreyImage | None:
    """Return the digit image of a content that is known to show one digit. None if nothing is drawn on it."""
    match content:
        case Drawing():
            return digit_image(content)
        case Picture():
            from mnist_desktop.pictures import numbers as of_picture

            return of_picture.one_digit(content)
        case _:
            return np.asarray(content) if content.any() else None
