"""Pen movements become grey ink, drawn by a round pen of a given width."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import FloatArray, GreyImage

FINENESS: Final = 8  # positions of the pen told apart within a pixel, a side
MAX_SAMPLES: Final = 50_000  # enough to blacken the image many times over; bounds the time of a huge scribble


def ink(path: FloatArray, side: int, pen_width: float) -> GreyImage:
    """Let a round pen visit every point of `path` ((n, 2), [x, y] in image pixels) on a `side` × `side` sheet.

    Returns (side, side) float32, ink 1, paper 0. A pixel's centre is at whole coordinates. Its grey is what
    a pen of `pen_width` pixels covers of it, taken from its distance to the path.
    """
    reach = int(np.ceil(pen_width / 2 + 0.5))
    cells = _visited_cells(path, side, reach)
    (row, phase_y), (column, phase_x) = (
        np.divmod(axis, FINENESS) for axis in np.divmod(np.flatnonzero(cells), len(cells))
    )
    stamps = _stamps(pen_width, reach)[:, :, phase_y, phase_x]
    sheet = np.zeros((side + 4 * reach, side + 4 * reach), dtype=np.float32)
    for dy in range(2 * reach + 1):
        for dx in range(2 * reach + 1):
            np.maximum.at(sheet, (row + dy, column + dx), stamps[dy, dx])
    return sheet[2 * reach : side + 2 * reach, 2 * reach : side + 2 * reach].copy()


def trace(segments: FloatArray) -> FloatArray:
    """Points along `segments` ((m, 2, 2), [start, end][x, y]), close enough together to ink as lines: (n, 2)."""
    start, step = segments[:, 0], segments[:, 1] - segments[:, 0]
    lengths = np.hypot(step[:, 0], step[:, 1])
    spacing = max(1.0 / FINENESS, lengths.sum() / MAX_SAMPLES)
    counts = np.maximum(np.ceil(lengths / spacing), 1.0).astype(np.intp)
    owner = np.repeat(np.arange(len(segments)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    along = (place + 0.5) / counts[owner]
    return np.asarray(start[owner] + step[owner] * along[:, None])


def _visited_cells(points: FloatArray, side: int, reach: int) -> npt.NDArray[np.bool_]:
    """The fine grid, a pen's reach wider than the image, with True wherever the pen has been."""
    cells = np.zeros(((side + 2 * reach) * FINENESS,) * 2, dtype=np.bool_)
    index = np.floor((points + 0.5 + reach) * FINENESS).astype(np.intp)
    column, row = index[((index >= 0) & (index < len(cells))).all(axis=1)].T
    cells[row, column] = True
    return cells


@lru_cache(maxsize=16)
def _stamps(pen_width: float, reach: int) -> GreyImage:
    """Give what the pen inks around each fine cell of a pixel: (rows, columns, cell y, cell x)."""
    within = (np.arange(FINENESS) + 0.5) / FINENESS - 0.5
    offset = np.arange(-reach, reach + 1)
    squared = (offset[:, None] - within[None, :]) ** 2
    distance = np.sqrt(squared[:, None, :, None] + squared[None, :, None, :])
    return np.clip(pen_width / 2 + 0.5 - distance, 0.0, 1.0).astype(np.float32)
