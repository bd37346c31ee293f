"""Smoothing for a noisy curve."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

BLOCK: Final = 64  # values smoothed at once


def smoothed(values: Values, weight: float) -> Values:
    """Return the exponential moving average of (n,) values. `weight` is the decay: 0 (no smoothing) ≤ weight < 1.

    Each value is divided by the sum of its weights, so that the curve starts at the first value and not at zero.
    """
    count = len(values)
    blocks = np.pad(values, (0, -count % BLOCK)).reshape(-1, BLOCK)
    sums = blocks @ _decays(weight) + _carried(blocks, weight)[:, None] * weight ** np.arange(1, BLOCK + 1)
    sums_of_weights = 1 - weight ** np.arange(1, count + 1)
    return np.asarray((1 - weight) * sums.ravel()[:count] / sums_of_weights)


def weight_of(strength: int, stride: int = 1) -> float:
    """Return the decay for a slider at 0…100 and points that are means of `stride` steps: at 100, 1,000 steps."""
    per_step = 1.0 - 10.0 ** (-3.0 * strength / 100)
    return float(per_step**stride)


def _decays(weight: float) -> Values:
    """Return the (BLOCK, BLOCK) weights of the values of a block in its own sums."""
    distance = np.arange(BLOCK) - np.arange(BLOCK)[:, None]
    return np.where(distance >= 0, weight ** np.maximum(distance, 0), 0.0)


def _carried(blocks: Values, weight: float) -> Values:
    """Return the decayed sum of all values before each block."""
    own = blocks @ weight ** np.arange(BLOCK - 1, -1, -1)
    carried, total = np.zeros(len(blocks)), 0.0
    for index, sum_of_block in enumerate(own[:-1], start=1):
        total = total * weight**BLOCK + sum_of_block
        carried[index] = total
    return carried
