"""Histories as version 0.1.0 wrote them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.runs.events import Change, EpochFinished, RunState
from mnist_desktop.runs.format_1 import upgraded
from mnist_desktop.runs.history import History, StepCurve
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, Score

ROW = {
    "epoch": 1,
    "train_loss": 0.5,
    "train_accuracy": 0.85,
    "validation_loss": 0.6,
    "validation_accuracy": 0.8,
    "test_loss": None,
    "test_accuracy": None,
    "never_read": [3],
    "seconds": 2.0,
    "images_per_second": 1000.0,
}
OLD: dict[str, Any] = {
    "name": "CNNNet 1",
    "dataset": "MNIST",
    "created": "2025-01-02T03:04:05+00:00",
    "steps": 10,
    "test_accuracy": 0.9,
    "test_loss": 0.4,
    "model": "CNNNet",
    "options": {"dropout": 0.25},
    "config": {"epochs": 2, "batch_size": 100, "augmentation": None},
    "state": "stopped",
    "seed": 0,
    "epochs": 1,
    "validation_accuracy": 0.8,
    "losses": {"stride": 2, "values": [2.3, 2.2]},
    "rows": [ROW],
    "changes": [{"at": 0.5, "learning_rate": 0.02, "momentum": 0.8}],
    "torch": "2.9.0",
}


def history(old: dict[str, Any]) -> History:
    return msgspec.convert(upgraded(old, "CNNNet", {"dropout": 0.25}), History)


def test_a_run_comes_over_whole() -> None:
    assert history(OLD) == History(
        "CNNNet 1",
        Plan("CNNNet", TrainingConfig(epochs=2, batch_size=100), {"dropout": 0.25}, dataset="mnist"),
        created="2025-01-02T03:04:05+00:00",
        state=RunState.STOPPED,
        steps=10,
        losses=StepCurve(2, [2.3, 2.2]),
        epochs=[EpochFinished(1, 0.5, 0.85, (Score(HELD_OUT, 0.8, 0.6),), 2.0, 1000.0)],
        changes=[Change(0.5, 0.02, 0.8)],
        scores=(Score(HELD_OUT, 0.8), Score("MNIST test", 0.9, 0.4)),
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [("MNIST", "mnist"), ("QMNIST", "qmnist"), ("EMNIST digits", "emnist-digits"), ("mnist", "mnist")],
)
def test_a_data_set_is_known_by_its_old_title(title: str, name: str) -> None:
    assert history({**OLD, "dataset": title}).plan.dataset == name


def test_a_run_on_an_unknown_data_set_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        history({**OLD, "dataset": "kuzushiji"})


def test_runs_from_before_any_digit_was_spared_go_on_sparing_none() -> None:
    early = {**OLD, "config": {"augmentation": {"rotation": 3.0}}}
    assert history(early).plan.config.augmentation == Augmentation(rotation=3.0, spared=0.0)
    later = {**OLD, "config": {"augmentation": {"rotation": 3.0, "spared": 0.5}}}
    assert history(later).plan.config.augmentation == Augmentation(rotation=3.0, spared=0.5)


@pytest.mark.parametrize(
    ("old", "name", "scores"),
    [
        ({}, "", ()),
        ({"name": "mine", "test_accuracy": 0.9}, "mine", (Score("MNIST test", 0.9),)),
        ({"validation_accuracy": 0.8, "test_accuracy": None}, "", (Score(HELD_OUT, 0.8),)),
    ],
)
def test_weights_alone_carry_over_their_accuracy(old: dict[str, Any], name: str, scores: tuple[Score, ...]) -> None:
    plan = Plan("CNNNet", options={"dropout": 0.25})
    assert history(old) == History(name, plan, state=RunState.FINISHED, scores=scores)


@pytest.mark.parametrize("missing", ["name", "model", "options", "config", "dataset", "created", "state", "steps"])
def test_a_run_without_one_of_its_parts_is_refused(missing: str) -> None:
    with pytest.raises(KeyError):
        upgraded({key: value for key, value in OLD.items() if key != missing}, "CNNNet", {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": 5},
        {"rows": [5]},
        {"config": None},
        {"config": {"augmentation": 5}},
        {"losses": {"stride": 0}},
        {"state": "asleep"},
        {"changes": None},
        {"dataset": None},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError, msgspec.ValidationError)):
        history({**OLD, **wrong})
