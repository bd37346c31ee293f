"""MNIST's normalisation of strokes, so that pen width, size and place on the canvas do not matter.

MNIST's digits were fitted to a 20×20 box and centred by mass in 28×28 (LeCun et al., Proc. IEEE 86(11), 1998, section
III.A). Measured on its 60,000 training images: the longer side is exactly 20 pixels, the centre of mass is at index 14,
and the pen is about 2.5 pixels wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices
from mnist_desktop.drawing.render import ink_all, trace_all
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.drawing.visible_strokes import visible_strokes

SIDE: Final = 28  # pixels per side of a digit image
BOX: Final = 20.0  # pixels of the ink's longer side
CENTRE: Final = 14.0  # index of the centre of mass, in both directions
PEN_WIDTH: Final = 2.5  # pixels
MEAN: Final = 0.1307  # of MNIST's training pixels, ink 1 and paper 0
STD: Final = 0.3081
PART: Final = 50  # drawings to render at once, so that their ink fits in the CPU's cache
DOT: Final = 0.01  # share of the canvas; ink no longer than this is a dot and is not enlarged


def digit_image(drawing: Drawing) -> GreyImage | None:
    """Render a drawing of one digit as MNIST does: (28, 28) float32, ink 1, paper 0. Returns None without visible ink.

    Slips of the pen are left out.
    """
    strokes = visible_strokes(drawing)
    if not len(strokes):
        return None
    [image] = digit_images([strokes.segments], min(drawing.width, drawing.height))
    return np.ascontiguousarray(image)


def digit_images(drawings: Sequence[FloatArray], canvas: float, pen_width: float = PEN_WIDTH) -> GreyImage:
    """Render many drawings at once as `digit_image` does: (n, 28, 28) float32, ink 1, paper 0.

    Each drawing is a result of `Drawing.segments`, (m, 2, 2) with m ≥ 1, on a canvas whose shorter side is `canvas`.
    `pen_width` is in pixels of a digit image.
    """
    counts = np.array([len(segments) for segments in drawings])
    owner = np.repeat(np.arange(len(counts)), counts)
    path, owner = trace_all(_fit_to_box(np.concatenate(drawings), owner, DOT * canvas, pen_width), owner)
    shift = CENTRE - centre_of_mass(ink_all(path, owner, len(counts), SIDE, pen_width))
    return ink_all(path + np.take(shift.T, owner, axis=1).T, owner, len(counts), SIDE, pen_width)


def centre_of_mass(image: GreyImage) -> FloatArray:
    """Return the centre of mass of (..., rows, columns): (..., 2), [x, y] as indices. Each image must have ink."""
    exact = image.astype(np.float64)
    across, down = exact.sum(axis=-2), exact.sum(axis=-1)
    balance = [(ink * np.arange(ink.shape[-1])).sum(axis=-1) for ink in (across, down)]
    return np.asarray(np.stack(balance, axis=-1) / across.sum(axis=-1)[..., None])


def normalise(image: GreyImage) -> GreyImage:
    """Normalise with MNIST's training mean and standard deviation: a network's input. Any shape."""
    return (image - np.float32(MEAN)) / np.float32(STD)


def _fit_to_box(segments: FloatArray, owner: Indices, dot: float, pen_width: float) -> FloatArray:
    """Scale each drawing so that its inked longer side is `BOX`, and move its bounding box's centre to `CENTRE`."""
    first = 2 * np.flatnonzero(np.diff(owner, prepend=-1))
    points = np.ascontiguousarray(segments.reshape(-1, 2).T)
    low, high = np.minimum.reduceat(points, first, axis=1), np.maximum.reduceat(points, first, axis=1)
    longer, middle = (high - low).max(axis=0), ((low + high) / 2).T
    scale = np.where(longer > dot, (BOX - pen_width) / np.maximum(longer, dot), 1.0 / dot)
    return np.asarray((segments - middle[owner, None]) * scale[owner, None, None] + CENTRE)
