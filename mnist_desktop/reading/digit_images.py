"""Digit images as other programs hold them: 28×28 numbers of whatever range, ink light on dark or dark on light."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.pictures.picture import full_white
from mnist_desktop.system.errors import ProblemError


def of_pixels(pixels: npt.NDArray[Any]) -> GreyImage:
    """Turn (28, 28) or (784,) pixels into a digit image: float32, ink 1, paper 0.

    The median of the border is the paper (right for every digit of MNIST).
    """
    image = (pixels.reshape(SIDE, SIDE) / full_white(pixels)).clip(0.0, 1.0).astype(np.float32)
    border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    return 1 - image if np.median(border) > 0.5 else image


def of_file(pixels: npt.NDArray[Any]) -> GreyImage:
    """Turn the pixels of a file into a digit image. Raises `ProblemError` for those that are not in 0…255.

    Those of 16 bits go to 65,535.
    """
    low, high = float(pixels.min()), float(pixels.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ProblemError("pixel_not_number")
    if low < 0 or high > (65_535 if pixels.dtype == np.uint16 else 255):
        raise ProblemError("pixel_out_of_range", value=low if low < 0 else high)
    return of_pixels(pixels)
