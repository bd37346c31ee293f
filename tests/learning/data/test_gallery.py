"""A sheet shows every skeleton in a row of its own, behind its name."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.learning.data.gallery import COLUMNS, DRAWINGS, LABEL, SCALE, sheet
from mnist_desktop.learning.data.pen_digits import VARIATION

STROKE = [np.array([[0.5, 0.0], [0.5, 0.5], [0.5, 1.0]])]
CELL = SIDE * SCALE
WIDTH = LABEL + DRAWINGS * CELL


def opened(count: int) -> GreyImage:
    content = sheet({f"stroke {number}": STROKE for number in range(count)}, VARIATION, seed=0)
    return np.asarray(Image.open(io.BytesIO(content)), dtype=np.float32)


@pytest.mark.parametrize("count", [1, COLUMNS, COLUMNS + 1, 3 * COLUMNS])
def test_rows_fill_the_columns_of_a_sheet(count: int) -> None:
    page = opened(count)
    down = -(-count // COLUMNS)
    assert page.shape == (down * CELL, min(count, COLUMNS) * WIDTH)


def test_every_row_holds_its_name_and_its_drawings() -> None:
    row = opened(1)
    assert row[:, :LABEL].min() < 100
    for number in range(DRAWINGS):
        cell = row[:, LABEL + number * CELL :][:, :CELL]
        assert cell.min() == 0
        assert 200 < cell.mean() < 255


def test_what_is_left_of_the_last_column_stays_paper() -> None:
    page = opened(2 * COLUMNS - 1)
    assert page[:CELL, -WIDTH:].min() == 0
    assert page[CELL:, -WIDTH:].min() == 255
