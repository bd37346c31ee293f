"""The ways in which pieces of ink may make up the digits of a number, and which of them is the likeliest.

It is heuristic over-segmentation (LeCun et al., Proc. IEEE 86(11), 1998, section V): a digit is one piece of ink or
some neighbours, a network scores every candidate, and the best path through all pieces is the number. A piece is a
stroke, or what hangs together in a picture. Pieces come as their extents, [x, y] in pixels, y down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Flags, FloatArray, GreyImage, Indices
from mnist_desktop.drawing.box import Box

MOST_PIECES: Final = 4  # of one digit, after those inside each other are joined; of 36,000 real digits 2 have more
MOST_IN_ROW: Final = 40  # groups; the closest of more are joined, so that a scribble is read as fast as a number
MOST_IN_ALL: Final = 200  # pieces; more are one scribble
CONTAINED: Final = 0.8  # of a piece's width; one that lies so far above or below another belongs to it,
DEEP: Final = 0.2  # of the row's height; if they overlap by this much too
WIDEST: Final = 1.8  # times the row's height; no digit is wider
NEVER: Final = 0.35  # of the row's height; no digit has such a gap
EVEN_GAP: Final = -0.1  # of the row's height; with this gap, or overlap, one digit is as likely as two
GAP_WEIGHT: Final = 12.0  # log-odds of two digits for each row's height of a wider gap
UNCLEAR_PRIOR: Final = -1.5  # log-probability of a digit of what may be no ink of a pen
LEAST_HEIGHT: Final = 0.7  # of the row's; lower digits are less likely,
HEIGHT_WEIGHT: Final = 10.0  # in log-probability for each row's height that is missing
ROW_HEIGHT: Final = 0.5  # of the highest row; what is lower is a part of its neighbour
ROW_GAP: Final = 0.5  # of the lower row's height, between two rows
NARROW_ROW_GAP: Final = 0.1  # the same between what may be two rows, or an 8 of two rings
NARROW_GAP_PRIOR: Final = -4.0  # the log-probability of such rows

Render = Callable[[Sequence[Indices]], GreyImage]


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces of ink by their extents: `low` and `high` are (n, 2) float64, n ≥ 1, the corners of least and most.

    `are_clear` (n,) says which are surely ink of a pen. `cuts` (n,) float64 are the log-odds that a digit ends before a
    piece that was cut from the one to its left, and NaN for all others. `strokes` (n,) are the places of the pieces
    among the strokes of their drawing, None in a picture.
    """

    low: FloatArray
    high: FloatArray
    are_clear: Flags
    cuts: FloatArray
    strokes: Indices | None = None

    @classmethod
    def uncut(
        cls, low: FloatArray, high: FloatArray, are_clear: Flags | None = None, strokes: Indices | None = None
    ) -> Pieces:
        """Return pieces that were cut from nothing. By default all are clear."""
        clear = np.ones(len(low), np.bool_) if are_clear is None else are_clear
        return cls(low, high, clear, np.full(len(low), np.nan), strokes)

    def __len__(self) -> int:
        return len(self.low)

    @classmethod
    def enclosing(cls, pieces: Pieces, groups: Sequence[Indices]) -> Pieces:
        """Return a piece around each group of pieces. It is no stroke."""
        each = [pieces.of(group) for group in groups]
        return cls(
            np.array([some.low.min(axis=0) for some in each]),
            np.array([some.high.max(axis=0) for some in each]),
            np.array([some.are_clear.all() for some in each]),
            np.array([some.cuts[0] for some in each]),
        )

    def of(self, chosen: Indices) -> Pieces:
        strokes = None if self.strokes is None else self.strokes[chosen]
        return Pieces(self.low[chosen], self.high[chosen], self.are_clear[chosen], self.cuts[chosen], strokes)

    @property
    def lengths(self) -> FloatArray:
        """The longer side of each: (n,)."""
        return np.asarray((self.high - self.low).max(axis=1))

    @property
    def height(self) -> float:
        """The height of all together, or a part of the width if it is a row of dashes."""
        width, height = self.high.max(axis=0) - self.low.min(axis=0)
        return float(max(height, self.lengths.max() / 3, width / 1000, 1e-9))

    def box(self) -> Box:
        (left, top), (right, bottom) = self.low.min(axis=0), self.high.max(axis=0)
        return Box(float(left), float(top), float(right - left), float(bottom - top))


@dataclass(frozen=True, eq=False)
class Candidate:
    """The groups of a row from `first` to before `last` as one digit.

    `image` is its (28, 28) digit image, `box` the place of its ink if it has one, and `prior` the log-probability of
    such a shape that ends there, whatever it shows. `is_clear` is False for what may be no ink of a pen; it is never
    read for sure. `strokes` are the indices of the drawing's strokes in it, in any order, None in a picture.
    """

    first: int
    last: int
    image: GreyImage
    box: Box | None
    prior: float
    is_clear: bool = True
    strokes: Indices | None = None


@dataclass(frozen=True, eq=False)
class Segmentation:
    """The candidates of one row, which has `length` groups of pieces."""

    length: int
    candidates: tuple[Candidate, ...]

    def best(self, scores: Sequence[float]) -> tuple[float, tuple[int, ...]]:
        """Return the log-probability of the likeliest number, and the indices of its candidates in reading order.

        `scores` has for each candidate the logarithm of how likely its image is a digit.
        """
        ways: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        for end in range(1, self.length + 1):
            ways.append(
                max(
                    (ways[each.first][0] + scores[index] + each.prior, (*ways[each.first][1], index))
                    for index, each in enumerate(self.candidates)
                    if each.last == end
                )
            )
        return ways[-1]


@dataclass(frozen=True, eq=False)
class Layout:
    """One way to see ink as rows of digits, from top to bottom, and its log-probability whatever they show."""

    rows: tuple[Segmentation, ...]
    prior: float

    @classmethod
    def of_digit(cls, image: GreyImage, box: Box | None = None, strokes: Indices | None = None) -> Layout:
        """Return the only layout of one (28, 28) digit image, whose ink is at `box`."""
        return cls((Segmentation(1, (Candidate(0, 1, image, box, 0.0, strokes=strokes),)),), 0.0)


def layouts_of(pieces: Pieces, render: Render) -> list[Layout]:
    """Return the ways to see `pieces` as rows of digits.

    `render` makes the digit images of some groups of pieces, (n, 28, 28) float32, ink 1, paper 0.
    """
    if len(pieces) > MOST_IN_ALL:
        everything = np.arange(len(pieces))
        return [Layout.of_digit(render([everything])[0], pieces.box(), pieces.strokes)]
    surely = rows(pieces, ROW_GAP)
    perhaps = rows(pieces, NARROW_ROW_GAP)
    ways = [(surely, 0.0)]
    if len(perhaps) > len(surely):
        ways.append((perhaps, NARROW_GAP_PRIOR))
    return [Layout(tuple(_of_row(pieces, row, render) for row in found), prior) for found, prior in ways]


def rows(pieces: Pieces, least_gap: float) -> list[Indices]:
    """Return the pieces of each row, from top to bottom, each from left to right.

    `least_gap` is the gap between two rows as a share of the lower one's height.
    """
    order = np.argsort(pieces.low[:, 1])
    bottoms = np.maximum.accumulate(pieces.high[order, 1])
    starts = np.flatnonzero(pieces.low[order[1:], 1] > bottoms[:-1]) + 1
    bands: list[Indices] = []
    for band in np.split(order, starts):
        if bands and not _are_rows(pieces.of(bands[-1]), pieces.of(band), pieces, least_gap):
            bands[-1] = np.concatenate([bands[-1], band])
        else:
            bands.append(band)
    return [band[np.argsort((pieces.low + pieces.high)[band, 0], kind="stable")] for band in bands]


def _are_rows(upper: Pieces, lower: Pieces, everything: Pieces, least_gap: float) -> bool:
    """Return whether two bands of ink are two rows of digits, and not two parts of one."""
    heights = upper.box().height, lower.box().height
    highest = max(*heights, float((everything.high - everything.low)[:, 1].max()))
    gap = lower.box().y - upper.box().y - heights[0]
    return min(heights) >= ROW_HEIGHT * highest and gap >= least_gap * min(heights)


def _of_row(pieces: Pieces, row: Indices, render: Render) -> Segmentation:
    height = pieces.of(row).height
    groups = _joined(pieces.of(row), row, height)
    spans = list(_spans(Pieces.enclosing(pieces, groups), height))
    members = [np.concatenate(groups[first:last]) for first, last, _ in spans]
    made = zip(spans, members, render(members), strict=True)
    candidates = (_candidate(pieces.of(group), span, image, height) for span, group, image in made)
    return Segmentation(len(groups), tuple(candidates))


def _candidate(members: Pieces, span: tuple[int, int, float], image: GreyImage, row_height: float) -> Candidate:
    first, last, prior = span
    box = members.box()
    is_clear = bool(members.are_clear.all())
    doubt = 0.0 if is_clear else UNCLEAR_PRIOR
    return Candidate(first, last, image, box, prior + doubt - _lowness(box, row_height), is_clear, members.strokes)


def _joined(pieces: Pieces, row: Indices, height: float) -> list[Indices]:
    """Join neighbours that are surely parts of one digit, and the closest neighbours if there are too many.

    `pieces` are those of the `row`, in its order.
    """
    widths = (pieces.high - pieces.low)[:, 0]
    gaps, narrower = _gaps(pieces) / height, np.minimum(widths[1:], widths[:-1]) / height
    apart = np.flatnonzero((gaps > -DEEP) | (-gaps < CONTAINED * narrower))
    widest = apart[np.argsort(-gaps[apart], kind="stable")[: MOST_IN_ROW - 1]]
    return np.split(row, np.sort(widest) + 1)


def _gaps(pieces: Pieces) -> FloatArray:
    """Return the gap in pixels between what stands before and after each place in a row, less than 0 if it overlaps.

    `pieces` are in its order; the gaps are (pieces - 1,).
    """
    lefts = np.minimum.accumulate(pieces.low[::-1, 0])[::-1]
    return np.asarray(lefts[1:] - np.maximum.accumulate(pieces.high[:, 0])[:-1])


def _spans(groups: Pieces, height: float) -> Iterator[tuple[int, int, float]]:
    """Yield the groups that may be one digit, from first to before last, and the log-probability of their gaps."""
    gaps = _gaps(groups) / height
    is_cut = ~np.isnan(groups.cuts[1:])
    odds = np.where(is_cut, groups.cuts[1:], (gaps - EVEN_GAP) * GAP_WEIGHT)
    joined = np.where(is_cut, 0.0, -np.logaddexp(0.0, odds))  # that a digit was not cut says nothing against it
    apart = np.append(-np.logaddexp(0.0, -odds), 0.0)
    for first in range(len(apart)):
        for last in range(first + 1, len(apart) + 1):
            within = slice(first, last - 1)
            width = groups.high[first:last, 0].max() - groups.low[first:last, 0].min()
            is_too_wide = last - first > 1 and width > WIDEST * height
            if is_too_wide or (~is_cut[within]).sum() >= MOST_PIECES or (gaps[within] > NEVER).any():
                break
            yield first, last, float(joined[within].sum() + apart[last - 1])


def _lowness(box: Box, row_height: float) -> float:
    return HEIGHT_WEIGHT * max(0.0, LEAST_HEIGHT - box.height / row_height)
