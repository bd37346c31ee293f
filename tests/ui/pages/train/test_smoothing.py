from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.ui.pages.train.smoothing import smoothed, weight_of

VALUES = st.lists(st.floats(0, 10), min_size=1, max_size=50)


def test_no_weight_smooths_nothing() -> None:
    assert smoothed([3.0, 1.0, 2.0], 0.0) == [3.0, 1.0, 2.0]


def test_it_starts_at_the_first_value_and_forgets_it() -> None:
    curve = smoothed([8.0] + [1.0] * 200, 0.9)
    assert curve[0] == pytest.approx(8.0)
    assert curve[-1] == pytest.approx(1.0, abs=1e-6)


@given(VALUES, st.floats(0, 0.999))
def test_it_stays_between_the_lowest_and_the_highest(values: list[float], weight: float) -> None:
    assert all(min(values) - 1e-6 <= value <= max(values) + 1e-6 for value in smoothed(values, weight))


def test_a_curve_of_nothing_is_empty() -> None:
    assert smoothed([], 0.9) == []


def test_the_slider_goes_from_nothing_to_a_thousand_steps() -> None:
    assert weight_of(0) == 0.0
    assert weight_of(100) == pytest.approx(0.999)
    assert weight_of(100, stride=2) == pytest.approx(0.999**2)
