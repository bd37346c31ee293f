"""What hangs together in the ink of a picture, and what of it may be a stroke of a pen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags, FloatArray, Indices
from mnist_desktop.drawing.segmentation import Pieces
from mnist_desktop.pictures.ink import Ink

LEAST_SIDE: Final = 10  # pixels of the longer side; what is smaller is no digit
STRAY: Final = 0.08  # of the longest part; what is shorter is dust
WIDEST_PEN: Final = 0.3  # of a stroke's length; what is thicker is a blob
FAINTEST: Final = 0.4  # of the contrast of the strongest part; what is fainter shines through, or is printed
SAME_COLOUR: Final = 0.3  # cosine of two changes from the paper; a highlight is the opposite of ink
SPANNING: Final = 0.6  # of the picture's side; what touches its edge and is this long is the edge of a page or a table
STRAIGHT: Final = 1.6  # times the pen is the thickness of a line at most
LINE: Final = 5.0  # times the pen is its length at least
LEVEL: Final = 0.35  # slope of what still is a line under or over a digit
LONG_BAR: Final = 1.5  # times as wide as all digits near it; such a line over them is no part of one
ENCLOSED: Final = 0.25  # of a frame's height is what stands in it
RULED: Final = 0.85  # share of a frame's ink that lies in straight rows and columns
FILLED: Final = 0.6  # share of a row or column that a straight line fills


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of some ink, from 0 to n - 1. `labels` (h, w) has the part of each pixel, counted from 1, or 0.

    `low` and `high` are (n, 2) float64, the corners [x, y] of their boxes in pixels. `areas` (n,) are in pixels,
    `contrasts` (n,) the mean contrast, `changes` (n, 3) the mean difference from the paper, `pens` (n,) the width of
    their strokes, and `spreads` (n, 2) the length and thickness of a bar that is spread alike. `slopes` (n,) is the
    height of its direction for each pixel of width.
    """

    labels: npt.NDArray[np.int32]
    low: FloatArray
    high: FloatArray
    areas: FloatArray
    contrasts: FloatArray
    changes: FloatArray
    pens: FloatArray
    spreads: FloatArray
    slopes: FloatArray

    def __len__(self) -> int:
        return len(self.areas)

    @property
    def sizes(self) -> FloatArray:
        return self.high - self.low

    @property
    def longer(self) -> FloatArray:
        return np.asarray(self.sizes.max(axis=1))

    @property
    def masses(self) -> FloatArray:
        """The sum of the contrast of each part, weighted by the contrast itself."""
        return self.areas * self.contrasts**2

    @property
    def are_lines(self) -> Flags:
        length, thickness = self.spreads.T
        return np.asarray((thickness < STRAIGHT * self.pens) & (length > LINE * self.pens))

    def pieces(self, chosen: Indices) -> Pieces:
        return Pieces(self.low[chosen], self.high[chosen])


def parts_of(ink: Ink) -> Parts:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink.inside.astype(np.uint8), connectivity=8)
    ys, xs = np.nonzero(ink.inside)
    owner, areas = labels[ys, xs] - 1, boxes[1:, cv2.CC_STAT_AREA].astype(np.float64)

    def mean(values: npt.NDArray[np.generic]) -> FloatArray:
        return np.bincount(owner, values.astype(np.float64), count - 1) / areas

    distance = cv2.distanceTransform(ink.inside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[ys, xs]
    low = boxes[1:, :2].astype(np.float64)
    spreads, slopes = _spreads(mean, xs, ys)
    return Parts(
        labels,
        low,
        low + boxes[1:, 2:4],
        areas,
        mean(ink.contrast[ys, xs]),
        np.stack([mean(ink.change[ys, xs, channel]) for channel in range(3)], axis=1),
        np.asarray(4 * mean(distance) - 2 * np.minimum(1, areas / areas)),
        spreads,
        slopes,
    )


def _spreads(mean, xs, ys):
    x, y = mean(xs), mean(ys)
    xx, yy, xy = mean(xs * xs) - x * x, mean(ys * ys) - y * y, mean(xs * ys) - x * y
    middle, half = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    spreads = np.sqrt(12 * np.maximum(np.stack([middle + half, middle - half], axis=1), 0) + 1)
    return spreads, (middle + half - xx) / np.where(np.abs(xy) < 1e-9, 1e-9, xy)


def strokes_of(parts: Parts) -> Indices:
    """Return the parts that may be strokes of digits."""
    chosen = np.flatnonzero(_are_strokes(parts))
    if len(chosen):
        chosen = _alike(parts, chosen)
        chosen = _without_frames(parts, chosen)
        chosen = _without_bars(parts, chosen)
    return chosen[parts.longer[chosen] >= STRAY * parts.longer[chosen].max()] if len(chosen) else chosen


def _are_strokes(parts: Parts) -> Flags:
    height, width = parts.labels.shape
    at_edge = np.stack([parts.low[:, 0] <= 0, parts.high[:, 0] >= width, parts.low[:, 1] <= 0, parts.high[:, 1] >= height])
    spanning = (parts.sizes > SPANNING * np.array([width, height])).any(axis=1)
    is_border = at_edge.any(axis=0) & spanning | (at_edge.sum(axis=0) >= 2)
    return (parts.longer >= LEAST_SIDE) & (parts.pens < WIDEST_PEN * parts.longer) & ~is_border


def _alike(parts: Parts, chosen: Indices) -> Indices:
    """Keep what is about as strong as the strongest part, and of a colour alike."""
    main = chosen[parts.masses[chosen].argmax()]
    lengths = np.linalg.norm(parts.changes, axis=1)
    cosine = parts.changes @ parts.changes[main] / np.maximum(lengths * lengths[main], 1e-9)
    strong = parts.contrasts > FAINTEST * parts.contrasts[main]
    return chosen[(strong & (cosine > SAME_COLOUR))[chosen]]


def _without_frames(parts: Parts, chosen: Indices) -> Indices:
    """Drop what is of straight lines and has something in it: printed frames, and the boxes of a form."""
    middle = (parts.low + parts.high) / 2
    kept = []
    for part in chosen:
        others = chosen[chosen != part]
        inside = (middle[others] > parts.low[part]).all(1) & (middle[others] < parts.high[part]).all(1)
        inside &= parts.sizes[others, 1] > ENCLOSED * parts.sizes[part, 1]
        if not (inside.any() and _is_ruled(parts, part)):
            kept.append(part)
    return np.array(kept, np.intp)


def _is_ruled(parts: Parts, part: int) -> bool:
    ys, xs = np.nonzero(parts.labels == part + 1)
    points = np.stack([xs, ys], axis=1).astype(np.float32)
    (_, _), (_, _), angle = cv2.minAreaRect(points)
    turn = np.deg2rad(angle)
    rotated = points @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    width = max(3.0, 1.5 * parts.pens[part])
    cells = np.unique(((rotated - rotated.min(0))).astype(int), axis=0)
    shares = np.zeros(len(cells), bool)
    for axis in (0, 1):
        bins = (cells[:, axis] / width).astype(int)
        along = cells[:, 1 - axis]
        filled = np.zeros(bins.max() + 1)
        pairs = np.unique(np.stack([bins, along], 1), axis=0)
        filled = np.bincount(pairs[:, 0], minlength=bins.max() + 1) / (along.max() + 1)
        # neighbours of a filled bin hold the rest of its line
        full = filled > FILLED
        near = full | np.roll(full, 1) | np.roll(full, -1)
        shares |= near[bins]
    return shares.mean() > RULED


def _without_bars(parts: Parts, chosen: Indices) -> Indices:
    """Drop lines under what is written, and lines much longer than it."""
    bars = chosen[(parts.are_lines & (np.abs(parts.slopes) < LEVEL))[chosen]]
    rest = np.setdiff1d(chosen, bars)
    if not len(rest):
        return chosen
    drop = []
    for bar in bars:
        over = rest[(parts.high[rest, 0] > parts.low[bar, 0]) & (parts.low[rest, 0] < parts.high[bar, 0])]
        if not len(over):
            if parts.sizes[bar, 0] > LONG_BAR * parts.sizes[rest, 1].max():
                drop.append(bar)
            continue
        span = parts.high[over, 0].max() - parts.low[over, 0].min()
        below = (parts.low[bar, 1] + parts.high[bar, 1]) / 2 >= parts.high[over, 1].max()
        if below or parts.sizes[bar, 0] > LONG_BAR * span:
            drop.append(bar)
    return np.setdiff1d(chosen, drop)
