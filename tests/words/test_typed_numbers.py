from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.words import typed_numbers


@pytest.mark.parametrize(
    ("value", "text"), [(0.001, "0.001"), (0.1, "0.1"), (1e-05, "1e-05"), (0.0, "0"), (10.0, "10"), (0.9999, "0.9999")]
)
def test_a_number_is_shown_as_short_as_it_is(value: float, text: str) -> None:
    assert typed_numbers.shown(value) == text


@given(st.floats(1e-8, 1e4))
def test_what_is_shown_reads_back_as_the_same_number(value: float) -> None:
    assert typed_numbers.parsed(typed_numbers.shown(value, ",")) == value


@pytest.mark.parametrize("text", ["0,01", "0.01", "1e-2", "1E-2", ".01", " 0.01 "])
def test_a_hundredth_can_be_typed_in_many_ways(text: str) -> None:
    assert typed_numbers.parsed(text) == 0.01


@pytest.mark.parametrize("text", ["", "abc", "1e", "1,2,3"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed_numbers.parsed(text) is None


@pytest.mark.parametrize(("text", "may"), [("", True), ("1e-", True), ("0,", True), ("x", False), ("1.2.3", False)])
def test_typing_can_go_on_only_where_a_number_can_come_of_it(text: str, may: bool) -> None:
    assert typed_numbers.may_become_one(text) is may


def test_rates_step_along_a_ladder() -> None:
    assert [typed_numbers.next_rate(0.01, steps) for steps in (-3, -2, -1, 0, 1, 2, 3)] == [
        *(0.001, 0.002, 0.005, 0.01),
        *(0.02, 0.05, 0.1),
    ]


@pytest.mark.parametrize(("steps", "rung"), [(1, 0.05), (-1, 0.02)])
def test_a_rate_between_two_rungs_goes_to_the_nearest(steps: int, rung: float) -> None:
    assert typed_numbers.next_rate(0.03, steps) == rung


@given(st.floats(1e-8, 1e4))
def test_a_step_up_is_up_and_a_step_down_is_down(value: float) -> None:
    assert typed_numbers.next_rate(value, -1) < value < typed_numbers.next_rate(value, 1)
