"""A digit image that is nudged: moved, turned and thickened a little, and what is read wherever it may be moved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading.distortions import rotated, shifted, thickened
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import DigitReading

REACH: Final = 6  # pixels in each direction

ShiftMap = tuple[tuple[DigitReading, ...], ...]  # 13 × 13, [REACH + pixels down][REACH + pixels to the right]


@dataclass(frozen=True)
class Nudge:
    """A move right and down in pixels, a turn clockwise in degrees, and pixels by which the pen is wider."""

    right: float = 0
    down: float = 0
    degrees: float = 0
    wider: float = 0

    def apply(self, image: GreyImage) -> GreyImage:
        """Nudge a (28, 28) digit image: thicken it, then turn it about its usual centre, then move it."""
        turned = rotated(thickened(image[None], self.wider), self.degrees)
        return np.asarray(shifted(turned, self.right, self.down)[0])


def shift_map(predictor: Predictor, image: GreyImage) -> ShiftMap:
    """Read a (28, 28) digit image, ink 1, at each place. What leaves the image is lost."""
    windows = sliding_window_view(np.pad(image, REACH), (SIDE, SIDE))[::-1, ::-1]  # the first one moves the ink far up
    readings = iter(predictor.predict(windows.reshape(-1, SIDE, SIDE)))
    return tuple(tuple(islice(readings, len(row))) for row in windows)
