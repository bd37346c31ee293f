"""What stands in the cells of a matrix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.ui.pages.test.cells import cells_of

MATRICES = st.lists(st.lists(st.integers(0, 1000), min_size=10, max_size=10), min_size=10, max_size=10)


def matrix(**counts: int) -> list[list[int]]:
    """`l4d9=3` says that 4 was read as 9 three times."""
    rows = [[0] * 10 for _ in range(10)]
    for name, count in counts.items():
        rows[int(name[1])][int(name[3])] = count
    return rows


def test_each_cell_has_its_count_and_its_share_of_the_label() -> None:
    cells = cells_of(matrix(l4d4=6, l4d9=2), by_share=False)
    assert (cells[4][9].count, cells[4][9].share) == (2, 0.25)
    assert (cells[4][4].count, cells[4][4].share) == (6, 0.75)
    assert cells[4][4].is_right
    assert not cells[4][9].is_right
    assert (cells[0][0].count, cells[0][0].share) == (0, None)


def test_what_is_right_and_mistakes_are_each_as_strong_as_the_most_frequent_of_them() -> None:
    cells = cells_of(matrix(l4d4=100, l5d5=50, l4d9=4, l5d3=1), by_share=False)
    assert (cells[4][4].strength, cells[5][5].strength) == (1, 0.5)
    assert (cells[4][9].strength, cells[5][3].strength) == (1, 0.5)
    assert cells[9][4].strength == 0


def test_shares_are_compared_where_shares_are_shown() -> None:
    counts = matrix(l4d4=96, l4d9=4, l5d5=1, l5d3=1)
    assert cells_of(counts, by_share=False)[4][9].strength == 1
    by_share = cells_of(counts, by_share=True)
    assert by_share[5][3].strength == 1
    assert by_share[4][9].strength == pytest.approx((0.04 / 0.5) ** 0.5)


@given(MATRICES, st.booleans())
def test_any_matrix_has_cells(counts: list[list[int]], by_share: bool) -> None:
    cells = cells_of(counts, by_share=by_share)
    assert [[cell.count for cell in row] for row in cells] == counts
    assert all((cell.label, cell.digit) == (i, j) for i, row in enumerate(cells) for j, cell in enumerate(row))
    assert all(0 <= cell.strength <= 1 for row in cells for cell in row)
