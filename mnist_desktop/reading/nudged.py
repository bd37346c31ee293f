"""What networks read in a nudged digit image, and in it wherever else it may be moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.nudges import REACH, Nudge, ShiftMap, shift_map
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import DigitReading

SIDE: Final = 2 * REACH + 1  # places in a row of a map


@dataclass(frozen=True)
class Region:
    """Neighbouring places at which the same digit is read: how many, and the one in their midst (row, column)."""

    digit: int
    size: int
    middle: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Places:
    """What a network reads in a digit image at each place of its map. `digit` is what it reads without any nudge."""

    digit: int
    readings: ShiftMap

    @cached_property
    def same(self) -> int:
        """At how many places it reads `digit`."""
        return sum(reading.digit == self.digit for row in self.readings for reading in row)

    @property
    def count(self) -> int:
        return SIDE * SIDE

    @cached_property
    def changed(self) -> tuple[Region, ...]:
        """The regions in which it reads another digit."""
        digits = [[reading.digit for reading in row] for row in self.readings]
        return tuple(region for region in _regions(digits) if region.digit != self.digit)


@dataclass(frozen=True, eq=False)
class Nudged:
    """A nudged digit image, (28, 28) float32, ink 1, and the places of each network; the nudge is one of them."""

    nudge: Nudge
    image: GreyImage
    places: tuple[Places, ...]

    @property
    def readings(self) -> tuple[DigitReading, ...]:
        """What each network reads in the image."""
        row, column = place_of(self.nudge)
        return tuple(each.readings[row][column] for each in self.places)


@dataclass
class NudgedReader:
    """Reads a digit image as it is nudged. What takes long is done once for each turn and thickness."""

    _plain: GreyImage | None = None
    _shape: Nudge | None = None
    _known: dict[Predictor, Places] = field(default_factory=dict)

    def read(self, image: GreyImage, nudge: Nudge, predictors: Sequence[Predictor]) -> Nudged:
        """Nudge by whole pixels, at most `REACH` in each direction, and read with each predictor."""
        shape = replace(nudge, right=0, down=0)
        if self._plain is None or shape != self._shape or not np.array_equal(image, self._plain):
            self._plain, self._shape, self._known = image, shape, {}
        missing = [each for each in predictors if each not in self._known]
        turned = shape.apply(image)
        found = {each: _places(each, image, turned) for each in missing}
        self._known = {each: self._known.get(each) or found[each] for each in predictors}
        return Nudged(nudge, nudge.apply(image), tuple(self._known[each] for each in predictors))


def place_of(nudge: Nudge) -> tuple[int, int]:
    """Return the row and column of a nudge in a map."""
    return REACH + round(nudge.down), REACH + round(nudge.right)


def _places(predictor: Predictor, image: GreyImage, turned: GreyImage) -> Places:
    [plain] = predictor.predict([image])
    return Places(plain.digit, shift_map(predictor, turned))


def _regions(digits: Sequence[Sequence[int]]) -> Iterator[Region]:
    left = {(row, column) for row in range(SIDE) for column in range(SIDE)}
    while left:
        places = _around(min(left), digits, left)
        left -= places
        row, column = next(iter(places))
        yield Region(digits[row][column], len(places), _middle(places))


def _around(
    start: tuple[int, int], digits: Sequence[Sequence[int]], left: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the places that are connected with `start` by sides and have its digit."""
    digit = digits[start[0]][start[1]]
    found, edge = {start}, [start]
    while edge:
        row, column = edge.pop()
        beside = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)} & left - found
        new = {(y, x) for y, x in beside if digits[y][x] == digit}
        found |= new
        edge += new
    return found


def _middle(places: set[tuple[int, int]]) -> tuple[int, int]:
    """Return the place that is the farthest from what is not among them, and of those the nearest to their mean."""
    row, column = (sum(each) / len(places) for each in zip(*places, strict=True))
    inner = places
    while smaller := {(y, x) for y, x in inner if {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} <= inner}:
        inner = smaller
    return min(inner, key=lambda place: ((place[0] - row) ** 2 + (place[1] - column) ** 2, place))
