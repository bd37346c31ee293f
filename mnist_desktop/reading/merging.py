"""Puts what was read of several contents of one sheet, strokes and a picture, together in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from mnist_desktop.drawing.box import Box
from mnist_desktop.reading.values import DigitReading, Reading

SAME_ROW: Final = 0.4  # of the lower one's height; a digit that overlaps a row by that much stands in it


def merged(readings: Iterable[Reading]) -> Reading:
    """Return all digits as one reading: rows from top to bottom, each from left to right.

    Every digit has a box on the sheet. A single reading with digits keeps its order.
    """
    found = [reading for reading in readings if reading.digits]
    if len(found) == 1:
        return found[0]
    return Reading(tuple(digit for row in _rows([each for one in found for each in one.digits]) for digit in row))


def moved(reading: Reading, x: float, y: float, scale: float) -> Reading:
    """Return a reading of a picture that lies on a sheet: its corner at (x, y), each pixel `scale` of the sheet's."""
    return Reading(tuple(replace(digit, box=_moved(_box(digit), x, y, scale)) for digit in reading.digits))


def nearest(digits: Sequence[DigitReading], x: float, y: float) -> int:
    """Return the index of the digit at a place of the sheet, or of the nearest one. There must be a digit."""
    return min(range(len(digits)), key=lambda index: _distance(_box(digits[index]), x, y))


def _rows(digits: Sequence[DigitReading]) -> list[list[DigitReading]]:
    rows: list[list[DigitReading]] = []
    for digit in sorted(digits, key=lambda each: _box(each).y + _box(each).height / 2):
        row = next((row for row in rows if any(_are_beside(_box(digit), _box(other)) for other in row)), None)
        if row is None:
            rows.append([digit])
        else:
            row.append(digit)
    return [sorted(row, key=lambda each: _box(each).x + _box(each).width / 2) for row in rows]


def _are_beside(one: Box, other: Box) -> bool:
    overlap = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return overlap >= SAME_ROW * min(one.height, other.height)


def _moved(box: Box, x: float, y: float, scale: float) -> Box:
    return Box(x + scale * box.x, y + scale * box.y, scale * box.width, scale * box.height)


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """Return how far a place is from a box, and then from its middle."""
    outside = max(box.x - x, x - box.x - box.width, 0.0) + max(box.y - y, y - box.y - box.height, 0.0)
    return outside, abs(box.x + box.width / 2 - x) + abs(box.y + box.height / 2 - y)


def _box(digit: DigitReading) -> Box:
    assert digit.box is not None
    return digit.box
