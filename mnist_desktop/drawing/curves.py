"""Smooth curves through the points of a stroke, and the pen's width along them.

The curves are centripetal Catmull-Rom splines (C. Yuksel et al., Computer-Aided Design 43(7), 2011): no loops.
Where a stroke turns by a right angle or more, it is a corner and stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it

LIGHTEST: Final = 0.35  # share of the pen's width at pressure 0
STILL: Final = 1e-9  # pixels


def width_share(pressure: float) -> float:
    """Return the share of the pen's width that a pressure of 0 to 1 gives."""
    return LIGHTEST + (1.0 - LIGHTEST) * float(pressure)


def extended(points: FloatArray) -> FloatArray:
    """Add a point before the first of (n, 2) points and one behind the last, straight on. n is at least 2."""
    before, behind = 2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1]
    return np.concatenate([before, points, behind])


def controls_of(points: FloatArray) -> FloatArray:
    """Return Bézier curves between all of (…, n, 2) points but the first and last: (…, n - 3, 4, 2), [x, y] of each."""
    step = points[..., 1:, :] - points[..., :-1, :]
    length = np.hypot(step[..., 0], step[..., 1])
    root = np.sqrt(np.maximum(length, STILL))[..., None]  # how much the spline's parameter grows
    before, after = root[..., :-1, :], root[..., 1:, :]
    slope = step / root
    tangent = (slope[..., :-1, :] * after + slope[..., 1:, :] * before) / (before + after)
    tangent *= _roundness(step, length)[..., None]
    start, end, third = points[..., 1:-2, :], points[..., 2:-1, :], root[..., 1:-1, :] / 3
    return np.stack([start, start + tangent[..., :-1, :] * third, end - tangent[..., 1:, :] * third, end], axis=-2)


def _roundness(step: FloatArray, length: FloatArray) -> FloatArray:
    """Return 1 where a stroke turns by up to 60°, less where it turns more, and 0 from a right angle on."""
    product = (step[..., :-1, :] * step[..., 1:, :]).sum(axis=-1)
    sizes = length[..., :-1] * length[..., 1:]
    cosine = np.divide(product, sizes, out=np.zeros_like(product), where=sizes > STILL)
    return np.asarray((2 * cosine).clip(0.0, 1.0))
