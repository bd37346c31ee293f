"""Renders pen movements as grey ink of a round pen with a given width, for one or many drawings at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices

FINENESS: Final = 8  # pen positions per pixel, in each direction
INTERLEAVED_PARTS: Final = 16  # parts of a path that are rendered in turns
MAX_SAMPLES: Final = 50_000  # enough to cover the image many times; limits the time for a very long path


def ink(path: FloatArray, side: int, pen_width: float) -> GreyImage:
    """Render a round pen that visits every point of `path`, (n, 2), [x, y] in pixels, on a `side` × `side` image.

    Returns (side, side) float32, ink 1, paper 0. A pixel's centre is at whole coordinates. Its grey is the share of it
    that a pen of `pen_width` pixels covers, estimated from its distance to the path.
    """
    [sheet] = ink_all(path, np.zeros(len(path), dtype=np.intp), 1, side, pen_width)
    return np.ascontiguousarray(sheet)


def ink_all(path: FloatArray, owner: Indices, count: int, side: int, pen_width: float) -> GreyImage:
    """Render `count` images at once as `ink` does: point i of `path` is in image `owner[i]`.

    Returns (count, side, side) float32, a view of a larger array.
    """
    reach = int(np.ceil(pen_width / 2 + 0.5))
    wide = side + 4 * reach
    corner, phase = (_interleaved(each) for each in _visited(path, owner, side, reach))
    sheets = np.zeros(count * wide * wide, dtype=np.float32)
    for place, shade in zip(*_stamps(pen_width, reach, wide), strict=True):
        np.maximum.at(sheets, corner + place.take(phase), shade.take(phase))  # fast because the index is flat
    within = slice(2 * reach, side + 2 * reach)
    return sheets.reshape(count, wide, wide)[:, within, within]


def trace(segments: FloatArray) -> FloatArray:
    """Return points along `segments`, (m, 2, 2), [start, end][x, y], dense enough for solid lines: (n, 2)."""
    path, _ = trace_all(segments, np.zeros(len(segments), dtype=np.intp))
    return path


def trace_all(segments: FloatArray, owner: Indices) -> tuple[FloatArray, Indices]:
    """Trace many drawings at once as `trace` does: segment i is in drawing `owner[i]`.

    Returns the points, (n, 2), and the drawing of each, (n,).
    """
    start = np.ascontiguousarray(segments[:, 0].T)  # NumPy is several times faster along one axis
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
    """Return the pen's positions on a fine grid, which extends beyond the image by the pen's reach.

    Returns two arrays (n,): the flat index of the stamp's top left pixel, and the pen's fine cell within the stamp's
    middle pixel.
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


def _interleaved(values: Indices) -> Indices:
    """Interleave distant points of the path. Repeated writes to the same pixel are slow, as each waits for the last."""
    length = len(values) // INTERLEAVED_PARTS * INTERLEAVED_PARTS
    return np.concatenate([values[:length].reshape(INTERLEAVED_PARTS, -1).T.ravel(), values[length:]])


@lru_cache(maxsize=16)
def _stamps(pen_width: float, reach: int, wide: int) -> tuple[Indices, GreyImage]:
    """Return the pixels that the pen inks from each fine cell of a pixel, darkest first.

    Returns two arrays (pixels, cells): the flat index from the stamp's top left in an image `wide` pixels wide, and the
    ink. The cell with the most inked pixels sets the number of rows; other cells have extra pixels with ink 0.
    """
    within = (np.arange(FINENESS) + 0.5) / FINENESS - 0.5
    offset = np.arange(-reach, reach + 1)
    squared = (offset[:, None] - within[None, :]) ** 2
    distance = np.sqrt(squared[:, None, :, None] + squared[None, :, None, :])
    shades = np.clip(pen_width / 2 + 0.5 - distance, 0.0, 1.0).astype(np.float32).reshape(len(offset) ** 2, -1)
    order = np.argsort(-shades, axis=0)[: (shades > 0).sum(axis=0).max()]
    down, across = np.divmod(order, len(offset))
    return down * wide + across, np.take_along_axis(shades, order, axis=0)
