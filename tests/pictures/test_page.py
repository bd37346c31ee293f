"""A page in a photo of more than it is found by its edge, and what lies beside it is covered with paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import papers
import pytest
from hands import DIGITS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.pictures.page import page_alone
from mnist_desktop.pictures.picture import Pixels


def wooden(page: Pixels) -> Pixels:
    """A page on a table with a grain, which is ink-dark lines."""
    table = papers.on_table(page)
    is_table = (table == (60, 45, 35)).all(axis=2)
    grain = (np.arange(300)[:, None] // 4 % 3 == 0) & is_table
    table[grain] = (25, 18, 12)
    return table


def at_the_left(page: Pixels) -> Pixels:
    return papers.line(page, (10, 0), (16, 300), 24, (60, 45, 35))


TABLES: Final[dict[str, Callable[[Pixels], Pixels]]] = {
    "all around": papers.on_table,
    "of wood": wooden,
    "level": lambda page: papers.on_table(page, turn=0),
    "on the diagonal": lambda page: papers.on_table(page, turn=40),
    "nearly black": lambda page: papers.on_table(page, (4, 4, 4)),
    "at the left": at_the_left,
}


@pytest.mark.parametrize("table", TABLES)
def test_what_lies_beside_the_page_is_covered_with_its_paper(table: str) -> None:
    photo = TABLES[table](papers.sheet())
    found = page_alone(photo)
    assert photo.min() < 70
    np.testing.assert_allclose(found.reshape(-1, 3).min(axis=0), papers.PAPER, atol=15)
    np.testing.assert_allclose(found.reshape(-1, 3).max(axis=0), papers.PAPER, atol=15)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("number", DIGITS)
def test_what_is_written_on_the_page_stays_as_it_is(table: str, number: int) -> None:
    photo = TABLES[table](papers.digit(number))
    found = page_alone(photo)
    assert np.array_equal(found[110:190, 110:190], photo[110:190, 110:190])
    assert (found != photo).any()


def test_the_paper_that_covers_has_the_light_of_the_page_beside_it() -> None:
    light = np.linspace(1.0, 0.7, 300)[None] * np.ones((300, 1))
    found = page_alone(papers.on_table(papers.lit(papers.sheet(), light), turn=0))
    left, right = found[140:160, 5].mean(), found[140:160, -5].mean()
    assert left == pytest.approx(220, abs=15)
    assert right == pytest.approx(165, abs=15)


PAGES: Final[dict[str, Callable[[], Pixels]]] = {
    "a sheet alone": papers.sheet,
    "a digit": lambda: papers.digit(8),
    "a sharp shadow": lambda: papers.shadow(papers.digit(8), 0.6, 1),
    "a deep shadow": lambda: papers.shadow(papers.digit(8), 0.52, 3),
    "light that falls off": lambda: papers.lit(papers.digit(8), np.linspace(1, 0.2, 300)[None] * np.ones((300, 1))),
    "a highlight": lambda: papers.gleam(papers.digit(8, colour=(230, 230, 225), paper=(40, 70, 55)), (240, 60)),
    "a dark board": lambda: papers.digit(7, colour=(230, 230, 225), paper=(40, 70, 55)),
    "a stain": lambda: papers.spot(papers.digit(8), (240, 240), 30, (150, 110, 70)),
    "squares": lambda: np.kron(np.eye(6, dtype=np.uint8)[..., None], np.full((50, 50, 3), 200, np.uint8)),
}


@pytest.mark.parametrize("page", PAGES)
def test_where_nothing_lies_beside_a_page_all_stays_as_it_is(page: str) -> None:
    pixels = PAGES[page]()
    assert np.array_equal(page_alone(pixels), pixels)


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [8, 16, 32])
def test_a_large_white_digit_on_black_is_no_page(number: int, pen: int) -> None:
    board = papers.sheet(colour=(10, 10, 10))
    pixels = papers.draw(board, DIGITS[number], (40, 10, 260, 290), pen, (240, 240, 240))
    assert np.array_equal(page_alone(pixels), pixels)


SHAPES: Final = st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3))


@settings(deadline=None, max_examples=100)
@given(arrays(np.uint8, SHAPES))
@example(np.zeros((1, 1, 3), np.uint8))
@example(np.full((500, 1, 3), 255, np.uint8))
@example(np.full((1, 500, 3), 7, np.uint8))
@example(np.full((2, 1000, 3), 7, np.uint8))
def test_any_picture_keeps_its_shape(pixels: Any) -> None:
    before = pixels.copy()
    found = page_alone(pixels)
    assert found.shape == pixels.shape
    assert found.dtype == np.uint8
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize("width", [6, 8])
def test_a_bright_patch_that_is_all_margin_is_no_page(width: int) -> None:
    pixels = np.zeros((38, 30, 3), np.uint8)
    pixels[4:34, 10 : 10 + width] = 255
    assert np.array_equal(page_alone(pixels), pixels)
