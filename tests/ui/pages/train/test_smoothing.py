from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.ui.pages.train.smoothing import BLOCK, Values, smoothed, weight_of

VALUES = arrays(np.float64, st.integers(1, 3 * BLOCK), elements=st.floats(0, 10))


def one_by_one(values: Values, weight: float) -> list[float]:
    result, total, seen = [], 0.0, 0.0
    for value in values.tolist():
        total = weight * total + (1 - weight) * value
        seen = weight * seen + (1 - weight)
        result.append(total / seen)
    return result


def test_no_weight_smooths_nothing() -> None:
    assert smoothed(np.array([3.0, 1.0, 2.0]), 0.0).tolist() == [3.0, 1.0, 2.0]


def test_it_starts_at_the_first_value_and_forgets_it() -> None:
    curve = smoothed(np.array([8.0] + [1.0] * 200), 0.9)
    assert curve[0] == pytest.approx(8.0)
    assert curve[-1] == pytest.approx(1.0, abs=1e-6)


@given(VALUES, st.floats(0, 0.999))
def test_in_blocks_it_is_what_it_is_one_by_one(values: Values, weight: float) -> None:
    assert smoothed(values, weight) == pytest.approx(one_by_one(values, weight), abs=1e-9)


@given(VALUES, st.floats(0, 0.999))
def test_it_stays_between_the_lowest_and_the_highest(values: Values, weight: float) -> None:
    curve = smoothed(values, weight)
    assert curve.min() >= values.min() - 1e-6
    assert curve.max() <= values.max() + 1e-6


def test_a_curve_of_nothing_is_empty() -> None:
    assert smoothed(np.array([]), 0.9).size == 0


def test_the_slider_goes_from_nothing_to_a_thousand_steps() -> None:
    assert weight_of(0) == 0.0
    assert weight_of(100) == pytest.approx(0.999)
    assert weight_of(100, stride=2) == pytest.approx(0.999**2)
