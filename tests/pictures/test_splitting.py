"""Digits that touch may be cut apart, and those that do not are left whole."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
import papers
import pytest
from hands import DIGITS, OF_THE_WORLD, Strokes
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import mnist_desktop
from mnist_desktop.drawing.arrays import Flags, Indices
from mnist_desktop.pictures.ink import inks
from mnist_desktop.pictures.parts import Parts, parts_of
from mnist_desktop.pictures.picture import Pixels
from mnist_desktop.pictures.splitting import CUTS, WIDEST, cuts, split_strokes
from mnist_desktop.pictures.strokes import sort


def written(number: str, step: int = 62) -> Pixels:
    """A number whose digits begin every so many pixels, of 100 pixels each with the space beside them."""
    page = papers.sheet(200 + step * len(number))
    for index, digit in enumerate(number):
        left = 60 + step * index
        papers.draw(page, DIGITS[int(digit)], (left, 75, left + 100, 175))
    return page


def strokes_of(page: Pixels) -> tuple[Parts, Indices]:
    parts = parts_of(next(inks(page)))
    return parts, sort(parts).strokes


def mask(*shapes: tuple[Strokes, papers.Place], width: int) -> Flags:
    canvas = np.zeros((110, width, 3), np.uint8)
    for strokes, place in shapes:
        papers.draw(canvas, strokes, place, 6, (255, 255, 255))
    ys, xs = np.nonzero(canvas[..., 0] > 127)
    return np.asarray(canvas[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1, 0] > 127)


TOUCHING: Final = ("30", "57", "66", "73", "77", "83", "85", "99")


@pytest.mark.parametrize("number", TOUCHING)
def test_digits_that_touch_are_one_stroke_with_a_cut_between_them(number: str) -> None:
    parts, strokes = strokes_of(written(number))
    assert len(strokes) == 1
    split = split_strokes(parts, strokes)
    assert np.abs(split.pieces.low[1:, 0] - 140).min() < 20


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize("number", TOUCHING)
def test_digits_that_touch_are_read_as_their_number(number: str, model: str) -> None:
    assert mnist_desktop.read(written(number), model).text == number


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize("width", [1.0, 1.5, 1.9])
@pytest.mark.parametrize("number", [0, 2, 3, 4, 5, 6, 7, 8, 9])
def test_a_wide_digit_is_read_whole(number: int, width: float, model: str) -> None:
    half = 50 * width
    page = papers.draw(papers.sheet(), DIGITS[number], (150 - half, 100, 150 + half, 200))
    assert mnist_desktop.read(page, model).text == str(number)


@pytest.mark.parametrize("form", OF_THE_WORLD)
def test_a_digit_of_the_world_is_read_whole(form: str) -> None:
    page = papers.draw(papers.sheet(), OF_THE_WORLD[form], (90, 75, 210, 225))
    assert mnist_desktop.read(page).text == form[0]


@pytest.mark.parametrize("number", DIGITS)
def test_a_digit_of_usual_width_is_not_cut(number: int) -> None:
    parts, strokes = strokes_of(papers.digit(number))
    split = split_strokes(parts, strokes)
    assert len(split.pieces) == len(strokes)
    assert np.isnan(split.pieces.cuts).all()
    assert np.array_equal(split.pieces.low, parts.low[strokes])
    assert np.array_equal(split.pieces.high, parts.high[strokes])


@pytest.mark.parametrize("number", ["35", "00", "3535"])
def test_the_pieces_hold_the_ink_of_the_strokes_and_lie_close_around_it(number: str) -> None:
    parts, strokes = strokes_of(written(number))
    split = split_strokes(parts, strokes)
    assert np.array_equal(split.labels > 0, parts.ink_of(strokes, np.s_[:, :]))
    assert split.labels.max() == len(split.pieces)
    for piece, (low, high) in enumerate(zip(split.pieces.low, split.pieces.high, strict=True), start=1):
        ys, xs = np.nonzero(split.labels == piece)
        assert [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1] == [*low, *high]


def test_of_each_stroke_the_first_piece_is_cut_from_nothing_and_the_others_have_odds() -> None:
    parts, strokes = strokes_of(written("35"))
    split = split_strokes(parts, strokes)
    assert np.isnan(split.pieces.cuts[0])
    assert (split.pieces.cuts[1:] < 0).all()


def test_pieces_are_as_clear_as_the_stroke_they_are_cut_from() -> None:
    page = written("35")
    for margin, is_clear in ((0, True), (90, False)):
        parts, strokes = strokes_of(page[margin:])
        assert len(strokes) == 1
        assert (split_strokes(parts, strokes).pieces.are_clear == is_clear).all()


def test_a_cut_runs_around_ink_if_it_can() -> None:
    leaning = [[(0.6, 0.0), (0.0, 1.0)]]
    pair = mask((leaning, (0, 5, 100, 105)), (leaning, (60, 5, 160, 105)), width=200)
    [cheapest, *_] = sorted(cuts(pair), key=lambda cut: cut.cost)
    assert cheapest.cost < 0.9
    assert cheapest.columns.shape == (len(pair),)
    assert cheapest.columns[5] > cheapest.columns[-5] + 8
    left = np.arange(pair.shape[1]) < cheapest.columns[:, None]
    assert 0.4 < pair[left].sum() / pair.sum() < 0.6


def two_squares() -> Flags:
    """Two outlines and a line that joins them: a cut through it crosses one stroke, and elsewhere two."""
    square = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]
    bridge = [[(0.0, 0.5), (1.0, 0.5)]]
    return mask((square, (10, 5, 90, 105)), (bridge, (90, 5, 120, 105)), (square, (120, 5, 200, 105)), width=230)


def test_the_cheapest_cut_is_where_one_stroke_joins_two_shapes() -> None:
    pair = two_squares()
    within = [each for each in cuts(pair) if 20 < each.columns.mean() < pair.shape[1] - 20]
    cut = min(within, key=lambda each: each.cost)
    assert cut.columns.mean() == pytest.approx(pair.shape[1] / 2, abs=15)
    assert cut.cost == pytest.approx(1, abs=0.5)


def test_every_cut_leaves_ink_on_both_sides() -> None:
    diamond = [[(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5), (0.5, 0.0)]]
    shape = mask((diamond, (10, 5, 190, 105)), width=200)
    for cut in cuts(shape):
        left = shape & (np.arange(shape.shape[1]) < cut.columns[:, None])
        assert 0.02 < left.sum() / shape.sum() < 0.98


def test_the_cuts_of_a_bar_are_alike_and_apart() -> None:
    bar = np.ones((20, 100), np.bool_)
    found = cuts(bar)
    assert 1 <= len(found) <= 5 * CUTS
    assert [each.cost for each in found] == pytest.approx([found[0].cost] * len(found), abs=0.1)
    places = [each.columns.mean() for each in found]
    assert places == sorted(places)
    assert (np.diff(places) >= 3).all()


@pytest.mark.parametrize("shape", [(100, 60), (100, 1), (10, 10 * int(WIDEST) + 1)])
def test_what_is_too_narrow_or_too_wide_is_not_cut(shape: tuple[int, int]) -> None:
    assert cuts(np.ones(shape, np.bool_)) == []


@settings(deadline=None, max_examples=100)
@given(arrays(np.bool_, st.tuples(st.integers(1, 40), st.integers(1, 90))))
def test_any_part_has_cuts_from_left_to_right_within_it(inside: Any) -> None:
    found = cuts(inside)
    assert all(cut.columns.shape == inside.shape[:1] for cut in found)
    assert all(np.isfinite(cut.cost) and cut.cost >= 0 for cut in found)
    means = [cut.columns.mean() for cut in found]
    assert means == sorted(means)
    assert all(0 <= mean <= inside.shape[1] for mean in means)


def test_a_scribble_over_the_page_is_split_without_an_error() -> None:
    page = papers.sheet(400, 200)
    points = np.random.default_rng(2).integers(20, 180, (60, 2)) * (2, 1)
    cv2.polylines(page, [points.astype(np.int32)], False, papers.BLUE, 3, cv2.LINE_AA)
    for ink in inks(page):
        parts = parts_of(ink)
        strokes = np.arange(len(parts))
        assert len(split_strokes(parts, strokes).pieces) >= len(strokes)
