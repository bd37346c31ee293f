"""Varies drawings as strokes, so that a network sees each as other hands and other pens would write it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, Indices

WAVES: Final = 3  # waves that bend each axis along each axis; the k-th is k half-waves across the drawing


@dataclass(frozen=True)
class Variation:
    """How much drawings vary. Lengths are shares of the drawing's longer side."""

    slant: float = 0.0  # at most; shear in x per y
    turn: float = 0.0  # at most; radians
    aspect: float = 0.0  # at most; of the logarithm of width / height
    warp: float = 0.0  # standard deviation of the height of the first wave; of the k-th it is a k-th of that
    tremble: float = 0.0  # standard deviation of each point
    pen_widths: tuple[float, ...] = (2.5,)  # pixels of a digit image
    spared: float = 0.0  # share of the drawings that stay as they were written


class Pen:
    """Varies drawings at random."""

    def __init__(self, variation: Variation, random: np.random.Generator) -> None:
        self._variation, self._random = variation, random

    def vary(self, points: FloatArray, owners: Indices) -> tuple[FloatArray, float]:
        """Vary n drawings: (p, 2) points, [x, y], and the drawing of each, (p,), in order.

        Returns their points, and a pen width for all of them.
        """
        count = int(owners[-1]) + 1
        strength = (self._random.random(count) >= self._variation.spared).astype(np.float64)
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        low, high = (edge.reduceat(points, first, axis=0) for edge in (np.minimum, np.maximum))
        middle, size = (low + high) / 2, np.maximum((high - low).max(axis=1), 1.0)
        unit = (points - middle[owners]) / size[owners, None]
        tremble = self._random.normal(0, self._variation.tremble, points.shape)
        unit = unit + (self._bends(unit, owners, count) + tremble) * strength[owners, None]
        unit = np.einsum("pi,pij->pj", unit, self._shapes(strength)[owners])
        return unit * size[owners, None] + middle[owners], float(self._random.choice(self._variation.pen_widths))

    def _bends(self, unit: FloatArray, owners: Indices, count: int) -> FloatArray:
        """Return (p, 2) displacements by waves across the drawings, which are in a box of ±0.5."""
        number = np.arange(1, WAVES + 1)
        height = self._random.normal(0, self._variation.warp, (count, 2, WAVES, 2)) / number[:, None]
        phase = self._random.uniform(0, 2 * math.pi, (count, 2, WAVES, 2))
        angle = math.pi * number[:, None] * unit[:, None, :]  # (p, waves, along x or y)
        return np.asarray((height[owners] * np.sin(angle[:, None] + phase[owners])).sum(axis=(2, 3)))

    def _shapes(self, strength: FloatArray) -> FloatArray:
        """Return (n, 2, 2) random matrices of slant, aspect and rotation. Multiply rows of [x, y] by them."""
        how = self._variation
        slant, turn, aspect = self._random.uniform(-1, 1, (3, len(strength))) * strength
        slant, turn, width = how.slant * slant, how.turn * turn, np.exp(how.aspect / 2 * aspect)
        cos, sin, zero = np.cos(turn), np.sin(turn), np.zeros(len(strength))
        slanted = np.stack([width, zero, -slant, 1 / width], axis=1).reshape(-1, 2, 2)
        turned = np.stack([cos, sin, -sin, cos], axis=1).reshape(-1, 2, 2)
        return np.asarray(slanted @ turned)
