"""Finds the places at which a wide part may be cut into touching digits.

A cut runs from top to bottom, around the ink if it can and through little of it if it must: the path of least cost in a
band, by dynamic programming, as a seam does (S. Avidan, A. Shamir, Seam Carving, SIGGRAPH 2007, section 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, FloatArray, Indices
from mnist_desktop.drawing.segmentation import Pieces
from mnist_desktop.pictures.parts import Labels, Parts
from mnist_desktop.pictures.strokes import are_clear

WIDE: Final = 1.0  # times its height; a narrower part is one digit
WIDEST: Final = 8.0  # times its height; a wider part is no number
HEIGHT: Final = 48  # pixels of the copy in which cuts are sought
BAND: Final = 8  # pixels of the copy to each side that a cut may wander
STEP: Final = 2  # pixels of the copy between two bands
APART: Final = 8  # pixels of the copy between two cuts, and between a cut and an end
SLANT: Final = 0.05  # cost of a step aside, in pixels of ink
CUTS: Final = 4.0  # at most for each height of its width
CUT_ODDS: Final = -0.5  # log-odds of two digits for a cut around all ink,
CUT_WEIGHT: Final = 0.7  # and how much less for each stroke that it cuts


@dataclass(frozen=True, eq=False)
class SplitStrokes:
    """Strokes, the wide ones cut: where the `pieces` are, and the number of the piece of each pixel, from 1, or 0."""

    labels: Labels
    pieces: Pieces


def split_strokes(parts: Parts, strokes: Indices) -> SplitStrokes:
    """Cut each of the `strokes` at all places at which it may be two digits that touch."""
    labels = np.zeros_like(parts.labels)
    low, high, clear, odds = list[FloatArray](), list[FloatArray](), list[bool](), list[float]()
    clearness = are_clear(parts)
    for stroke in strokes:
        (left, top), (right, bottom) = parts.low[stroke].astype(int), parts.high[stroke].astype(int)
        place = np.s_[top:bottom, left:right]
        inside = parts.labels[place] == stroke + 1
        found = cuts(inside)
        columns = np.arange(right - left)
        number = sum((columns >= cut.columns[:, None] for cut in found), np.zeros(inside.shape, np.intp))
        costs = [np.nan, *(_odds(cut.ink / parts.pens[stroke]) for cut in found)]
        for index, cost in enumerate(costs):
            ys, xs = np.nonzero(inside & (number == index))
            if not len(ys):
                continue
            low.append(np.array([xs.min() + left, ys.min() + top], np.float64))
            high.append(np.array([xs.max() + 1 + left, ys.max() + 1 + top], np.float64))
            clear.append(bool(clearness[stroke]))
            odds.append(cost)
            labels[place][ys, xs] = len(low)
    return SplitStrokes(labels, Pieces(np.array(low), np.array(high), np.array(clear), np.array(odds)))


def _odds(strokes_cut: float) -> float:
    return CUT_ODDS - CUT_WEIGHT * strokes_cut


@dataclass(frozen=True, eq=False)
class Cut:
    """A cut through a part: `columns` (height,) are the first pixels right of it, `ink` the pixels it runs through."""

    columns: Indices
    ink: float


def cuts(inside: Flags) -> list[Cut]:
    """Return the best cuts through a part, (height, width) bool, from left to right. None for one of one digit's width."""
    height, width = inside.shape
    if not WIDE * height <= width <= WIDEST * height:
        return []
    small = _copy(inside)
    columns, costs = _seams(small)
    scale = width / small.shape[1]
    rows = np.minimum((np.arange(height) * HEIGHT) // height, HEIGHT - 1)
    return [
        Cut(np.rint((columns[index][rows] + 0.5) * scale).astype(np.intp), float(costs[index]) * scale)
        for index in _least(columns, costs, round(CUTS * width / height))
    ]


def _copy(inside: Flags) -> FloatArray:
    """Return the part with `HEIGHT` rows, as shares of ink in 0…1."""
    height, width = inside.shape
    size = (max(1, round(width * HEIGHT / height)), HEIGHT)
    return np.asarray(cv2.resize(inside.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float64)


def _seams(ink: FloatArray) -> tuple[Indices, FloatArray]:
    """Return the path of least cost in each band: (bands, HEIGHT) columns, and the ink on it (bands,)."""
    middles = np.arange(APART, ink.shape[1] - APART, STEP)
    band = middles[:, None] + np.arange(-BAND, BAND + 1)
    padded = np.pad(ink, ((0, 0), (BAND, BAND)))
    costs = padded[:, band + BAND]
    total, moves = costs[0], np.zeros(costs.shape, np.intp)
    for row in range(1, HEIGHT):
        ways = np.stack([_shifted(total, 1) + SLANT, total, _shifted(total, -1) + SLANT])
        moves[row] = ways.argmin(axis=0) - 1
        total = ways.min(axis=0) + costs[row]
    at = total.argmin(axis=1)
    least = total.min(axis=1) if len(total) else np.empty(0)
    bands = np.arange(len(middles))
    columns = np.empty((len(middles), HEIGHT), np.intp)
    for row in range(HEIGHT - 1, -1, -1):
        columns[:, row] = band[bands, at]
        at = at + moves[row][bands, at]
    return columns, least


def _shifted(total: FloatArray, by: int) -> FloatArray:
    """Return the cost of the path that comes from the column `by` pixels to the left."""
    shifted = np.full_like(total, np.inf)
    if by > 0:
        shifted[:, by:] = total[:, :-by]
    else:
        shifted[:, :by] = total[:, -by:]
    return shifted


def _least(columns: Indices, costs: FloatArray, most: int) -> list[int]:
    """Return the indices of the cheapest paths that are far enough from each other, from left to right."""
    places = columns.mean(axis=1)
    chosen: list[int] = []
    for index in np.argsort(costs, kind="stable").tolist():
        if len(chosen) < most and all(abs(places[index] - places[other]) >= APART for other in chosen):
            chosen.append(index)
    return sorted(chosen, key=lambda index: places[index])
