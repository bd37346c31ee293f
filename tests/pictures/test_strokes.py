"""The strokes of a pen are told from all else that a picture shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
import papers
import pytest
from hands import DIGITS, OF_THE_WORLD, Strokes

from mnist_desktop.drawing.arrays import FloatArray, Indices
from mnist_desktop.pictures.ink import inks
from mnist_desktop.pictures.parts import Parts, parts_of
from mnist_desktop.pictures.picture import Pixels
from mnist_desktop.pictures.strokes import Sorted, are_clear, is_fading, sort

PRINT: Final = (90, 90, 90)
PALE: Final = (150, 180, 220)
TABLE: Final = (60, 45, 35)
LARGE: Final = (50, 30, 250, 270)
SLACK: Final = 10  # pixels; so little of the edge of a shadow may cling to a stroke


def sorted_parts(page: Pixels) -> tuple[Parts, Sorted]:
    parts = parts_of(next(inks(page)))
    return parts, sort(parts)


def extent(parts: Parts, chosen: Indices) -> FloatArray:
    """The box around some parts: left, top, right, bottom."""
    return np.concatenate([parts.low[chosen].min(axis=0), parts.high[chosen].max(axis=0)])


def grid(pen: int = 1, colour: papers.Colour = PALE, step: int = 30) -> Pixels:
    page = papers.sheet()
    for place in range(10, 300, step):
        papers.line(page, (place, 0), (place, 299), pen, colour)
        papers.line(page, (0, place), (299, place), pen, colour)
    return page


def ruled() -> Pixels:
    page = papers.sheet()
    for place in range(30, 300, 40):
        papers.line(page, (0, place), (299, place), 2, PALE)
    return page


def form() -> Pixels:
    """Three boxes side by side, with something in the middle one alone."""
    page = papers.sheet()
    for x in (10, 80, 220, 285):
        papers.line(page, (x, 60), (x, 240), 2, PRINT)
    for y in (60, 240):
        papers.line(page, (10, y), (285, y), 2, PRINT)
    return page


def dusty(page: Pixels) -> Pixels:
    for x, y in np.random.default_rng(1).integers(5, 295, (12, 2)).tolist():
        if not (90 < x < 210 and 60 < y < 240):
            papers.spot(page, (x, y), 2)
    return page


BESIDE: Final[dict[str, Callable[[Pixels], Pixels]]] = {
    "nothing": lambda page: page,
    "the edge of a shadow": lambda page: papers.shadow(page, 0.6, 1),
    "the soft edge of a shadow": lambda page: papers.shadow(page, 0.6, 31),
    "a highlight": lambda page: papers.gleam(page, (250, 60)),
    "the edge of a table": lambda page: papers.line(page, (12, 0), (16, 300), 24, TABLE),
    "a table all around": lambda page: np.asarray(
        cv2.copyMakeBorder(page, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=TABLE), np.uint8
    ),
    "a printed frame": lambda page: papers.box(page, (70, 50), (230, 250), 3, PRINT),
    "a frame of the same pen": lambda page: papers.box(page, (70, 50), (230, 250), 4),
    "a frame that is cut off": lambda page: papers.box(page, (70, -20), (230, 250), 4),
    "an underline": lambda page: papers.line(page, (80, 250), (220, 246), 4),
    "a short underline": lambda page: papers.line(page, (120, 250), (180, 248), 4),
    "a stain": lambda page: papers.spot(page, (255, 250), 22, (150, 110, 70)),
    "a blot": lambda page: papers.spot(page, (255, 60), 14),
    "dust": dusty,
    "a fainter digit that shines through": lambda page: papers.draw(
        page, DIGITS[8], (220, 75, 290, 225), 4, (185, 183, 178)
    ),
    "a digit that is cut off": lambda page: papers.draw(page, DIGITS[8], (250, 75, 340, 225), 4),
}
UNDER: Final[dict[str, Callable[[], Pixels]]] = {
    "a grid": grid,
    "a dense grid": lambda: grid(step=14),
    "ruled lines": ruled,
    "the boxes of a form": form,
}


def check_is_alone(page: Pixels, strokes: Strokes, place: papers.Place = papers.MIDDLE) -> None:
    """Say that of all on a page, the strokes that were drawn at a place are found, and nothing else."""
    border = (page.shape[0] - 300) // 2
    canvas = papers.draw(np.zeros((300, 300, 3), np.uint8), strokes, place, colour=(255, 255, 255))
    left, top, width, height = cv2.boundingRect((canvas[..., 0] > 60).astype(np.uint8))
    parts, found = sorted_parts(page)
    np.testing.assert_allclose(
        extent(parts, found.strokes) - border, (left, top, left + width, top + height), atol=SLACK
    )


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("beside", BESIDE)
def test_of_a_digit_and_what_is_beside_it_the_digit_is_strokes(beside: str, number: int) -> None:
    check_is_alone(BESIDE[beside](papers.digit(number)), DIGITS[number])


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("under", UNDER)
def test_of_a_digit_and_what_is_under_it_the_digit_is_strokes(under: str, number: int) -> None:
    check_is_alone(papers.draw(UNDER[under](), DIGITS[number]), DIGITS[number])


@pytest.mark.parametrize("form", OF_THE_WORLD)
def test_bars_and_flags_and_slashes_are_strokes_of_their_digit(form: str) -> None:
    check_is_alone(papers.draw(papers.sheet(), OF_THE_WORLD[form], LARGE), OF_THE_WORLD[form], LARGE)


@pytest.mark.parametrize("beside", ["the edge of a shadow", "a highlight", "the edge of a table", "a stain", "a blot"])
def test_without_a_digit_none_of_it_is_a_stroke(beside: str) -> None:
    _, found = sorted_parts(BESIDE[beside](papers.sheet()))
    assert not len(found.strokes)


@pytest.mark.parametrize("page", [grid, form, lambda: papers.box(papers.sheet(), (70, 50), (230, 250), 4)])
def test_empty_boxes_are_no_strokes(page: Callable[[], Pixels]) -> None:
    _, found = sorted_parts(page())
    assert not len(found.strokes)


def test_frames_and_lines_are_told_apart() -> None:
    page = papers.line(papers.box(papers.digit(7), (70, 50), (230, 270), 3), (90, 250), (210, 250), 4)
    parts, found = sorted_parts(page)
    assert extent(parts, found.frames) == pytest.approx([68, 48, 233, 273], abs=3)
    assert extent(parts, found.lines) == pytest.approx([88, 247, 213, 254], abs=3)
    assert extent(parts, found.strokes) == pytest.approx([112, 84, 189, 222], abs=3)


@pytest.mark.parametrize("number", [0, 4, 6, 8, 9])
@pytest.mark.parametrize("place", [(20, 20, 280, 280), (90, 20, 210, 280)])
def test_a_digit_that_encloses_something_is_no_frame(number: int, place: papers.Place) -> None:
    check_is_alone(papers.draw(papers.sheet(), DIGITS[number], place), DIGITS[number], place)


def test_a_single_line_is_a_1_or_a_dash_and_stays() -> None:
    for end in ((150, 220), (220, 150)):
        parts, found = sorted_parts(papers.line(papers.sheet(), (300 - end[0], 300 - end[1]), end, 4))
        assert len(found.strokes) == 1
        assert parts.longer[found.strokes[0]] == pytest.approx(145, abs=5)


CLEAR: Final[dict[str, Callable[[], Pixels]]] = {
    "a digit": lambda: papers.digit(7),
    "a digit of chalk": lambda: papers.digit(7, colour=(230, 230, 225), paper=(40, 70, 55)),
    "a digit in a soft shadow": lambda: papers.shadow(papers.digit(7), 0.7, 61),
}
UNCLEAR: Final[dict[str, Callable[[], Pixels]]] = {
    "small": lambda: papers.draw(papers.sheet(), DIGITS[7], (140, 140, 150, 152), 2),
    "at the edge of the picture": lambda: papers.draw(papers.sheet(), DIGITS[7], (100, 170, 200, 310)),
    "soft": lambda: np.asarray(
        cv2.GaussianBlur(papers.line(papers.sheet(), (150, 90), (150, 210), 7), (0, 0), 4), np.uint8
    ),
}


@pytest.mark.parametrize("page", CLEAR)
def test_what_is_surely_ink_is_clear(page: str) -> None:
    parts, found = sorted_parts(CLEAR[page]())
    assert len(found.strokes)
    assert are_clear(parts)[found.strokes].all()


@pytest.mark.parametrize("page", UNCLEAR)
def test_what_may_be_no_ink_is_not_clear(page: str) -> None:
    parts, found = sorted_parts(UNCLEAR[page]())
    assert len(found.strokes)
    assert not are_clear(parts)[found.strokes].any()


@pytest.mark.parametrize(("pen", "fades"), [(1, True), (3, False), (5, False)])
def test_of_the_thinnest_pen_the_strokes_fade(pen: int, fades: bool) -> None:
    parts, found = sorted_parts(papers.digit(7, pen))
    assert is_fading(parts, found.strokes) is fades


def test_of_nothing_nothing_is_sorted() -> None:
    for shape in ((1, 1, 3), (30, 30, 3), (500, 1, 3)):
        parts, found = sorted_parts(np.full(shape, 99, np.uint8))
        assert not len(parts)
        assert not len(found.strokes) + len(found.lines) + len(found.frames)


@pytest.mark.parametrize("radius", [1, 3, 6, 7])
def test_specks_and_drops_alone_are_no_strokes(radius: int) -> None:
    _, found = sorted_parts(papers.spot(papers.sheet(), (150, 150), radius))
    assert not len(found.strokes)


def test_a_thin_upright_line_beside_a_digit_is_printed() -> None:
    page = papers.line(papers.digit(7, 6), (230, 60), (230, 240), 1)
    parts, found = sorted_parts(page)
    assert parts.high[found.strokes, 0].max() < 200
