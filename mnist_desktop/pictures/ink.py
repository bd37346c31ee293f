"""Finds the ink of a picture: what differs from the paper around it, whatever the light and the colours.

The paper's colour at each place is the median around it. A window wider than twice the pen shows paper alone, and the
edge of a shadow stays where it is. As the pen's width is unknown, the picture is looked at in several sizes: in one of
them it has the width that the window is made for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, Float32Array
from mnist_desktop.pictures.picture import Pixels

WINDOW: Final = 21  # pixels; side of the median, for pens of up to 8 pixels
LEAST_SIDE: Final = 40  # pixels of the smallest size
DARKEST: Final = 48.0  # brightness; paper that is darker counts as this bright when ink is compared with it
LEAST_CONTRAST: Final = 0.06  # of the paper's brightness
NOISE: Final = 5.0  # times the median contrast of the page is more than noise
EDGE: Final = 0.4  # of the strongest contrast nearby; ink ends where it falls below


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of a picture in one size.

    `contrast` is (h, w) float32, the difference from the paper as a share of its brightness, ≥ 0; `change` (h, w, 3)
    float32 is the difference itself; `inside` (h, w) says what is ink, and `shrunk` how many pixels of the picture, in
    one direction, are one of these.
    """

    contrast: Float32Array
    change: Float32Array
    strength: Float32Array
    inside: Flags
    shrunk: float


def inks(pixels: Pixels) -> Iterator[Ink]:
    """Yield the ink of (height, width, 3) pixels in sizes that are halved each time, the finest first."""
    shrunk = 1.0
    while True:
        yield _ink(pixels, shrunk)
        if min(pixels.shape[:2]) < 2 * LEAST_SIDE:
            return
        pixels = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        shrunk *= 2


def _ink(pixels: Pixels, shrunk: float) -> Ink:
    paper = cv2.medianBlur(pixels, WINDOW)
    change = pixels.astype(np.float32) - paper
    contrast = np.sqrt((change**2).mean(axis=2)) / np.maximum(paper.mean(axis=2), DARKEST)
    nearby = cv2.dilate(contrast, np.ones((2 * WINDOW + 1, 2 * WINDOW + 1), np.uint8))
    least = max(LEAST_CONTRAST, NOISE * float(np.median(contrast)))
    strength = np.minimum(contrast * (0.5 / EDGE) / np.maximum(nearby, 1e-6), 1.0)
    return Ink(contrast, change, strength, (strength > 0.5) & (contrast > least), shrunk)
