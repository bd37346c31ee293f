from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.box import Box
from mnist_desktop.reading.values import DigitReading, Reading


def digit_reading(digit: int, confidence: float = 0.9, *, sure: bool = True) -> DigitReading:
    rest = (1 - confidence) / 9
    return DigitReading(tuple(confidence if each == digit else rest for each in range(10)), sure)


def test_the_likeliest_digit_is_the_one_read() -> None:
    prediction = DigitReading((0.1, 0.0, 0.0, 0.6, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0), sure=True)
    assert prediction.digit == 3
    assert prediction.confidence == 0.6
    assert prediction.ranking[:3] == (3, 5, 0)
    assert sorted(prediction.ranking) == list(range(10))


def test_a_reading_is_the_text_of_its_digits_in_their_order() -> None:
    assert Reading((digit_reading(0), digit_reading(4), digit_reading(2))).text == "042"


def test_a_reading_is_as_sure_and_as_confident_as_its_least_digit() -> None:
    sure = Reading((digit_reading(4, 0.8), digit_reading(2, 0.95)))
    assert (sure.sure, sure.confidence) == (True, 0.8)
    assert not Reading((digit_reading(4), digit_reading(2, sure=False))).sure


def test_a_reading_without_digits_is_never_sure() -> None:
    nothing = Reading(())
    assert (nothing.text, nothing.sure, nothing.confidence) == ("", False, 0.0)


def test_readings_are_the_same_whatever_image_they_come_from_but_not_from_another_place() -> None:
    one, other = (
        DigitReading((1.0, *[0.0] * 9), True, Box(1, 2, 3, 4), np.full((28, 28), ink, np.float32)) for ink in (0, 1)
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one != DigitReading(one.probabilities, True, Box(2, 2, 3, 4))
