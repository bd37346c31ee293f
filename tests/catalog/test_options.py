"""An option accepts the values it may have, and refuses all others by its name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.options import Number, OneOf, Option, Switch, Whole, check_all
from mnist_desktop.catalog.training import DISTORTIONS, TRAINING_OPTIONS
from mnist_desktop.system.errors import ProblemError

ALL = [*TRAINING_OPTIONS, *DISTORTIONS, *(option for row in NETWORKS.values() for option in row.options)]
RANGES = [option for option in ALL if isinstance(option, Whole | Number)]
NUMBERS = [option for option in ALL if isinstance(option, Number)]
WHOLE = [option for option in ALL if isinstance(option, Whole)]
CHOICES = [option for option in ALL if isinstance(option, OneOf)]
SWITCHES = [option for option in ALL if isinstance(option, Switch)]


def named(option: Option) -> str:
    return option.name


def refusal(option: Option, value: object) -> str:
    with pytest.raises(ProblemError) as refused:
        option.check(value)
    assert refused.value.problem.values["option"] == option.name
    return refused.value.problem.code


@pytest.mark.parametrize("option", ALL, ids=named)
def test_every_default_passes_the_check(option: Option) -> None:
    option.check(option.default)


def test_no_two_options_of_a_row_have_the_same_name() -> None:
    for options in (TRAINING_OPTIONS, DISTORTIONS, *(row.options for row in NETWORKS.values())):
        names = [option.name for option in options]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("option", RANGES, ids=named)
def test_both_ends_of_a_range_are_in_it(option: Whole | Number) -> None:
    option.check(option.low)
    option.check(option.high)


@given(st.sampled_from(WHOLE), st.integers())
def test_a_whole_number_passes_where_it_is_in_the_range(option: Whole, value: int) -> None:
    if option.low <= value <= option.high:
        option.check(value)
    else:
        assert refusal(option, value) == "option_out_of_range"


@given(st.sampled_from(NUMBERS), st.floats() | st.integers())
def test_a_number_passes_where_it_is_in_the_range(option: Number, value: float) -> None:
    if option.low <= value <= option.high:
        option.check(value)
    else:
        assert refusal(option, value) == "option_out_of_range"


@pytest.mark.parametrize("option", RANGES, ids=named)
@pytest.mark.parametrize("value", [True, False, "1", None, [1], float("nan"), float("inf"), -1, 10**400], ids=repr)
def test_a_value_of_another_type_or_out_of_range_is_refused(option: Whole | Number, value: Any) -> None:
    assert refusal(option, value) == "option_out_of_range"


@pytest.mark.parametrize("option", WHOLE, ids=named)
def test_a_fraction_is_no_whole_number(option: Whole) -> None:
    assert refusal(option, float(option.default)) == "option_out_of_range"


def test_the_refusal_says_the_range() -> None:
    with pytest.raises(ProblemError) as refused:
        Whole(name="grid", low=2, high=28, default=5).check(1)
    assert refused.value.problem.values == {"option": "grid", "low": 2, "high": 28}


@pytest.mark.parametrize("option", CHOICES, ids=named)
@pytest.mark.parametrize("value", ["sgd", "", None, 1, True, ["SGD"], {}], ids=repr)
def test_what_is_none_of_the_choices_is_refused(option: OneOf, value: Any) -> None:
    assert refusal(option, value) == "option_not_choice"


@pytest.mark.parametrize("option", CHOICES, ids=named)
def test_every_choice_passes(option: OneOf) -> None:
    for choice in option.choices:
        option.check(choice)


@pytest.mark.parametrize("option", SWITCHES, ids=named)
@pytest.mark.parametrize("value", [0, 1, "on", None, 0.0], ids=repr)
def test_a_switch_is_on_or_off_and_nothing_else(option: Switch, value: Any) -> None:
    option.check(True)
    option.check(False)
    assert refusal(option, value) == "option_not_switch"


def test_a_missing_value_is_refused_by_the_name_of_its_option() -> None:
    [dropout] = NETWORKS["CNNNet"].options
    with pytest.raises(ProblemError) as refused:
        check_all([dropout], {})
    assert refused.value.problem.values["option"] == "dropout"


def test_an_unknown_option_is_refused_by_its_name() -> None:
    with pytest.raises(ProblemError) as refused:
        check_all(NETWORKS["CNNNet"].options, {"dropout": 0.5, "width": 3, "depth": 1})
    assert refused.value.problem.code == "option_unknown"
    assert refused.value.problem.values == {"option": "depth, width"}
