from __future__ import annotations

import numpy as np

from mnist_desktop.reading.shades import shades, size


def of(*values: float) -> list[int]:
    return [int(each) for each in shades(np.array(values, np.float32))]


def test_nothing_is_in_the_middle_and_the_largest_size_at_the_end() -> None:
    assert of(0, 2, -1) == [128, 255, 64]
    assert of(0, 1, -2) == [128, 192, 1]


def test_all_that_is_nothing_stays_in_the_middle() -> None:
    assert of(0, 0) == [128, 128]
    assert of(float("nan"), 1) == [128, 255]
    assert list(shades(np.array([], np.float32))) == []


def test_the_scale_can_be_given() -> None:
    assert list(shades(np.array([1, -1, 9], np.float32), 2)) == [192, 64, 255]


def test_the_size_is_how_far_a_value_is_from_nothing() -> None:
    assert size(np.array([1, -3, np.nan], np.float32)) == 3
