"""A sheet shows every character in rows of its own, behind its name."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.learning.data import non_digits
from mnist_desktop.learning.data.gallery import COLUMNS, DRAWINGS, LABEL, SCALE, sheet
from mnist_desktop.learning.data.hands import TENTHS

CELL = SIDE * SCALE
WIDTH = LABEL + DRAWINGS * CELL


def opened(kinds: str, rows: int = 1) -> GreyImage:
    letters = non_digits.by_writers(range(TENTHS))
    content = sheet(letters[letters.are_of(kinds)], rows, seed=0)
    return np.asarray(Image.open(io.BytesIO(content)), dtype=np.float32)


@pytest.mark.parametrize(("kinds", "rows"), [("A", 1), ("AB", 1), ("ABC", 1), ("AB", 3)])
def test_rows_fill_the_columns_of_a_sheet(kinds: str, rows: int) -> None:
    count = rows * len(kinds)
    down = -(-count // COLUMNS)
    assert opened(kinds, rows).shape == (down * CELL, min(count, COLUMNS) * WIDTH)


def test_every_row_holds_its_name_and_its_drawings() -> None:
    row = opened("A")
    assert row[:, :LABEL].min() < 100
    for number in range(DRAWINGS):
        cell = row[:, LABEL + number * CELL :][:, :CELL]
        assert cell.min() == 0
        assert 200 < cell.mean() < 255


def test_what_is_left_of_the_last_column_stays_paper() -> None:
    page = opened("ABC")
    assert page[:CELL, -WIDTH:].min() == 0
    assert page[CELL:, -WIDTH:].min() == 255
