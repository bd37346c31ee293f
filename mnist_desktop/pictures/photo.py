"""Turns a picture of a digit into the digit image that the same digit gives when drawn on the canvas.

It crops the picture to its ink and measures the pen width. Then it dilates or erodes the ink to the width of MNIST's
pen at this size, fits it to the box and centres it by mass. So a thin pen, a thick pen and strokes give the same image.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import BOX, CENTRE, PEN_WIDTH, SIDE, centre_of_mass

Mask = npt.NDArray[np.bool_]

LEAST_CONTRAST: Final = 0.12  # minimum difference of ink and paper, of 1; below it the page is empty
WORK_SIDE: Final = 120  # pixels of the ink's longer side while the pen width changes
MARGIN: Final = 20  # pixels of paper around the ink, space for a wider pen
MAX_DISTANCE: Final = 32  # pixels; search limit for distances in x, above half the widest pen
MAX_PEN_SHARE: Final = 0.35  # share of the longer side; a wider measurement is limited to it


def digit_image(picture: FloatArray) -> GreyImage | None:
    """Convert (height, width) grey in 0…1, any polarity, to (28, 28) float32, ink 1, paper 0. None without ink."""
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


def paper(picture: FloatArray) -> float:
    """Return the grey of the paper: the median of the picture's border."""
    return float(np.median(np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])))


def on_paper(picture: FloatArray, opacity: FloatArray) -> FloatArray:
    """Blend (height, width) grey with its opacity, both 0…1, onto white, or onto black if the ink is light."""
    weight = opacity.sum()
    is_light = weight > 0 and (picture * opacity).sum() / weight > 0.5
    behind = 0.0 if is_light and opacity.min() < 1 else 1.0
    return np.asarray(picture * opacity + behind * (1 - opacity))


def _ink(picture: FloatArray) -> FloatArray | None:
    """Return ink 1, paper 0, or None for an empty page."""
    page, darkest, lightest = paper(picture), float(picture.min()), float(picture.max())
    ink = page - picture if page - darkest >= lightest - page else picture - page
    contrast = float(ink.max())
    return None if contrast < LEAST_CONTRAST else np.asarray((ink / contrast).clip(0.0, 1.0))


def _cut_out(ink: FloatArray) -> FloatArray | None:
    """Return the ink at `WORK_SIDE` with a margin around it, shifted so that the threshold is 0.5."""
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
    """Return the grey that best separates ink from paper (N. Otsu, IEEE Trans. SMC 9(1), 1979)."""
    counts, edges = np.histogram(ink, bins=64, range=(0.0, 1.0))
    middles = (edges[:-1] + edges[1:]) / 2
    below, mass = np.cumsum(counts)[:-1], np.cumsum(counts * middles)
    above = counts.sum() - below
    apart = mass[:-1] / np.maximum(below, 1) - (mass[-1] - mass[:-1]) / np.maximum(above, 1)
    spread = below * above * apart**2
    return float(edges[1:-1][spread >= spread.max() * (1 - 1e-9)].mean())


def _resampler(size: int, scale: float, origin: float, length: int, place: float) -> FloatArray:
    """Return a (length, size) matrix that scales one side and maps input edge `origin` to output edge `place`.

    A triangle filter: it interpolates when it enlarges and averages when it shrinks. Outside the input is paper.
    """
    reach = max(1.0, 1.0 / scale)
    at = (np.arange(length) + 0.5 - place) / scale + origin - 0.5
    weights = np.clip(1.0 - np.abs(at[:, None] - np.arange(size)) / reach, 0.0, None)
    return np.asarray(weights / reach)


def _signed_distance(inside: Mask) -> FloatArray:
    """Return the distance to the ink's edge in pixels: positive inside, negative outside."""
    edge = (
        np.where(inside, _distance_to(~inside), _distance_to(inside)) - 0.5
    )  # between pixel centres, so the edge is half a pixel nearer
    return np.asarray(np.where(inside, edge, -edge))


def _distance_to(target: Mask) -> FloatArray:
    """Return the Euclidean distance of each pixel's centre to the nearest True one, first by columns, then by rows."""
    height, width = target.shape
    index = np.arange(height)[:, None]
    above = np.maximum.accumulate(np.where(target, index, -height - width), axis=0)
    below = np.minimum.accumulate(np.where(target, index, 2 * height + width)[::-1], axis=0)[::-1]
    squared = np.minimum(index - above, below - index).astype(np.float32) ** 2
    nearest = squared.copy()
    for step in range(1, min(width, MAX_DISTANCE)):
        np.minimum(nearest[:, step:], squared[:, :-step] + step**2, out=nearest[:, step:])
        np.minimum(nearest[:, :-step], squared[:, step:] + step**2, out=nearest[:, :-step])
    return np.sqrt(nearest).astype(np.float64)


def _pen_width(distance: FloatArray) -> float:
    """Return the stroke's width in pixels: four times the mean distance to the edge, as in a straight bar."""
    return float(min(4 * distance[distance > 0].mean(), MAX_PEN_SHARE * WORK_SIDE))


def _place(work: FloatArray, scale: float) -> GreyImage:
    """Shrink to digit-image pixels, with the centre of mass at `CENTRE`."""
    x, y = (centre_of_mass(work.astype(np.float32)) + 0.5) * scale
    vertical = _resampler(work.shape[0], scale, 0.0, SIDE, CENTRE + 0.5 - y)
    across = _resampler(work.shape[1], scale, 0.0, SIDE, CENTRE + 0.5 - x)
    return (vertical @ work @ across.T).clip(0.0, 1.0).astype(np.float32)
