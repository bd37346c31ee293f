"""How a value comes about, as small pictures with signs and numbers between them, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLocale, QPoint, QRect, QSize

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.layer_values import Explanation, Ink, Kernel, PatchSum, Pooled, UnitShare, Vote
from mnist_desktop.reading.layer_views import ROW as UNITS_IN_A_ROW
from mnist_desktop.reading.shades import MOST, ZERO, shades, size
from mnist_desktop.ui.pages.inside.layers_words import number

HEIGHT: Final = 108  # pixels, as all below
LINE: Final = 14  # of text
PICTURE: Final = 84  # the side of a single picture, at most
SIGN: Final = 24  # between two pictures
SMALL: Final = 25  # the side of a picture of many
COLUMN: Final = 34  # for each of many
GAP: Final = 2
MOST_COLUMNS: Final = 10
CELL: Final = 44  # of a value that stands with its number in it
UNIT: Final = 12


@dataclass(frozen=True, eq=False)
class Panel:
    """A picture of (h, w) values. Those of the size `most` have the strongest colour."""

    values: Float32Array
    most: float
    area: QRect


@dataclass(frozen=True)
class Note:
    """A short text, in the middle of its area."""

    text: str
    area: QRect


@dataclass(frozen=True)
class Cell:
    """A value, as a shade of `reading.shades`, and its number on it."""

    shade: int
    text: str
    area: QRect


@dataclass(frozen=True)
class Mark:
    """A ring around the value that was kept."""

    area: QRect


Piece = Panel | Note | Cell | Mark


def pieces(found: Explanation | Vote, width: int, locale: QLocale) -> Iterator[Piece]:
    """Return what shows how a value comes about, in a width and `HEIGHT`."""
    match found:
        case UnitShare(sum=PatchSum() as added):
            yield from _equation(added)
        case PatchSum() if len(found.kernels) == 1:
            yield from _equation(found)
        case PatchSum():
            yield from _columns(found, width, locale)
        case Pooled():
            yield from _pooled(found, locale)
        case Kernel():
            yield from _kernels(found.kernels, width)
        case Vote():
            yield from _units(found.shares)
        case Ink():
            yield Cell(ZERO + round(MOST * found.ink), number(found.ink, locale), QRect(0, LINE, CELL, CELL))


def _equation(found: PatchSum) -> Iterator[Piece]:
    """Show patch × kernel = products, side by side."""
    cell = max(1, PICTURE // found.kernels.shape[-1])
    side = cell * found.kernels.shape[-1]
    for index, (sign, values, most) in enumerate(_terms(found)):
        left = index * (side + SIGN)
        yield Note(sign, QRect(left - SIGN, 0, SIGN, HEIGHT))
        yield Panel(values[0], most, QRect(left, (HEIGHT - side) // 2, side, side))


def _terms(found: PatchSum) -> Sequence[tuple[str, Float32Array, float]]:
    """Return what stands in an equation: a sign, (c, k, k) values, and the size that has the strongest colour."""
    kernels, products = found.kernels, found.products
    return ("", found.patches, found.most), ("×", kernels, size(kernels)), ("=", products, size(products))


def _columns(found: PatchSum, width: int, locale: QLocale) -> Iterator[Piece]:
    """Show the same below each other, a column for each of the maps that add or take the most, with their sums."""
    sums, rows = found.sums, _terms(found)
    for line, (sign, *_) in enumerate(rows):
        yield Note(sign, QRect(0, LINE + line * (SMALL + GAP), LINE, SMALL))
    for column, index in enumerate(found.strongest(min(MOST_COLUMNS, (width - LINE) // COLUMN))):
        left = LINE + column * COLUMN
        yield Note(str(index + 1), QRect(left, 0, COLUMN, LINE))
        for line, (_, values, most) in enumerate(rows):
            corner = QPoint(left + (COLUMN - SMALL) // 2, LINE + line * (SMALL + GAP))
            yield Panel(values[index], most, QRect(corner, QSize(SMALL, SMALL)))
        yield Note(number(float(sums[index]), locale), QRect(left, LINE + 3 * (SMALL + GAP) - 1, COLUMN, LINE))


def _pooled(found: Pooled, locale: QLocale) -> Iterator[Piece]:
    top = (HEIGHT - 2 * CELL) // 2
    scale = shades(np.append(found.square, found.value))  # one for all five
    for (row, column), value in np.ndenumerate(found.square):
        yield Cell(int(scale[2 * row + column]), number(float(value), locale), _cell(row, column, top))
    yield Mark(_cell(found.row, found.column, top))
    yield Note("→", QRect(2 * CELL, 0, SIGN, HEIGHT))
    after = QRect(2 * CELL + SIGN, (HEIGHT - CELL) // 2, CELL, CELL)
    yield Cell(int(scale[-1]), number(found.value, locale), after)


def _cell(row: int, column: int, top: int) -> QRect:
    return QRect(column * CELL, top + row * CELL, CELL, CELL)


def _kernels(kernels: Float32Array, width: int) -> Iterator[Piece]:
    """Show the kernel of each map before, in as large a size as fits in one row."""
    count, side, _ = kernels.shape
    cell = max(1, min(PICTURE, width // count - GAP) // side)
    for index, kernel in enumerate(kernels):
        corner = QPoint(index * (cell * side + GAP), (HEIGHT - cell * side) // 2)
        yield Panel(kernel, size(kernels), QRect(corner, QSize(side, side) * cell))


def _units(shares: Float32Array) -> Iterator[Piece]:
    rows = -(-len(shares) // UNITS_IN_A_ROW)
    table = np.zeros((rows, min(UNITS_IN_A_ROW, len(shares))), np.float32)
    table.flat[: len(shares)] = shares
    yield Panel(table, size(table), QRect(0, LINE, UNIT * table.shape[1], UNIT * rows))
