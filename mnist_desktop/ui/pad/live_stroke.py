"""The current stroke. It grows point by point and can become a `Stroke` at any time. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mnist_desktop.drawing.strokes import Stroke
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it

SETTLED: Final = 4  # points; a stylus that touches down reports too much pressure for up to three


class LiveStroke:
    """The points so far. The buffer doubles when full, so that n points cost O(n)."""

    def __init__(self, *, has_pressure: bool = False) -> None:
        self._has_pressure = has_pressure
        self._rows = np.empty((256, 3))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, x: float, y: float, pressure: float = 1.0) -> None:
        """Append a point in canvas pixels, pressure in 0…1.

        The pressure of the first points of a stylus is lowered to that of the later ones among them. This removes the
        spike at touch-down; pressure that rises, as it does under a hand, stays as it is.
        """
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        if self._has_pressure and self._count < SETTLED:
            np.minimum(self._rows[: self._count, 2], pressure, out=self._rows[: self._count, 2])
        self._rows[self._count] = x, y, pressure
        self._count += 1

    @property
    def unsettled(self) -> int:
        """How many of the last segments may still change: one, or all while the pressure settles."""
        is_settling = self._has_pressure and self._count < SETTLED
        return max(0, self._count - 1) if is_settling else min(1, max(0, self._count - 1))

    @property
    def settled_now(self) -> int:
        """How many segments before those have settled with the last point."""
        if self._has_pressure and self._count <= SETTLED:
            return SETTLED - 2 if self._count == SETTLED else 0
        return 1 if self._count > 2 else 0

    def last(self, count: int) -> FloatArray:
        """Return the latest `count` rows of [x, y, pressure], fewer at the start of a stroke."""
        return self._rows[max(0, self._count - count) : self._count]

    def stroke(self) -> Stroke:
        """Return a copy as a `Stroke`. Needs at least one point."""
        rows = self._rows[: self._count]
        return Stroke(rows[:, :2], rows[:, 2] if self._has_pressure else None)
