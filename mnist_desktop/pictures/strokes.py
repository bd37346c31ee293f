"""Tells the strokes of a pen from all else in a picture: edges, stains, frames, ruled lines, dust.

Each rule takes the parts that are left, and returns those that it leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, FloatArray, Indices
from mnist_desktop.pictures.parts import Parts

LEAST_SIDE: Final = 10  # pixels of the longer side; what is smaller shows no digit
STRAY: Final = 0.08  # of the longest part; what is shorter is dust
WIDEST_PEN: Final = 0.3  # of a stroke's length; what is thicker is a blob,
WIDEST_CORE: Final = 0.36  # of its length, or this thick at one place
LONGEST_STROKE: Final = 8.0  # times its box; what is longer is a grid or a texture
LEAST_STEP: Final = 0.4  # of the change by ink; what separates papers that differ so much is an edge
SPANNING: Final = 0.6  # of the picture's side; what is so long and touches the picture's edge is none of its digits
FAINTEST: Final = 0.4  # of the contrast of the strongest part; what is fainter shines through, or is printed
SAME_COLOUR: Final = 0.3  # cosine of two changes; a highlight is the opposite of ink
STRAIGHT: Final = 1.6  # times the pen is the width of a line at most,
LINE: Final = 5.0  # times the pen is its length at least
THIN: Final = 0.6  # of the pen; thinner lines are printed
LEVEL: Final = 0.35  # of π / 2; lines that lean less are level
LONG_BAR: Final = 1.5  # times as wide as the digits that it goes with; a longer line is no part of one
ENCLOSED: Final = 0.25  # of a frame's height is what stands in it
LEAST_FRAME: Final = 8.0  # times the pen is the shorter side of a rectangle; a narrower one may be a loop
RULED: Final = 0.85  # share of a frame's ink that lies in straight rows and columns
FILLED: Final = 0.6  # share of such a row or column that is inked
ROW: Final = 1.5  # times the pen is the height of such a row

CLEAR_STEP: Final = 0.2  # of the change by ink; between this and `LEAST_STEP` it may be the edge of a stain
THINNEST_PEN: Final = 2.2  # pixels; thinner ones are measured as 2
WIDE_PEN: Final = 4.5  # pixels; the ink of wider pens is flat, and only their edges are soft
SOFTEST: Final = 0.55  # share of a wide stroke that may be soft; a highlight and a shadow are softer
LEAST_SHARE: Final = 0.05  # of the picture's longer side; what is smaller may be a crumb

Rule = Callable[[Parts, Indices], Indices]


@dataclass(frozen=True, eq=False)
class Sorted:
    """The parts of some ink, sorted: `strokes` may be of digits; `lines` and `frames` are beside or around them."""

    strokes: Indices
    lines: Indices
    frames: Indices


def sort(parts: Parts) -> Sorted:
    """Tell the strokes of digits from lines and frames. All else, as dust and what shines through, is left out."""
    ink = _left_by(INK_RULES, parts, np.arange(len(parts)))
    unframed = _left_by(FRAME_RULES, parts, ink)
    alike = _left_by((_alike,), parts, unframed)
    unlined = _left_by(LINE_RULES, parts, alike)
    strokes = _left_by((_no_dust,), parts, unlined)
    return Sorted(strokes, np.setdiff1d(alike, unlined), np.setdiff1d(ink, unframed))


def are_clear(parts: Parts) -> Flags:
    """Return which parts are surely ink of a pen, if their shape is that of a digit: (n,)."""
    are_soft = (parts.pens > WIDE_PEN) & (parts.softness > SOFTEST)
    are_small = parts.longer < LEAST_SHARE * _picture_size(parts).max()
    are_edges = parts.steps > CLEAR_STEP * np.linalg.norm(parts.changes, axis=1)
    return np.asarray(~(are_soft | are_small | are_edges | (_sides_touched(parts) > 0)))


def is_fading(parts: Parts, chosen: Indices) -> bool:
    """Return whether the strongest stroke is so thin that the picture is better looked at in a larger size."""
    return bool(parts.pens[_main(parts, chosen)] < THINNEST_PEN)


def _left_by(rules: tuple[Rule, ...], parts: Parts, chosen: Indices) -> Indices:
    for rule in rules:
        if len(chosen):
            chosen = rule(parts, chosen)
    return chosen


def _large_enough(parts: Parts, chosen: Indices) -> Indices:
    return np.asarray(chosen[parts.longer[chosen] >= LEAST_SIDE])


def _no_blobs(parts: Parts, chosen: Indices) -> Indices:
    longer = parts.longer
    return np.asarray(chosen[((parts.pens < WIDEST_PEN * longer) & (parts.cores < WIDEST_CORE * longer))[chosen]])


def _no_textures(parts: Parts, chosen: Indices) -> Indices:
    return np.asarray(chosen[(parts.areas < LONGEST_STROKE * parts.longer * parts.pens)[chosen]])


def _no_edges(parts: Parts, chosen: Indices) -> Indices:
    return np.asarray(chosen[(parts.steps < LEAST_STEP * np.linalg.norm(parts.changes, axis=1))[chosen]])


def _not_cut_off(parts: Parts, chosen: Indices) -> Indices:
    """Drop what touches two sides of the picture, or spans it."""
    sides = _sides_touched(parts)
    spanning = (parts.sizes > SPANNING * _picture_size(parts)).any(axis=1)
    return np.asarray(chosen[((sides < 2) & ~((sides > 0) & spanning))[chosen]])


def _alike(parts: Parts, chosen: Indices) -> Indices:
    """Keep what is about as strong as the strongest part, and of a colour alike."""
    main = _main(parts, chosen)
    lengths = np.linalg.norm(parts.changes, axis=1)
    cosines = parts.changes @ parts.changes[main] / np.maximum(lengths * lengths[main], 1e-9)
    are_strong = parts.contrasts > FAINTEST * parts.contrasts[main]
    return np.asarray(chosen[(are_strong & (cosines > SAME_COLOUR))[chosen]])


def _no_thin_lines(parts: Parts, chosen: Indices) -> Indices:
    are_thin = parts.pens < THIN * parts.pens[_main(parts, chosen)]
    return np.asarray(chosen[~(_are_lines(parts) & are_thin)[chosen]])


def _no_cut_frames(parts: Parts, chosen: Indices) -> Indices:
    sides = _sides_touched(parts)
    return np.array([part for part in chosen if not (sides[part] and _is_ruled(parts, part))], np.intp)


def _no_frames(parts: Parts, chosen: Indices) -> Indices:
    """Drop rectangles, and what is of straight lines and has something in it, as the boxes of a form."""
    return np.array([part for part in chosen if not _is_frame(parts, part, chosen)], np.intp)


def _no_bars(parts: Parts, chosen: Indices) -> Indices:
    """Drop lines under what is written, and lines much longer than it."""
    are_bars = (_are_lines(parts) & (parts.directions < LEVEL * np.pi / 2))[chosen]
    bars, rest = chosen[are_bars], chosen[~are_bars]
    return np.sort(np.append(rest, [bar for bar in bars if _is_stroke(parts, bar, rest)])).astype(np.intp)


def _no_dust(parts: Parts, chosen: Indices) -> Indices:
    return np.asarray(chosen[parts.longer[chosen] >= STRAY * parts.longer[chosen].max()])


INK_RULES: Final[tuple[Rule, ...]] = (_large_enough, _no_blobs, _no_textures, _no_edges, _not_cut_off)
FRAME_RULES: Final[tuple[Rule, ...]] = (_no_cut_frames, _no_frames)
LINE_RULES: Final[tuple[Rule, ...]] = (_no_thin_lines, _no_bars)


def _main(parts: Parts, chosen: Indices) -> int:
    return int(chosen[(parts.masses * parts.contrasts)[chosen].argmax()])


def _picture_size(parts: Parts) -> FloatArray:
    return np.array(parts.labels.shape[::-1], np.float64)


def _sides_touched(parts: Parts) -> Indices:
    """Return how many sides of the picture each part touches: (n,)."""
    return np.asarray(((parts.low <= 0) | (parts.high >= _picture_size(parts))).sum(axis=1))


def _are_lines(parts: Parts) -> Flags:
    return np.asarray((parts.widths < STRAIGHT * parts.pens) & (parts.lengths > LINE * parts.pens))


def _is_stroke(parts: Parts, bar: int, rest: Indices) -> bool:
    """Return whether a level line may be a stroke of the digits beside and above it."""
    width = parts.sizes[bar, 0]
    above = rest[(parts.high[rest, 0] > parts.low[bar, 0]) & (parts.low[rest, 0] < parts.high[bar, 0])]
    if not len(above):
        return not len(rest) or bool(width <= LONG_BAR * parts.sizes[rest, 1].max())
    is_below = (parts.low[bar, 1] + parts.high[bar, 1]) / 2 >= parts.high[above, 1].max()
    return not is_below and bool(width <= LONG_BAR * (parts.high[above, 0].max() - parts.low[above, 0].min()))


def _is_frame(parts: Parts, part: int, chosen: Indices) -> bool:
    are_within = ((parts.low > parts.low[part]) & (parts.high < parts.high[part])).all(axis=1)[chosen]
    are_within &= parts.sizes[chosen, 1] > ENCLOSED * parts.sizes[part, 1]
    return _is_rectangle(parts, part) or bool(are_within.any() and _is_ruled(parts, part))


def _is_ruled(parts: Parts, part: int) -> bool:
    """Return whether a part consists of straight lines in two directions at right angles."""
    places = _straightened(parts, part)
    in_rows = _filled(places, parts.pens[part]) | _filled(places[:, ::-1], parts.pens[part])
    return bool(in_rows.mean() > RULED)


def _is_rectangle(parts: Parts, part: int) -> bool:
    """Return whether a part fills the four sides of its box."""
    places, size = _straightened(parts, part), 0
    for axis in (0, 1):
        row, column = places[:, axis], places[:, 1 - axis]
        width = ROW * max(parts.pens[part], 2.0)
        for side in (row < width, row.max() - row < width):
            size += len(np.unique(column[side])) >= 0.9 * (column.max() + 1)
    return size == 4 and min(places.max(axis=0)) > LEAST_FRAME * parts.pens[part]


def _straightened(parts: Parts, part: int) -> Indices:
    """Return the pixels of a part, [x, y] from 0, in a box that is turned so that it fits closely: (pixels, 2)."""
    (left, top), (right, bottom) = parts.low[part].astype(int), parts.high[part].astype(int)
    ys, xs = np.nonzero(parts.labels[top:bottom, left:right] == part + 1)
    points = np.stack([xs, ys], axis=1).astype(np.float32)
    turn = np.deg2rad(cv2.minAreaRect(points)[2])
    turned = points @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(np.rint(turned - turned.min(axis=0)), np.intp)


def _filled(places: Indices, pen: float) -> Flags:
    """Return which pixels lie in a row that is inked nearly from end to end, or in one beside it: (pixels,)."""
    rows = (places[:, 1] / max(3.0, ROW * pen)).astype(np.intp)
    cells = np.unique(np.stack([rows, places[:, 0]], axis=1), axis=0)
    share = np.bincount(cells[:, 0]) / (places[:, 0].max() + 1)
    is_filled = np.pad(share > FILLED, 1)
    return np.asarray((is_filled[:-2] | is_filled[1:-1] | is_filled[2:])[rows])
