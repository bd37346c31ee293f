"""The current stroke. It grows point by point and can become a `Stroke` at any time. No Qt."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from mnist_desktop.drawing.strokes import Stroke
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it


class Pointer(Enum):
    """The device that draws."""

    MOUSE = auto()
    STYLUS = auto()


class LiveStroke:
    """The points so far. The buffer doubles when full, so that n points cost O(n)."""

    def __init__(self, pointer: Pointer) -> None:
        self.pointer = pointer
        self._rows = np.empty((256, 3))
        self._count = 0

    def add(self, x: float, y: float, pressure: float = 1.0) -> None:
        """Append a point in canvas pixels, pressure in 0…1."""
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._count] = x, y, pressure
        self._count += 1

    def last(self, count: int) -> FloatArray:
        """Return the latest `count` rows of [x, y, pressure], fewer at the start of a stroke."""
        return self._rows[max(0, self._count - count) : self._count]

    def stroke(self) -> Stroke:
        """Return a copy as a `Stroke`, with pressures for a stylus. Needs at least one point."""
        rows = self._rows[: self._count]
        return Stroke(rows[:, :2], rows[:, 2] if self.pointer is Pointer.STYLUS else None)
