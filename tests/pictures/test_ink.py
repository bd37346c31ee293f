"""Ink is what differs from the paper around it, whatever the light, the colours and the pen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import cv2
import numpy as np
import papers
import pytest
from hands import DIGITS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.drawing.arrays import Flags
from mnist_desktop.pictures.ink import DARKEST, INSIDE, LEAST_SIDE, Ink, inks
from mnist_desktop.pictures.picture import Pixels

COLOURS: Final = {
    "blue on white": ((40, 50, 110), (235, 232, 225)),
    "white on a dark board": ((230, 232, 225), (45, 70, 60)),
    "white on black": ((255, 255, 255), (10, 10, 10)),
    "pale grey on white": ((205, 205, 205), (240, 240, 240)),
    "yellow on white": ((250, 235, 60), (240, 240, 240)),
    "red on green of the same brightness": ((200, 40, 40), (30, 150, 60)),
}


def finest(page: Pixels) -> Ink:
    return next(inks(page))


def drawn(number: int, pen: int) -> Flags:
    """Where a digit in the middle of a sheet is."""
    canvas = np.zeros((300, 300, 3), np.uint8)
    return np.asarray(papers.draw(canvas, DIGITS[number], pen=pen, colour=(255, 255, 255))[..., 0] > 127)


def alike(one: Flags, other: Flags) -> float:
    """The share of what either is that both are."""
    return float((one & other).sum() / (one | other).sum())


@pytest.mark.parametrize("colours", COLOURS)
def test_ink_is_found_in_every_colour(colours: str) -> None:
    ink, paper = COLOURS[colours]
    for number in DIGITS:
        found = finest(papers.digit(number, colour=ink, paper=paper))
        assert alike(found.inside, drawn(number, 4)) > 0.8


def test_the_change_has_the_direction_from_paper_to_ink() -> None:
    found = finest(papers.digit(7, colour=(200, 40, 40), paper=(30, 150, 60)))
    np.testing.assert_allclose(found.change[drawn(7, 1)].mean(axis=0), (170, -110, -20), atol=15)


@pytest.mark.parametrize("level", [0.2, 0.5, 0.8])
def test_contrast_is_the_change_as_a_share_of_the_papers_brightness(level: float) -> None:
    for brightness in (100, 200):
        ink, paper = (round(brightness * (1 - level)),) * 3, (brightness,) * 3
        found = finest(papers.digit(7, colour=ink, paper=paper))
        assert found.contrast[drawn(7, 1)].mean() == pytest.approx(level, abs=0.03)


def test_on_paper_that_is_nearly_black_contrast_does_not_explode() -> None:
    page = papers.draw(np.full((300, 300, 3), 1, np.uint8), DIGITS[7], colour=(3, 3, 3))
    found = finest(page)
    assert found.contrast.max() <= 2 / DARKEST
    assert not found.inside.any()


@pytest.mark.parametrize("pen", [2, 3, 4, 6, 10, 16, 24, 40])
def test_whatever_its_pen_a_digit_is_found_in_one_of_the_sizes(pen: int) -> None:
    page = papers.draw(papers.sheet(600, 600), DIGITS[3], (150, 100, 450, 500), pen)
    canvas = np.zeros((600, 600, 3), np.uint8)
    expected = papers.draw(canvas, DIGITS[3], (150, 100, 450, 500), pen, (255, 255, 255))[..., 0]
    found = [
        alike(ink.inside, cv2.resize(expected, ink.inside.shape[::-1], interpolation=cv2.INTER_AREA) > 100)
        for ink in inks(page)
    ]
    assert max(found) > 0.75


@pytest.mark.parametrize("dark", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("edge", [1, 5, 25, 61])
def test_a_shadow_changes_little(dark: float, edge: int) -> None:
    assert finest(papers.shadow(papers.sheet(), dark, edge)).inside.mean() < 0.002
    for number in (0, 3, 7):
        found = finest(papers.shadow(papers.digit(number), dark, edge))
        assert alike(found.inside, drawn(number, 4)) > 0.7


def test_light_that_falls_off_changes_little() -> None:
    light = np.linspace(1.0, 0.3, 300)[None] * np.ones((300, 1))
    for number in DIGITS:
        even, falling = finest(papers.digit(number)), finest(papers.lit(papers.digit(number), light))
        assert alike(even.inside, falling.inside) > 0.9
        assert falling.contrast[even.inside].mean() == pytest.approx(even.contrast[even.inside].mean(), rel=0.1)


@pytest.mark.parametrize("noise", [2, 8, 20])
def test_noise_is_no_ink(noise: float) -> None:
    values = np.random.default_rng(0).normal(200, noise, (300, 300, 3)).clip(0, 255).astype(np.uint8)
    for ink in inks(values):
        assert ink.inside.mean() < 0.01


def test_the_sizes_are_halved_down_to_the_least() -> None:
    found = list(inks(papers.sheet(400, 200)))
    assert [each.shrunk for each in found] == [1, 2, 4, 8]
    assert [each.pixels.shape for each in found] == [(200, 400, 3), (100, 200, 3), (50, 100, 3), (25, 50, 3)]
    assert min(found[-1].pixels.shape[:2]) >= LEAST_SIDE


def check(ink: Ink) -> None:
    """Hold the ink of any picture to what its docstring says."""
    shape = ink.pixels.shape
    assert shape[2:] == (3,)
    assert ink.change.shape == shape
    assert ink.change.dtype == np.float32
    for values in (ink.contrast, ink.strength):
        assert values.shape == shape[:2]
        assert values.dtype == np.float32
        assert np.isfinite(values).all()
        assert values.min() >= 0
    assert ink.strength.max() <= 1
    assert ink.inside.shape == shape[:2]
    assert ink.inside.dtype == np.bool_
    assert (ink.strength[ink.inside] > INSIDE).all()


SHAPES: Final = st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3))


@settings(deadline=None, max_examples=100)
@given(arrays(np.uint8, SHAPES))
@example(np.zeros((1, 1, 3), np.uint8))
@example(np.full((500, 1, 3), 255, np.uint8))
@example(np.full((1, 500, 3), 7, np.uint8))
def test_any_picture_has_ink_of_some_size(pixels: Any) -> None:
    for ink in inks(pixels):
        check(ink)


@pytest.mark.parametrize("make", [np.zeros, np.ones])
def test_a_uniform_picture_has_none(make: Callable[..., Any]) -> None:
    for shape in ((1, 1, 3), (30, 30, 3), (500, 1, 3), (300, 400, 3)):
        assert not any(ink.inside.any() for ink in inks(make(shape, np.uint8)))
