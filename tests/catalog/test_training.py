"""The values of a plan: each field has its row, and each value is checked."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_args

import pytest

from mnist_desktop.catalog.options import OneOf
from mnist_desktop.catalog.training import (
    DISTORTIONS,
    LEARNING_RATE,
    TRAINING_OPTIONS,
    Augmentation,
    Optimizer,
    Schedule,
    TrainingConfig,
)
from mnist_desktop.system.errors import ProblemError


def test_every_field_has_its_row() -> None:
    assert {field.name for field in fields(TrainingConfig)} == {row.name for row in TRAINING_OPTIONS} | {"augmentation"}
    assert {field.name for field in fields(Augmentation)} == {row.name for row in DISTORTIONS}


def test_the_defaults_are_those_of_the_rows() -> None:
    assert all(getattr(TrainingConfig(), row.name) == row.default for row in TRAINING_OPTIONS)
    assert all(getattr(Augmentation(), row.name) == row.default for row in DISTORTIONS)


@pytest.mark.parametrize(("name", "kind"), [("optimizer", Optimizer), ("schedule", Schedule)])
def test_the_choices_are_those_of_the_type(name: str, kind: Any) -> None:
    [row] = [row for row in TRAINING_OPTIONS if row.name == name]
    assert isinstance(row, OneOf)
    assert tuple(row.choices) == get_args(kind)


def test_only_the_rates_can_be_changed_while_a_run_is_under_way() -> None:
    assert {row.name for row in TRAINING_OPTIONS if row.live} == {LEARNING_RATE.name, "momentum"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"epochs": 1001},
        {"epochs": True},
        {"batch_size": -5},
        {"batch_size": 64.0},
        {"learning_rate": 0.0},
        {"learning_rate": 10_001},
        {"learning_rate": float("nan")},
        {"learning_rate": "0.1"},
        {"momentum": 1.0},
        {"weight_decay": -0.1},
        {"averaging": 1.0},
        {"beta2": 1.0},
        {"hold_out": -1},
        {"pen_digits": -1},
        {"non_digits": 100_001},
        {"seed": -1},
        {"seed": 2**63},
        {"optimizer": "sgd"},
        {"optimizer": ["SGD"]},
        {"schedule": None},
        {"device": "abacus"},
    ],
    ids=str,
)
def test_a_configuration_that_makes_no_sense_is_refused_by_the_name_of_its_option(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProblemError) as refused:
        TrainingConfig(**wrong)
    assert [refused.value.problem.values["option"]] == list(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rotation": "x"},
        {"scale": -0.1},
        {"shear": float("nan")},
        {"shift": True},
        {"elastic": float("inf")},
        {"grid": 1},
        {"grid": 10**9},
        {"grid": 5.0},
        {"spared": 1.1},
    ],
    ids=str,
)
def test_a_distortion_out_of_its_range_is_refused_by_its_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProblemError) as refused:
        Augmentation(**wrong)
    assert [refused.value.problem.values["option"]] == list(wrong)


@pytest.mark.parametrize(
    ("changed", "is_alone"),
    [
        ({}, True),
        ({"shift": 0.9}, False),
        ({"rotation": 1.0}, False),
        ({"elastic": 0.1}, False),
        ({"scale": 0.1}, False),
    ],
    ids=str,
)
def test_a_shift_is_alone_where_nothing_else_is_distorted(changed: dict[str, Any], is_alone: bool) -> None:
    shift = Augmentation(rotation=0.0, scale=0.0, shear=0.0, shift=1.0, elastic=0.0)
    assert replace(shift, **changed).is_shift_alone is is_alone
