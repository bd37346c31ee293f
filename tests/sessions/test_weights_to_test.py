"""Which weights there are to test, how they are called, and which are in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from stand_ins import StandInTrainer, heard, kept_run

from mnist_desktop import paths
from mnist_desktop.learning.library import Library
from mnist_desktop.reading import predictor
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.weights_to_test import WeightsToTest
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import LiveWeights, TrainingWorker

FACTORY = ["CNNNet, factory weights", "FirstNet, factory weights"]
LIVE = WeightsChoice("CNNNet", "cnnnet-7")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def weights(state: ApplicationState, trainer: StandInTrainer, library: Library) -> Iterator[WeightsToTest]:
    owner = QObject()
    yield WeightsToTest(state, lambda: library, cast(TrainingWorker, trainer), owner)
    owner.deleteLater()


def titles(weights: WeightsToTest) -> list[str]:
    return [choice.title for choice in weights.choices]


def begin(state: ApplicationState, *, steps: int = 0) -> None:
    run = kept_run("CNNNet 7")
    for _ in range(steps):
        run.history.losses.add(0.5)
    state.show_run(run)
    state.follow("CNNNet")
    state.run_started.emit(run)


def publish(trainer: StandInTrainer) -> Any:
    loaded = predictor.load("CNNNet")
    trainer.weights_published.emit(LiveWeights("CNNNet", loaded))
    return loaded


def test_factory_weights_come_first_and_then_the_runs_the_newest_first(
    weights: WeightsToTest, state: ApplicationState
) -> None:
    assert sorted(titles(weights)) == FACTORY
    told = heard(weights.changed)
    state.set_runs({run.id: run for run in (kept_run("CNNNet 1"), kept_run("CNNNet 2"))})
    assert titles(weights)[2:] == ["CNNNet 2", "CNNNet 1"]
    assert "learning rate" in weights.choices[2].about
    assert told


def test_the_run_under_way_is_there_once_its_weights_are(
    weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer
) -> None:
    begin(state, steps=20)
    assert not weights.are_there(LIVE)
    assert weights.in_use == WeightsChoice("CNNNet")
    live = publish(trainer)
    assert titles(weights)[2:] == ["CNNNet 7, learning now"]
    assert weights.in_use == LIVE
    assert weights.predictor_of(LIVE)() is live


@pytest.mark.parametrize(
    ("steps", "place"),
    [(1, "epoch 1, step 1"), (10, "epoch 1, step 10"), (11, "epoch 2, step 1"), (25, "epoch 3, step 5")],
)
def test_what_changes_all_the_time_says_of_when_it_is(
    weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer, steps: int, place: str
) -> None:
    begin(state, steps=steps)
    publish(trainer)
    assert weights.title_now(LIVE) == f"CNNNet 7 at {place}"


def test_a_predictor_is_that_of_the_moment_of_asking(
    weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer
) -> None:
    begin(state)
    first = publish(trainer)
    make = weights.predictor_of(LIVE)
    publish(trainer)
    assert make() is first


def test_a_network_that_follows_no_run_uses_what_was_chosen_although_one_is_under_way(
    weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer
) -> None:
    begin(state)
    publish(trainer)
    state.choose(WeightsChoice("CNNNet", "cnnnet-1"))
    assert weights.in_use == WeightsChoice("CNNNet", "cnnnet-1")
    assert weights.are_there(LIVE)
    state.choose_network("FirstNet")
    assert weights.in_use == WeightsChoice("FirstNet")


@pytest.mark.parametrize("is_saved", [True, False])
def test_an_ended_run_is_its_file_and_without_one_its_last_weights(
    weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer, is_saved: bool
) -> None:
    begin(state)
    publish(trainer)
    assert state.run is not None
    if is_saved:
        state.add_run(state.run)
    state.run_ended.emit(state.run.history)
    assert titles(weights)[2:] == (["CNNNet 7"] if is_saved else ["CNNNet 7, not saved"])
    assert weights.is_live(LIVE) is not is_saved


def test_a_discarded_run_is_gone(weights: WeightsToTest, state: ApplicationState, trainer: StandInTrainer) -> None:
    begin(state)
    publish(trainer)
    state.show_run(None)
    assert not weights.are_there(LIVE)
    assert weights.title_of(LIVE) == "CNNNet"


def test_weights_of_files_are_loaded_by_who_asks(weights: WeightsToTest, library: Library) -> None:
    kept = library.adopt(paths.weights("FirstNet"))
    weights.predictor_of(WeightsChoice("FirstNet", kept.id))()
    library.delete(kept.id)
    make = weights.predictor_of(WeightsChoice("FirstNet", kept.id))
    with pytest.raises(CheckpointError):
        make()
