"""Turns the ink of a digit in a picture into the digit image that the same digit gives when drawn on the canvas.

It measures the pen's width, grows or shrinks the ink to the width of MNIST's pen at this size, fits it to the box and
centres it by mass. So a thin pen, a thick pen and strokes give the same image.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import BOX, CENTRE, PEN_WIDTH, SIDE, centre_of_mass

FINE: Final = 6  # pixels of the enlarged digit image for each of its pixels, in each direction
LEAST_SIDE: Final = round(BOX * FINE)  # pixels; smaller ink is enlarged first,
MOST_SIDE: Final = 2 * LEAST_SIDE  # and larger ink made smaller
MAX_PEN_SHARE: Final = 0.35  # of the longer side; a wider measurement is limited to it
HALF: Final = 0.5  # of the ink's full contrast: its edge


def digit_image(ink: Float32Array) -> GreyImage:
    """Convert the (height, width) contrast of ink, 1 in strokes and 0 beside, to (28, 28) float32, ink 1, paper 0."""
    cut = _cut_out(ink)
    distance = _distance_to_edge(cut > HALF)
    longer = max(_extent(cut > HALF))
    pen = min(4 * float(distance[distance > 0].mean()), MAX_PEN_SHARE * longer)
    scale = (BOX - PEN_WIDTH) * FINE / (longer - pen)
    grown = np.clip(distance + (PEN_WIDTH * FINE / scale - pen) / 2 + 0.5, 0.0, 1.0)
    return _centred(cv2.resize(grown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _cut_out(ink: Float32Array) -> Float32Array:
    """Return the ink with paper around it for a wider pen, in a size that is quick and fine enough to measure."""
    rows, columns = (np.flatnonzero((ink > HALF).any(axis=axis)) for axis in (1, 0))
    cut = ink[max(0, rows[0] - 1) : rows[-1] + 2, max(0, columns[0] - 1) : columns[-1] + 2]
    longer = max(_extent(cut > HALF))
    if longer < LEAST_SIDE:
        cut = _resized(cut, LEAST_SIDE / longer, cv2.INTER_LINEAR)
    elif longer > MOST_SIDE:
        wider = np.ones(
            (longer // MOST_SIDE + 1, longer // MOST_SIDE + 1), np.uint8
        )  # so that a thin pen does not fade
        cut = _resized(np.asarray(cv2.dilate(cut, wider), np.float32), MOST_SIDE / longer, cv2.INTER_AREA)
    margin = round(max(cut.shape) / 6) + 2
    return np.asarray(np.pad(cut, margin), np.float32)


def _resized(ink: Float32Array, scale: float, way: int) -> Float32Array:
    return np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=way), np.float32)


def _extent(inside: Flags) -> tuple[int, int]:
    rows, columns = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    return int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1)


def _distance_to_edge(inside: Flags) -> Float32Array:
    """Return the distance to the ink's edge in pixels: positive inside, negative outside."""
    within, beyond = (
        cv2.distanceTransform(each.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5) for each in (inside, ~inside)
    )
    edge = np.maximum(within, beyond) - 0.5  # between pixel centres, so the edge is half a pixel nearer
    return np.asarray(np.where(inside, edge, -edge), np.float32)


def _centred(fine: Float32Array) -> GreyImage:
    """Shrink an image of `FINE` times the size to a digit image, with the centre of mass at `CENTRE`."""
    shift = (CENTRE + 0.5) * FINE - 0.5 - centre_of_mass(fine)
    move = np.array([[1, 0, shift[0]], [0, 1, shift[1]]])
    placed = cv2.warpAffine(fine, move, (SIDE * FINE, SIDE * FINE), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.resize(placed, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)
