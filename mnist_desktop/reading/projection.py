"""What a layer gives for many digits, as points of a plane that moves smoothly while the layer learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray

NARROW: Final = 100  # outputs, of which all components are computed; of more, only the first ones
COMPONENTS: Final = 8  # followed of a wide layer, so that the first two of them are exact soon
COLD, WARM = 6, 1  # passes that find them anew, and those that follow them from one projection to the next
SEED: Final = 15
INSIDE: Final = 0.98  # the share of points that a new projection has within 1 of the middle
EASE: Final = 0.25  # how much of its own size a projection takes on, of that before the rest
TINY: Final = 1e-12
BOUND: Final = 1e9  # outputs beyond it, as of a network that is diverging, count as it


@dataclass(frozen=True, eq=False)
class Projection:
    """The (n, 2) float64 points of n digits in a plane of a layer's d outputs. Most are within 1 of (0, 0).

    A point is `(outputs - centre) @ axes`, `centre` (d,) and `axes` (d, 2). `directions` are (d, k), of unit length.
    """

    points: FloatArray
    centre: FloatArray
    axes: FloatArray
    directions: FloatArray
    size: float  # the outputs' distance that a point at 1 has

    def place(self, outputs: Float32Array) -> tuple[float, float]:
        """Return the point of another digit's (d,) outputs."""
        x, y = (_bounded(outputs) - self.centre) @ self.axes
        return float(x), float(y)


def project(outputs: Float32Array, before: Projection | None = None, *, follow: bool = False) -> Projection:
    """Project the (n, d) outputs for n ≥ 2 digits onto their first two principal components.

    The picture is then turned, and mirrored where that is nearer, to lie on that of `before` as well as it can. That
    may be of another layer, but of the same digits. With `follow` it is of the same
    layer a little earlier: its size changes slowly then, and the components of a wide layer are sought from there on.

    More than `NARROW` outputs have theirs found by subspace iteration (N. Halko, P. Martinsson, J. Tropp: Finding
    structure with randomness, SIAM Review 53(2), 2011, algorithm 4.4), from random directions, or with `follow` from
    those of `before`.
    """
    start, outputs = before if follow else None, _bounded(outputs)
    centre = np.asarray(outputs.mean(axis=0, dtype=np.float64))
    directions = _directions(outputs, centre, start)
    inside = _times(outputs, centre, directions)
    _, vectors = np.linalg.eigh(inside.T @ inside)
    plane = vectors[:, :-3:-1]
    flat = inside @ plane
    size = _size(flat, start)
    turn = np.eye(2) if before is None else procrustes(flat, before.points)
    axes = directions @ plane @ turn / size
    return Projection(flat @ turn / size, centre, axes, directions, size)


def procrustes(points: FloatArray, onto: FloatArray) -> FloatArray:
    """Return the (2, 2) rotation or reflection that brings (n, 2) points nearest to others.

    P. Schönemann: A generalized solution of the orthogonal Procrustes problem, Psychometrika 31(1), 1966.
    """
    left, _, right = np.linalg.svd(points.T @ onto)
    return np.asarray(left @ right)


def _directions(outputs: Float32Array, centre: FloatArray, start: Projection | None) -> FloatArray:
    """Return (d, k) orthonormal directions among whose mixtures the first two principal components are."""
    width = outputs.shape[1]
    if width <= NARROW:
        return np.eye(width)
    if start is not None:
        found, passes = start.directions, WARM
    else:
        found, passes = np.random.default_rng(SEED).normal(size=(width, COMPONENTS)), COLD
    for _ in range(passes):
        inside = _times(outputs, centre, found).astype(np.float32)
        back = outputs.T @ inside - np.outer(centre, inside.sum(axis=0, dtype=np.float64))
        found = np.linalg.qr(back)[0]
    return found


def _times(outputs: Float32Array, centre: FloatArray, directions: FloatArray) -> FloatArray:
    """Return `(outputs - centre) @ directions` in float64, without a copy of the outputs."""
    return np.asarray(outputs @ directions.astype(np.float32) - centre @ directions)


def _size(flat: FloatArray, start: Projection | None) -> float:
    """Return the distance of the farthest points but few, or what leads there from the size before."""
    size = max(float(np.quantile(np.hypot(*flat.T), INSIDE)), TINY)
    return size if start is None else float(start.size ** (1 - EASE) * size**EASE)


def _bounded(outputs: Float32Array) -> Float32Array:
    """Return outputs between plus and minus `BOUND`, without a copy of those that are already."""
    if outputs.min() >= -BOUND and outputs.max() <= BOUND:  # neither is true of NaN
        return outputs
    return np.clip(np.nan_to_num(outputs), -BOUND, BOUND)
