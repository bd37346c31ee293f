"""Smoothing for a noisy curve."""

from __future__ import annotations

from collections.abc import Sequence


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """Return the exponential moving average of `values`. `weight` is the decay: 0 (no smoothing) ≤ weight < 1.

    Each value is divided by the sum of its weights, so that the curve starts at the first value and not at zero.
    """
    result, total, seen = [], 0.0, 0.0
    for value in values:
        total = weight * total + (1 - weight) * value
        seen = weight * seen + (1 - weight)
        result.append(total / seen)
    return result


def weight_of(strength: int, stride: int = 1) -> float:
    """Return the decay for a slider at 0…100 and points that are means of `stride` steps: at 100, 1,000 steps."""
    per_step = 1.0 - 10.0 ** (-3.0 * strength / 100)
    return float(per_step**stride)
