"""Rectangles in a drawing or a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, x and y of its upper left corner, y down."""

    x: float
    y: float
    width: float
    height: float

    def to_json(self) -> list[float]:
        """Return x, y, width and height, rounded to a tenth of a pixel."""
        return [round(value, 1) for value in (self.x, self.y, self.width, self.height)]
