from __future__ import annotations

import pytest

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.agreement import agreement, in_words, is_contradiction


def read(digit: int, *, sure: bool) -> DigitReading:
    return DigitReading(tuple(0.91 if each == digit else 0.01 for each in range(10)), sure)


@pytest.mark.parametrize(
    ("first", "second", "words", "contradicts"),
    [
        (read(7, sure=True), read(7, sure=True), "Both read the same", False),
        (read(7, sure=True), read(1, sure=True), "They disagree", True),
        (read(7, sure=True), read(1, sure=False), "Only CNNNet is sure", True),
        (read(7, sure=False), read(1, sure=True), "Only FirstNet is sure", True),
        (read(7, sure=True), read(7, sure=False), "Only CNNNet is sure", False),
        (read(7, sure=False), read(1, sure=False), "Neither is sure", False),
        (read(7, sure=False), read(7, sure=False), "Neither is sure", False),
    ],
)
def test_two_readings_are_compared(first: DigitReading, second: DigitReading, words: str, contradicts: bool) -> None:
    assert in_words(agreement(first, second), "CNNNet", "FirstNet") == words
    assert is_contradiction(first, second) == contradicts
