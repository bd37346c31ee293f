"""Pen movements become grey ink, drawn by a round pen of a given width: one drawing or many at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices

FINENESS: Final = 8  # positions of the pen told apart within a pixel, a side
STREAMS: Final = 16  # parts of a path that are inked by turns
MAX_SAMPLES: Final = 50_000  # enough to blacken the image many times over; bounds the time of a huge scribble


def ink(path: FloatArray, side: int, pen_width: float) -> GreyImage:
    """Let a round pen visit every point of `path` ((n, 2), [x, y] in image pixels) on a `side` × `side` sheet.

    Returns (side, side) float32, ink 1, paper 0. A pixel's centre is at whole coordinates. Its grey is what
    a pen of `pen_width` pixels covers of it, taken from its distance to the path.
    """
    [sheet] = ink_all(path, np.zeros(len(path), dtype=np.intp), 1, side, pen_width)
    return np.ascontiguousarray(sheet)


def ink_all(path: FloatArray, owner: Indices, count: int, side: int, pen_width: float) -> GreyImage:
    """Ink `count` sheets at once as `ink` does one: point i of `path` is on sheet `owner[i]`.

    Returns (count, side, side) float32, a view into something wider.
    """
    reach = int(np.ceil(pen_width / 2 + 0.5))
    wide = side + 4 * reach
    corner, phase = (_by_turns(each) for each in _visited(path, owner, side, reach))
    sheets = np.zeros(count * wide * wide, dtype=np.float32)
    for place, shade in zip(*_stamps(pen_width, reach, wide), strict=True):
        np.maximum.at(sheets, corner + place.take(phase), shade.take(phase))  # quick where the index is flat
    within = slice(2 * reach, side + 2 * reach)
    return sheets.reshape(count, wide, wide)[:, within, within]


def trace(segments: FloatArray) -> FloatArray:
    """Points along `segments` ((m, 2, 2), [start, end][x, y]), close enough together to ink as lines: (n, 2)."""
    path, _ = trace_all(segments, np.zeros(len(segments), dtype=np.intp))
    return path


def trace_all(segments: FloatArray, owner: Indices) -> tuple[FloatArray, Indices]:
    """Trace many drawings at once as `trace` does one: segment i is of drawing `owner[i]`.

    Returns the points, (n, 2), and each one's drawing, (n,).
    """
    start = np.ascontiguousarray(segments[:, 0].T)  # x and y apart: NumPy is several times faster along one axis
    step = segments[:, 1].T - start
    lengths = np.hypot(*step)
    spacing = np.maximum(1.0 / FINENESS, np.bincount(owner, lengths) / MAX_SAMPLES)
    counts = np.maximum(np.ceil(lengths / spacing[owner]), 1.0).astype(np.intp)
    segment = np.repeat(np.arange(len(segments)), counts)
    place = np.arange(len(segment)) - (np.cumsum(counts) - counts)[segment]
    along = (place + 0.5) / counts[segment]
    path = np.take(start, segment, axis=1) + np.take(step, segment, axis=1) * along
    return path.T, owner[segment]


def _visited(path: FloatArray, owner: Indices, side: int, reach: int) -> tuple[Indices, Indices]:
    """Where the pen has been, on a fine grid a pen's reach wider than the image.

    Returns, (n,) each, the flat index of the top left pixel a stamp covers, and which fine cell of its middle
    pixel the pen is in.
    """
    wide, within = side + 4 * reach, (side + 2 * reach) * FINENESS
    place = (path.T + 0.5 + reach) * FINENESS
    if len(path) and (place.min() < 0 or place.max() >= within):
        seen = ((place >= 0) & (place < within)).all(axis=0)
        place, owner = place[:, seen], owner[seen]
    cell = place.astype(np.intp)
    pixel = cell // FINENESS
    (pixel_x, pixel_y), (phase_x, phase_y) = pixel, cell - pixel * FINENESS
    return (owner * wide + pixel_y) * wide + pixel_x, phase_y * FINENESS + phase_x


def _by_turns(values: Indices) -> Indices:
    """Put what lies far apart on the path side by side: inking one pixel again and again is slow, each waits."""
    length = len(values) // STREAMS * STREAMS
    return np.concatenate([values[:length].reshape(STREAMS, -1).T.ravel(), values[length:]])


@lru_cache(maxsize=16)
def _stamps(pen_width: float, reach: int, wide: int) -> tuple[Indices, GreyImage]:
    """Give the pixels the pen inks from each fine cell of a pixel, darkest first.

    Returns, (pixels, cells) each, their flat index from the stamp's top left in a sheet `wide` pixels wide, and
    their ink. There are as many pixels as the cell with most has; those of no ink do the others no harm.
    """
    within = (np.arange(FINENESS) + 0.5) / FINENESS - 0.5
    offset = np.arange(-reach, reach + 1)
    squared = (offset[:, None] - within[None, :]) ** 2
    distance = np.sqrt(squared[:, None, :, None] + squared[None, :, None, :])
    shades = np.clip(pen_width / 2 + 0.5 - distance, 0.0, 1.0).astype(np.float32).reshape(len(offset) ** 2, -1)
    order = np.argsort(-shades, axis=0)[: (shades > 0).sum(axis=0).max()]
    down, across = np.divmod(order, len(offset))
    return down * wide + across, np.take_along_axis(shades, order, axis=0)
