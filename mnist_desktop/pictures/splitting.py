"""Cuts wide parts of ink at the places at which they may be two digits that touch.

A cut runs from top to bottom and crosses as few strokes as it can: one where two digits touch, two through a ring. It
is the path of least cost in a band, by dynamic programming, as a seam is (S. Avidan, A. Shamir, Seam Carving, SIGGRAPH
2007, section 3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, FloatArray, Indices
from mnist_desktop.drawing.segmentation import Pieces
from mnist_desktop.pictures.parts import Labels, Parts
from mnist_desktop.pictures.strokes import are_clear

WIDE: Final = 0.8  # times its height; a narrower part is one digit
WIDEST: Final = 8.0  # times its height; a wider part is no number
HEIGHT: Final = 48  # pixels of the copy in which cuts are sought
BAND: Final = 8  # pixels of the copy to each side that a cut may wander
STEP: Final = 2  # pixels of the copy between two bands
APART: Final = 8  # pixels of the copy between two cuts, and between a cut and an end
SLANT: Final = 0.02  # cost of a step aside, of that of entering ink
THROUGH: Final = 0.02  # cost of each pixel in ink
CUTS: Final = 5.0  # at most for each height of its width
LEAST_SIDE: Final = 0.02  # of the ink is on each side of a cut
CUT_ODDS: Final = 2.0  # log-odds of two digits for a cut around all ink,
CUT_WEIGHT: Final = 3.0  # and how much less for each crossing of ink; half a 0 is cut off by two


@dataclass(frozen=True, eq=False)
class SplitStrokes:
    """Strokes, the wide ones cut: where the `pieces` are, and the number of the piece of each pixel, from 1, or 0."""

    labels: Labels
    pieces: Pieces


@dataclass(frozen=True, eq=False)
class Cut:
    """A cut through a part: `columns` (height,) are the first pixels right of it. Its `cost` is about 1 a crossing."""

    columns: Indices
    cost: float


@dataclass(frozen=True, eq=False)
class _Piece:
    """One piece of a part: its pixels' rows and columns in the picture, and the log-odds of the cut before it."""

    ys: Indices
    xs: Indices
    odds: float


def split_strokes(parts: Parts, strokes: Indices) -> SplitStrokes:
    """Cut each of the `strokes`, one or more parts, where it may be two digits that touch."""
    pieces = [(piece, stroke) for stroke in strokes.tolist() for piece in _pieces(parts, stroke)]
    labels = np.zeros_like(parts.labels)
    for number, (piece, _) in enumerate(pieces, start=1):
        labels[piece.ys, piece.xs] = number
    low = np.array([(piece.xs.min(), piece.ys.min()) for piece, _ in pieces], np.float64)
    high = np.array([(piece.xs.max() + 1, piece.ys.max() + 1) for piece, _ in pieces], np.float64)
    clear = are_clear(parts)[[stroke for _, stroke in pieces]]
    return SplitStrokes(labels, Pieces(low, high, clear, np.array([piece.odds for piece, _ in pieces])))


def _pieces(parts: Parts, stroke: int) -> Iterator[_Piece]:
    """Yield the pieces of a part from left to right, without empty ones."""
    (left, top), (right, bottom) = parts.low[stroke].astype(int), parts.high[stroke].astype(int)
    inside = parts.labels[top:bottom, left:right] == stroke + 1
    found = cuts(inside)
    odds = [np.nan, *(CUT_ODDS - CUT_WEIGHT * cut.cost for cut in found)]
    are_right = [np.arange(right - left) >= cut.columns[:, None] for cut in found]
    numbers = np.sum([np.zeros(inside.shape, np.intp), *are_right], axis=0)
    for number, odds_before in enumerate(odds):
        ys, xs = np.nonzero(inside & (numbers == number))
        if len(ys):
            yield _Piece(ys + top, xs + left, odds_before)


def cuts(inside: Flags) -> list[Cut]:
    """Return the best cuts through a part, (height, width) bool, from left to right; none if it is no wide one."""
    height, width = inside.shape
    if not WIDE * height <= width <= WIDEST * height:
        return []
    small = _copy(inside)
    columns, costs = _seams(small)
    scale = width / small.shape[1]
    rows = np.minimum((np.arange(height) * HEIGHT) // height, HEIGHT - 1)
    found = [
        Cut(np.rint((columns[index][rows] + 0.5) * scale).astype(np.intp), float(costs[index]))
        for index in _cheapest(columns, costs, round(CUTS * width / height))
    ]
    return [cut for cut in found if _has_two_sides(inside, cut)]


def _has_two_sides(inside: Flags, cut: Cut) -> bool:
    is_left = np.arange(inside.shape[1]) < cut.columns[:, None]
    left, right = (inside & is_left).sum(), (inside & ~is_left).sum()
    return bool(min(left, right) >= LEAST_SIDE * (left + right))


def _copy(inside: Flags) -> FloatArray:
    """Return the part with `HEIGHT` rows, as shares of ink in 0…1."""
    height, width = inside.shape
    size = (max(1, round(width * HEIGHT / height)), HEIGHT)
    return np.asarray(cv2.resize(inside.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float64)


def _seams(ink: FloatArray) -> tuple[Indices, FloatArray]:
    """Return the path of least cost in each band: (bands, HEIGHT) columns, and the cost (bands,)."""
    band = np.arange(APART, ink.shape[1] - APART, STEP)[:, None] + np.arange(-BAND, BAND + 1)
    inks = np.pad(ink, ((0, 0), (BAND, BAND)))[:, band + BAND]
    total, moves = inks[0], np.zeros(inks.shape, np.intp)
    for row in range(1, HEIGHT):
        ways = np.stack([_step(total, inks[row - 1], inks[row], side) for side in (-1, 0, 1)])
        moves[row] = ways.argmin(axis=0) - 1
        total = ways.min(axis=0) + THROUGH * inks[row]
    return _traced_back(band, moves, total.argmin(axis=1)), total.min(axis=1)


def _step(total: FloatArray, above: FloatArray, below: FloatArray, side: int) -> FloatArray:
    """Return the cost of paths that come from the row above, from the column `side` of each: (bands, columns)."""
    sides = (slice(None), slice(1 + side, 1 + side + total.shape[1]))
    came = np.pad(total, ((0, 0), (1, 1)), constant_values=np.inf)[sides]
    entered = np.maximum(below - np.pad(above, ((0, 0), (1, 1)))[sides], 0.0)
    return np.asarray(came + entered + SLANT * abs(side))


def _traced_back(band: Indices, moves: Indices, at: Indices) -> Indices:
    """Return the columns of the paths that end `at` these places of their bands: (bands, HEIGHT)."""
    bands = np.arange(len(band))
    columns = np.empty((len(band), HEIGHT), np.intp)
    for row in range(HEIGHT - 1, -1, -1):
        columns[:, row] = band[bands, at]
        at = at + moves[row][bands, at]
    return columns


def _cheapest(columns: Indices, costs: FloatArray, most: int) -> list[int]:
    """Return the indices of the cheapest paths that are far enough from each other, from left to right."""
    places = columns.mean(axis=1)
    chosen: list[int] = []
    for index in np.argsort(costs, kind="stable").tolist():
        if len(chosen) < most and all(abs(places[index] - places[other]) >= APART for other in chosen):
            chosen.append(index)
    return sorted(chosen, key=lambda index: float(places[index]))
