"""Any picture of a digit becomes the digit image that the same digit, drawn on the canvas, would have given.

The picture is cut to its ink and its pen is measured; the ink is then grown or shrunk to the width MNIST's pen
would have at this size, fitted to the box and centred by mass. So a thin pen, a thick one and the strokes
themselves end in the same image.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import BOX, CENTRE, PEN_WIDTH, SIDE, centre_of_mass

Mask = npt.NDArray[np.bool_]

LEAST_CONTRAST: Final = 0.12  # of black to white, between ink and paper; less is an empty page
WORK_SIDE: Final = 120  # pixels of the ink's longer side while its pen is changed
MARGIN: Final = 20  # pixels of paper around it, room for a pen that grows
FARTHEST: Final = 32  # pixels sideways that distances are looked for; half the widest pen, and more than it grows
WIDEST_PEN: Final = 0.35  # of the longer side; what measures more is a blot, and is left as it is


def digit_image(picture: FloatArray) -> GreyImage | None:
    """Turn (height, width) grey in 0…1, any polarity, into (28, 28) float32, ink 1, paper 0; None without ink."""
    ink = _ink(picture)
    if ink is None:
        return None
    work = _cut_out(ink)
    if work is None:
        return None
    distance = _signed_distance(work > 0.5)
    pen = _pen_width(distance)
    scale = (BOX - PEN_WIDTH) / (WORK_SIDE - pen)
    grown = np.clip(distance + (PEN_WIDTH / scale - pen) / 2 + 0.5, 0.0, 1.0)
    return _place(grown, scale)


def on_paper(picture: FloatArray, opacity: FloatArray) -> FloatArray:
    """Lay (height, width) grey with an opacity, both 0…1, on paper that its ink can be seen on."""
    weight = opacity.sum()
    is_light = weight > 0 and (picture * opacity).sum() / weight > 0.5
    paper = 0.0 if is_light and opacity.min() < 1 else 1.0
    return np.asarray(picture * opacity + paper * (1 - opacity))


def _ink(picture: FloatArray) -> FloatArray | None:
    """Ink 1, paper 0; the paper is what the border mostly shows."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    paper = float(np.median(border))
    darkest, lightest = float(picture.min()), float(picture.max())
    ink = paper - picture if paper - darkest >= lightest - paper else picture - paper
    contrast = float(ink.max())
    return None if contrast < LEAST_CONTRAST else np.asarray((ink / contrast).clip(0.0, 1.0))


def _cut_out(ink: FloatArray) -> FloatArray | None:
    """The ink at `WORK_SIDE` with a margin around it, its threshold moved to 0.5."""
    threshold = _otsu(ink)
    rows, columns = (np.flatnonzero((ink > threshold).any(axis=axis)) for axis in (1, 0))
    if len(rows) == 0:
        return None
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    scale = WORK_SIDE / max(height, width)
    vertical = _resampler(len(ink), scale, rows[0], round(height * scale) + 2 * MARGIN, MARGIN)
    across = _resampler(ink.shape[1], scale, columns[0], round(width * scale) + 2 * MARGIN, MARGIN)
    return np.asarray(vertical @ ink @ across.T - threshold + 0.5)


def _otsu(ink: FloatArray) -> float:
    """The grey that parts ink from paper best (N. Otsu, IEEE Trans. SMC 9(1), 1979)."""
    counts, edges = np.histogram(ink, bins=64, range=(0.0, 1.0))
    middles = (edges[:-1] + edges[1:]) / 2
    below, mass = np.cumsum(counts)[:-1], np.cumsum(counts * middles)
    above = counts.sum() - below
    apart = mass[:-1] / np.maximum(below, 1) - (mass[-1] - mass[:-1]) / np.maximum(above, 1)
    spread = below * above * apart**2
    return float(edges[1:-1][spread >= spread.max() * (1 - 1e-9)].mean())


def _resampler(size: int, scale: float, origin: float, length: int, place: float) -> FloatArray:
    """A (length, size) matrix that scales one side so that input edge `origin` comes to output edge `place`.

    A triangle filter: it blends between pixels when growing and takes the mean over what it covers when
    shrinking. Beyond the input there is paper.
    """
    reach = max(1.0, 1.0 / scale)
    at = (np.arange(length) + 0.5 - place) / scale + origin - 0.5
    weights = np.clip(1.0 - np.abs(at[:, None] - np.arange(size)) / reach, 0.0, None)
    return np.asarray(weights / reach)


def _signed_distance(inside: Mask) -> FloatArray:
    """Pixels to the ink's edge: positive within, negative without."""
    edge = (
        np.where(inside, _distance_to(~inside), _distance_to(inside)) - 0.5
    )  # from centre to centre, less half a pixel
    return np.asarray(np.where(inside, edge, -edge))


def _distance_to(target: Mask) -> FloatArray:
    """Euclidean distance from each pixel's centre to the nearest True one's, row by row after column by column."""
    height, width = target.shape
    index = np.arange(height)[:, None]
    above = np.maximum.accumulate(np.where(target, index, -height - width), axis=0)
    below = np.minimum.accumulate(np.where(target, index, 2 * height + width)[::-1], axis=0)[::-1]
    squared = np.minimum(index - above, below - index).astype(np.float32) ** 2
    nearest = squared.copy()
    for step in range(1, min(width, FARTHEST)):
        np.minimum(nearest[:, step:], squared[:, :-step] + step**2, out=nearest[:, step:])
        np.minimum(nearest[:, :-step], squared[:, step:] + step**2, out=nearest[:, :-step])
    return np.sqrt(nearest).astype(np.float64)


def _pen_width(distance: FloatArray) -> float:
    """The stroke's width in pixels: across a bar, the mean distance to its edges is a quarter of its width."""
    return float(min(4 * distance[distance > 0].mean(), WIDEST_PEN * WORK_SIDE))


def _place(work: FloatArray, scale: float) -> GreyImage:
    """Shrink to digit-image pixels with the centre of mass at `CENTRE`."""
    x, y = (centre_of_mass(work.astype(np.float32)) + 0.5) * scale
    vertical = _resampler(work.shape[0], scale, 0.0, SIDE, CENTRE + 0.5 - y)
    across = _resampler(work.shape[1], scale, 0.0, SIDE, CENTRE + 0.5 - x)
    return (vertical @ work @ across.T).clip(0.0, 1.0).astype(np.float32)
