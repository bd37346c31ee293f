"""What hangs together in the ink is measured: its place, its pen, its shape, and the paper beside it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import cv2
import numpy as np
import papers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.pictures.ink import inks
from mnist_desktop.pictures.parts import Parts, parts_of
from mnist_desktop.pictures.picture import Pixels

TABLE: Final = (60, 45, 35)


def finest(page: Pixels) -> Parts:
    return parts_of(next(inks(page)))


def the_longest(page: Pixels) -> int:
    """The only part of a page that is no noise."""
    return int(finest(page).longer.argmax())


def bar(start: papers.Spot, end: papers.Spot, pen: int = 4) -> tuple[Parts, int]:
    page = papers.line(papers.sheet(), start, end, pen)
    parts = finest(page)
    return parts, the_longest(page)


def test_parts_that_do_not_touch_are_two_with_a_box_each() -> None:
    page = np.full((300, 300, 3), 220, np.uint8)
    page[50:150, 40:44], page[50:54, 100:180] = 40, 40
    parts = finest(page)
    assert parts.low.tolist() == [[40, 50], [100, 50]]
    assert parts.high.tolist() == [[44, 150], [180, 54]]
    assert parts.areas.tolist() == [400, 320]
    assert parts.sizes.tolist() == [[4, 100], [80, 4]]
    assert parts.longer.tolist() == [100, 80]
    assert parts.masses == pytest.approx(parts.areas * 180 / 220)
    assert np.unique(parts.labels[50:150, 40:44]).tolist() == [1]
    assert (parts.labels > 0).sum() == 720


def test_what_touches_by_a_corner_is_one_part() -> None:
    page = np.full((300, 300, 3), 220, np.uint8)
    page[100:150, 100:104], page[150:200, 104:108] = 40, 40
    assert len(finest(page)) == 1


def test_the_ink_of_some_parts_is_theirs_alone() -> None:
    page = np.full((300, 300, 3), 220, np.uint8)
    page[50:150, 40:44], page[50:150, 100:104], page[50:150, 200:204] = 40, 40, 40
    parts = finest(page)
    assert np.flatnonzero(parts.ink_of(np.array([0, 2]), np.s_[60:61, 30:210])[0]).tolist() == [
        *range(10, 14),
        *range(170, 174),
    ]
    assert not parts.ink_of(np.array([], np.intp), np.s_[:, :]).any()


@pytest.mark.parametrize("pen", [3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("turn", [0, 30, 45, 90])
def test_the_width_of_the_pen_is_measured(pen: int, turn: float) -> None:
    page = np.full((300, 300, 3), 220, np.uint8)
    page[50:250, 150 : 150 + pen] = 40
    move = cv2.getRotationMatrix2D((150, 150), turn, 1)
    turned = np.asarray(cv2.warpAffine(page, move, (300, 300), None, cv2.INTER_LINEAR, cv2.BORDER_REPLICATE), np.uint8)
    parts, part = finest(turned), the_longest(turned)
    assert parts.pens[part] == pytest.approx(pen, abs=0.8)
    assert parts.cores[part] == pytest.approx(pen, abs=1.5)


@pytest.mark.parametrize(
    ("end", "direction"), [((250, 150), 0), ((150, 250), np.pi / 2), ((250, 250), np.pi / 4), ((250, 50), np.pi / 4)]
)
def test_a_bar_has_a_length_a_width_and_a_direction(end: papers.Spot, direction: float) -> None:
    start = (300 - end[0], 300 - end[1])
    parts, part = bar(start, end)
    assert parts.lengths[part] == pytest.approx(np.hypot(end[0] - start[0], end[1] - start[1]), abs=8)
    assert parts.widths[part] == pytest.approx(5, abs=1.5)
    assert parts.directions[part] == pytest.approx(direction, abs=0.02)


def test_fainter_ink_has_less_contrast_and_its_change_has_its_colour() -> None:
    page = papers.line(papers.sheet(colour=(200, 200, 200)), (60, 50), (60, 250), 6, (100, 100, 100))
    parts = finest(papers.line(page, (200, 50), (200, 250), 6, (200, 150, 150)))
    dark, red = np.argsort(-parts.longer)[:2][np.argsort(parts.low[np.argsort(-parts.longer)[:2], 0])]
    assert parts.contrasts[dark] > 2 * parts.contrasts[red]
    np.testing.assert_allclose(parts.changes[red], (0, -45, -45), atol=8)


def test_a_blurred_stroke_is_softer_than_a_sharp_one() -> None:
    page = papers.line(papers.sheet(), (150, 50), (150, 250), 8)
    blurred = np.asarray(cv2.GaussianBlur(page, (0, 0), 4), np.uint8)
    sharp, soft = (finest(each).softness[the_longest(each)] for each in (page, blurred))
    assert sharp < 0.3
    assert soft > sharp + 0.2


def step(page: Pixels) -> float:
    """How much the paper at the sides of the longest part differs, as a share of its change."""
    parts, part = finest(page), the_longest(page)
    return float(parts.steps[part] / np.linalg.norm(parts.changes[part]))


def test_a_stroke_has_the_same_paper_on_both_sides_and_an_edge_has_not() -> None:
    stroke = papers.line(papers.sheet(), (150, 40), (150, 260), 5)
    edge = papers.line(papers.sheet(), (150, 40), (150, 260), 5)
    edge[:, 153:] = TABLE
    assert step(stroke) < 0.1
    assert step(edge) > 0.4


@pytest.mark.parametrize("dark", [0.5, 0.7])
def test_a_stroke_that_a_shadow_crosses_is_no_edge(dark: float) -> None:
    assert step(papers.shadow(papers.line(papers.sheet(), (150, 40), (150, 260), 5), dark)) < 0.2


def test_without_ink_there_are_no_parts() -> None:
    for shape in ((1, 1, 3), (30, 30, 3), (500, 1, 3)):
        parts = finest(np.full(shape, 200, np.uint8))
        assert len(parts) == 0
        assert not parts.labels.any()


@settings(deadline=None, max_examples=60)
@given(arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3))))
def test_the_parts_of_any_picture_are_measured(pixels: Any) -> None:
    for ink in inks(pixels):
        parts = parts_of(ink)
        assert np.array_equal(parts.labels > 0, ink.inside)
        assert parts.areas.sum() == ink.inside.sum()
        for field in fields(parts)[1:]:
            values = getattr(parts, field.name)
            assert len(values) == len(parts)
            assert np.isfinite(values).all()
