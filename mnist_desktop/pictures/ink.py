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
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags, Float32Array
from mnist_desktop.pictures.picture import Pixels

WINDOW: Final = 21  # pixels; side of the median, for pens of up to 8 pixels
NEARBY: Final = 43  # pixels; side of the square in which ink is compared with the strongest
LEAST_SIDE: Final = 24  # pixels of the smallest size
DARKEST: Final = 48.0  # brightness; paper that is darker counts as this bright when ink is compared with it
LEAST_CONTRAST: Final = 0.06  # of the paper's brightness
NOISE: Final = 5.0  # times the median contrast of the page is more than noise
EDGE: Final = 0.4  # of the strongest contrast nearby; ink ends where it falls below
INSIDE: Final = 0.5  # the strength at the edge


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of a picture in one size, `pixels` (h, w, 3) uint8.

    `shrunk` is how many pixels of the picture, in one direction, are one of these. `change` (h, w, 3) float32 is the
    difference from the paper, `contrast` (h, w) float32 ≥ 0 its size as a share of the paper's brightness, and
    `strength` (h, w) float32 in 0…1 its share of the strongest contrast nearby, `INSIDE` at the edge of a stroke.
    `inside` (h, w) says what is ink.
    """

    pixels: Pixels
    shrunk: float
    change: Float32Array
    contrast: Float32Array
    strength: Float32Array
    inside: Flags


def inks(pixels: Pixels) -> Iterator[Ink]:
    """Yield the ink of (height, width, 3) pixels in sizes that are halved each time, the finest first."""
    shrunk = 1.0
    while True:
        yield _ink(pixels, shrunk)
        if min(pixels.shape[:2]) < 2 * LEAST_SIDE:
            return
        pixels = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
        shrunk *= 2


def _ink(pixels: Pixels, shrunk: float) -> Ink:
    paper = np.asarray(cv2.medianBlur(pixels, WINDOW), np.uint8)
    change = np.subtract(pixels, paper, dtype=np.float32)
    distance, brightness = np.sqrt(_channel_mean(change * change)), _channel_mean(paper)
    contrast = np.asarray(distance / np.maximum(brightness, DARKEST), np.float32)
    strongest: Float32Array = np.asarray(cv2.dilate(contrast, np.ones((NEARBY, NEARBY), np.uint8)), np.float32)
    share = contrast / np.maximum(strongest, LEAST_CONTRAST)
    strength = np.asarray(np.minimum(share * (INSIDE / EDGE), 1.0), np.float32)
    least = max(LEAST_CONTRAST, NOISE * float(np.median(contrast)))
    return Ink(pixels, shrunk, change, contrast, strength, (strength > INSIDE) & (contrast > least))


def _channel_mean(values: npt.NDArray[np.float32 | np.uint8]) -> Float32Array:
    return np.asarray(cv2.transform(values, np.full((1, 3), 1 / 3)), np.float32)
