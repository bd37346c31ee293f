from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.drawing.box import Box
from mnist_desktop.reading.merging import merged, moved, nearest
from mnist_desktop.reading.values import DigitReading, Reading


def digit(value: int, x: float, y: float, width: float = 40, height: float = 100) -> DigitReading:
    box = Box(x, y, width, height)
    return DigitReading(tuple(1.0 if each == value else 0.0 for each in range(10)), sure=True, box=box)


def test_digits_of_both_are_one_row_from_left_to_right() -> None:
    picture = Reading((digit(1, 0, 0), digit(3, 200, 10)))
    strokes = Reading((digit(2, 100, 30), digit(4, 300, 40)))
    assert merged((strokes, picture)).text == "1234"


def test_rows_come_from_top_to_bottom() -> None:
    picture = Reading((digit(3, 0, 200), digit(4, 100, 200)))
    strokes = Reading((digit(1, 50, 20), digit(2, 300, 40)))
    assert merged((picture, strokes)).text == "1234"


def test_a_row_may_rise_and_small_digits_stand_in_it() -> None:
    rising = Reading(tuple(digit(value, 100 * value, 300 - 60 * value) for value in range(1, 5)))
    small = Reading((digit(5, 500, 40, 20, 40),))
    assert merged((small, rising)).text == "12345"


def test_a_single_reading_keeps_its_order() -> None:
    one = Reading((digit(2, 100, 0), digit(1, 0, 0)))
    assert merged((Reading(()), one)) is one
    assert merged((Reading(()), Reading(()))) == Reading(())


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=4), st.randoms())
def test_rows_in_any_split_are_put_together(numbers: list[list[int]], chance: random.Random) -> None:
    digits = [
        digit(value, 60 * column + chance.uniform(0, 20), 150 * row + chance.uniform(0, 40))
        for row, values in enumerate(numbers)
        for column, value in enumerate(values)
    ]
    chance.shuffle(digits)
    cut = chance.randint(0, len(digits))
    if 0 < cut < len(digits):
        both = merged((Reading(tuple(digits[:cut])), Reading(tuple(digits[cut:]))))
        assert both.text == "".join(str(value) for values in numbers for value in values)


def test_a_picture_moves_its_boxes_to_its_place() -> None:
    found = moved(Reading((digit(7, 10, 20, 30, 40),)), 100, 200, 0.5)
    assert found.text == "7"
    assert found.digits[0].box == Box(105, 210, 15, 20)


def test_the_nearest_digit_is_the_one_at_the_place() -> None:
    digits = [digit(1, 0, 0), digit(2, 100, 0), digit(3, 120, 0)]
    assert nearest(digits, 10, 50) == 0
    assert nearest(digits, 60, 50) == 0
    assert nearest(digits, 90, 50) == 1
    assert nearest(digits, 135, 50) == 2  # in the boxes of two
    assert nearest(digits, 1000, 500) == 2
    assert nearest([digit(1, 0, 0, width=300), digit(2, 310, 0)], 295, 50) == 0
