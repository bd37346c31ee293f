from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from drawings import MARGIN, side_by_side
from hands import DIGITS, LETTERS, NO_DIGITS, NUMBER_174, OF_THE_WORLD, SCRIBBLE, Strokes, arc
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.numbers import layouts
from mnist_desktop.drawing.segmentation import Candidate, Layout, Segmentation
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading import numbers, predictor
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import Reading

CASES = Path(__file__).parents[1] / "cases"
PREDICTORS = {name: predictor.load(name) for name in ("CNNNet", "FirstNet")}

with_both_networks = pytest.mark.parametrize("network", PREDICTORS.values(), ids=PREDICTORS)


def read(drawing: Drawing, network: Predictor = PREDICTORS["CNNNet"]) -> Reading:
    return numbers.read(layouts(drawing), network)


def written(number: str, gap: float = 0.25) -> Drawing:
    return side_by_side(*(DIGITS[int(digit)] for digit in number), gap=gap)


def stacked(*numbers: Drawing, gap: float = 0.0) -> Drawing:
    """Drawings one below the other, with a gap in pixels beside their margins."""
    strokes: list[Stroke] = []
    top = 0.0
    for each in numbers:
        strokes += [Stroke(stroke.points + np.array([0, top])) for stroke in each.strokes]
        top += each.height + gap
    return Drawing(tuple(strokes), max(each.width for each in numbers), round(top - gap))


@with_both_networks
@pytest.mark.parametrize("gap", [0.0, 0.1, 0.6])
@pytest.mark.parametrize("number", ["42", "07", "35", "1984", "60", "11", "77"])
def test_digits_side_by_side_are_a_number(network: Predictor, number: str, gap: float) -> None:
    reading = read(written(number, gap), network)
    assert (reading.text, reading.sure) == (number, True)


@with_both_networks
@pytest.mark.parametrize("number", ["42", "07", "35", "1984", "60", "33", "66", "10"])
def test_digits_that_overlap_a_little_are_a_number(network: Predictor, number: str) -> None:
    assert read(written(number, gap=-0.07), network).text == number


@with_both_networks
@pytest.mark.parametrize("name", OF_THE_WORLD)
def test_the_strokes_of_one_digit_belong_together(network: Predictor, name: str) -> None:
    alone, twice = side_by_side(OF_THE_WORLD[name]), side_by_side(OF_THE_WORLD[name], OF_THE_WORLD[name])
    assert read(alone, network).text == name[0]
    assert read(twice, network).text == name[0] * 2


@with_both_networks
def test_a_number_of_a_hurried_hand_is_read(network: Predictor) -> None:
    assert read(side_by_side(NUMBER_174, size=400), network).text == "174"


def test_a_number_is_read_alike_whichever_stroke_was_first() -> None:
    number = written("42")
    for strokes in permutations(number.strokes):
        assert read(Drawing(strokes, number.width, number.height)).text == "42"


@with_both_networks
def test_twelve_digits_are_read(network: Predictor) -> None:
    reading = read(written("123456789012"), network)
    assert (reading.text, reading.sure) == ("123456789012", True)


@with_both_networks
def test_rows_are_read_from_top_to_bottom(network: Predictor) -> None:
    reading = read(stacked(written("42"), written("175")), network)
    assert (reading.text, reading.sure) == ("42175", True)
    tops = [digit.box.y for digit in reading.digits if digit.box]
    assert max(tops[:2]) < min(tops[2:])


@with_both_networks
@pytest.mark.parametrize("gap", [-0.04, 0.0, 0.04])
def test_an_eight_of_two_rings_is_one_digit(network: Predictor, gap: float) -> None:
    rings = [arc(0.5, 0.26 - gap / 2, 0.2, 0.22, 0, 360), arc(0.5, 0.74 + gap / 2, 0.25, 0.26, 0, 360)]
    assert read(side_by_side(rings), network).text == "8"


@with_both_networks
@pytest.mark.parametrize("letter", ["A", "M"])
def test_a_letter_between_digits_is_not_sure(network: Predictor, letter: str) -> None:
    reading = read(side_by_side(DIGITS[2], LETTERS[letter], DIGITS[5]), network)
    assert [digit.sure for digit in reading.digits] == [True, False, True]
    assert (reading.text[0], reading.text[-1]) == ("2", "5")
    assert not reading.sure


@with_both_networks
@pytest.mark.parametrize(
    "strokes", [*LETTERS.values(), *NO_DIGITS.values(), SCRIBBLE], ids=[*LETTERS, *NO_DIGITS, "scribble"]
)
def test_what_is_no_digit_is_not_sure_as_a_whole(network: Predictor, strokes: Strokes) -> None:
    for size in (80, 200, 450):
        assert not read(side_by_side(strokes, size=size), network).sure


@with_both_networks
@settings(deadline=None, max_examples=50)
@given(digit=st.integers(0, 9), right=st.floats(0, 1), down=st.floats(0, 1), before=st.booleans())
def test_a_stray_click_changes_nothing(network: Predictor, digit: int, right: float, down: float, before: bool) -> None:
    clean = side_by_side(DIGITS[digit])
    click = Stroke(np.array([[right * clean.width, down * clean.height]]))
    at = 0 if before else len(clean.strokes)
    assert read(clean.replaced([(at, at, (click,))]), network) == read(clean, network)


@with_both_networks
@pytest.mark.parametrize("case", ["a", "b"])
def test_a_stray_click_of_a_real_drawing_changes_nothing(network: Predictor, case: str) -> None:
    clean, with_click = (
        read(drawing_of(CASES / f"stroke_{kind}_{case}.json"), network) for kind in ("clean", "with_stray_click")
    )
    assert with_click == clean
    assert (clean.text, clean.sure) == ("0", True)


def drawing_of(file: Path) -> Drawing:
    return Drawing.from_json(json.loads(file.read_text()))


@settings(deadline=None, max_examples=50)
@given(
    number=st.text("0123456789", min_size=1, max_size=4),
    size=st.floats(25, 1000),
    right=st.floats(0, 2000),
    down=st.floats(0, 2000),
)
def test_size_and_place_do_not_matter(number: str, size: float, right: float, down: float) -> None:
    plain = written(number)
    strokes = [Stroke((stroke.points - MARGIN) * (size / 150) + [right, down]) for stroke in plain.strokes]
    far = np.concatenate([stroke.points for stroke in strokes]).max(axis=0)
    moved = Drawing(tuple(strokes), *np.maximum(np.ceil(far), 1).astype(int).tolist())
    assert read(moved).text == number


def test_each_digit_knows_its_place_and_its_image() -> None:
    reading = read(written("42"))
    first, second = (digit.box for digit in reading.digits)
    assert first is not None
    assert second is not None
    assert first.x + first.width < second.x
    for digit, number in zip(reading.digits, "42", strict=True):
        alone = digit_image(written(number))
        assert digit.image is not None
        assert alone is not None
        assert np.abs(digit.image - alone).mean() < 0.02


def test_each_digit_knows_its_strokes_whatever_their_order() -> None:
    first, its_bar, second = written("42").strokes
    later = Drawing((second, its_bar, first), 500, 500)
    assert [digit.strokes for digit in read(later).digits] == [(1, 2), (0,)]


def test_a_slip_of_the_pen_belongs_to_no_digit() -> None:
    first, its_bar, second = written("42").strokes
    slip = Stroke(second.points[:1] + 40)
    assert [digit.strokes for digit in read(Drawing((slip, first, its_bar, second))).digits] == [(1, 2), (3,)]


def test_a_scribble_of_more_strokes_than_digits_have_is_all_of_them() -> None:
    dots = Drawing(
        tuple(Stroke(np.array([[20.0 + x, 20.0 + y]])) for x in range(0, 400, 20) for y in range(0, 400, 20))
    )
    assert [digit.strokes for digit in read(dots).digits] == [tuple(range(400))]


def test_what_has_no_strokes_names_none() -> None:
    [digit] = numbers.read([Layout((Segmentation(1, (one_digit(3),)),), 0.0)], PREDICTORS["CNNNet"]).digits
    assert digit.strokes == ()


def test_without_ink_the_reading_has_no_digits() -> None:
    assert read(Drawing()) == Reading(())


def one_digit(digit: int, *, is_clear: bool = True) -> Candidate:
    image = digit_image(written(str(digit)))
    assert image is not None
    return Candidate(0, 1, image, None, 0.0, is_clear)


def test_what_may_be_no_ink_is_never_sure() -> None:
    for is_clear in (True, False):
        layout = Layout((Segmentation(1, (one_digit(3, is_clear=is_clear),)),), 0.0)
        assert numbers.read([layout], PREDICTORS["CNNNet"]).sure == is_clear


@pytest.mark.parametrize(("other", "prior", "sure"), [(7, -0.5, False), (7, -6.0, True), (3, -0.5, True)])
def test_a_reading_is_sure_only_if_no_likely_layout_says_something_else(other: int, prior: float, sure: bool) -> None:
    layouts = [
        Layout((Segmentation(1, (one_digit(digit),)),), log_probability)
        for digit, log_probability in ((other, prior), (3, 0.0))
    ]
    reading = numbers.read(layouts, PREDICTORS["CNNNet"])
    assert (reading.text, reading.sure) == ("3", sure)
