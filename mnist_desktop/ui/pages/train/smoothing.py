"""Smoothing for a noisy curve."""

from __future__ import annotations

from collections.abc import Sequence


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """The running mean that forgets by `weight` (0, not at all smooth, up to 1, exclusive) from value to value.

    Each is divided by the weights it has seen so far, so that the curve starts at the first value and not at zero.
    """
    result, total, seen = [], 0.0, 0.0
    for value in values:
        total = weight * total + (1 - weight) * value
        seen = weight * seen + (1 - weight)
        result.append(total / seen)
    return result


def weight_of(strength: int, stride: int = 1) -> float:
    """What a slider at 0…100 means for points that are the mean of `stride` steps: at 100 a memory of 1,000 steps."""
    per_step = 1.0 - 10.0 ** (-3.0 * strength / 100)
    return float(per_step**stride)
