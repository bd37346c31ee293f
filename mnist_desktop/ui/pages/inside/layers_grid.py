"""Where the maps of the layers are, and which pixel of which map is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize

GAP: Final = 3  # pixels between maps, as all below
BEFORE_MAPS: Final = 5
BEHIND_MAPS: Final = 14
EDGE: Final = 1  # at both sides and at the end, for the frames


@dataclass(frozen=True)
class Place:
    """A pixel of a map of a layer: indices, the layer's among those that are shown."""

    layer: int
    map: int
    row: int
    column: int


@dataclass(frozen=True)
class Shape:
    """What a layer needs: `count` maps of `size` pixels, on the screen about `side`, and words of a height above."""

    count: int
    size: QSize
    side: int
    words: int


@dataclass(frozen=True)
class Row:
    """A layer's maps, in `columns`, each of their pixels `cell` pixels wide; the words are above them at `top`."""

    shape: Shape
    top: int
    cell: int
    columns: int

    @property
    def tile_size(self) -> QSize:
        return self.shape.size * self.cell

    @property
    def maps_top(self) -> int:
        return self.top + self.shape.words + BEFORE_MAPS

    @property
    def bottom(self) -> int:
        lines = -(-self.shape.count // self.columns)
        return self.maps_top + lines * (self.tile_size.height() + GAP) - GAP

    def tile(self, index: int) -> QRect:
        """Return where a map is."""
        line, column = divmod(index, self.columns)
        step = self.tile_size + QSize(GAP, GAP)
        corner = QPoint(EDGE + column * step.width(), self.maps_top + line * step.height())
        return QRect(corner, self.tile_size)

    def pixels(self, index: int, row: int, column: int, side: int = 1) -> QRect:
        """Return where a square of a map's pixels is."""
        corner = self.tile(index).topLeft() + QPoint(column, row) * self.cell
        return QRect(corner, QSize(side, side) * self.cell)


class Grid:
    """Places the maps of all layers below each other, in a width."""

    def __init__(self, shapes: Sequence[Shape], width: int) -> None:
        self.rows: list[Row] = []
        top = 0
        for shape in shapes:
            row = _row(shape, top, width - 2 * EDGE)
            self.rows.append(row)
            top = row.bottom + BEHIND_MAPS
        self.height = max(top - BEHIND_MAPS + EDGE, 0)

    def has(self, place: Place) -> bool:
        """Say whether there is such a pixel."""
        if place.layer >= len(self.rows):
            return False
        shape = self.rows[place.layer].shape
        return place.map < shape.count and place.row < shape.size.height() and place.column < shape.size.width()

    def place_at(self, point: QPoint) -> Place | None:
        """Return the pixel of a map that is there."""
        for layer, row in enumerate(self.rows):
            if row.maps_top <= point.y() < row.bottom:
                return _place_in(row, layer, point)
        return None

    def rect(self, place: Place) -> QRect:
        """Return where a pixel of a map is."""
        return self.rows[place.layer].pixels(place.map, place.row, place.column)

    def first_of(self, layer: int, index: int = 0) -> Place:
        """Return the middle of a map of a layer, of its last map if it has no such one."""
        shape = self.rows[layer].shape
        middle = shape.size / 2
        return Place(layer, min(index, shape.count - 1), int(middle.height()), int(middle.width()))

    def beside(self, place: Place, right: int, down: int) -> Place:
        """Return the pixel that many pixels beside another, in the same layer. Maps that are neighbours join."""
        row = self.rows[place.layer]
        size, count = row.shape.size, row.shape.count
        line, column = divmod(place.map, row.columns)
        y = max(line * size.height() + place.row + down, 0)
        x = min(max(column * size.width() + place.column + right, 0), row.columns * size.width() - 1)
        index = y // size.height() * row.columns + x // size.width()
        return replace(place, map=index, row=y % size.height(), column=x % size.width()) if index < count else place


def _row(shape: Shape, top: int, width: int) -> Row:
    longest = max(shape.size.width(), shape.size.height())
    cell = max(1, min(round(shape.side / longest), width // shape.size.width()))
    fitting = max(1, (width + GAP) // (shape.size.width() * cell + GAP))
    return Row(shape, top, cell, _columns(shape.count, fitting))


def _columns(count: int, fitting: int) -> int:
    """Return how many maps stand side by side: as many as fit, or a few less where all lines are then full."""
    if count <= fitting:
        return count
    full = (each for each in range(fitting, fitting // 2, -1) if count % each == 0)
    return next(full, fitting)


def _place_in(row: Row, layer: int, point: QPoint) -> Place | None:
    for index in range(row.shape.count):
        tile = row.tile(index)
        if tile.contains(point):
            inside = point - tile.topLeft()
            return Place(layer, index, inside.y() // row.cell, inside.x() // row.cell)
    return None
