"""In which order there are weights to compare with, and what reads with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from moments import RUNS, STEPS, runs_with_moments
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer, heard

from mnist_desktop.learning.library import Library
from mnist_desktop.sessions.against_choices import AgainstChoices
from mnist_desktop.sessions.moments_to_test import MomentChoice, MomentsToTest
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.weights_to_test import WeightsToTest
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.steps import StepAsker
from mnist_desktop.workers.training import TrainingWorker

RUN, OTHER = WeightsChoice("CNNNet", RUNS["CNNNet"]), WeightsChoice("FirstNet", RUNS["FirstNet"])
START = MomentChoice("CNNNet", RUN.run, STEPS[0])


class Stage:
    """The choices, with a run of each network that has moments."""

    def __init__(self, state: ApplicationState, library: Library, trainer: StandInTrainer) -> None:
        self.owner = QObject()
        self.state, self.asker = state, StepAsker(self.owner)
        self.moments = MomentsToTest(state, lambda: library, self.asker, self.owner)
        weights = WeightsToTest(state, lambda: library, cast(TrainingWorker, trainer), self.owner)
        self.choices = AgainstChoices(state, weights, self.moments, self.owner)
        state.set_runs({kept.id: kept for kept in library.runs()})

    def titles(self, tested: WeightsChoice) -> list[str]:
        return [choice.title for choice in self.choices.arranged(tested)]

    def make_child(self, child: WeightsChoice, parent: WeightsChoice) -> None:
        """Let a run be one that continued another."""
        runs = {kept.id: kept for kept in self.state.runs}
        history = runs[child.run].history
        history.plan = replace(history.plan, parent=parent.run)
        self.state.set_runs(runs)


@pytest.fixture
def stage(state: ApplicationState, trainer: StandInTrainer, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(state, runs_with_moments(tmp_path), trainer)
    yield stage
    stage.asker.stop()
    stage.owner.deleteLater()


def test_moments_come_after_the_factory_weights_of_their_network_once_they_are_found(
    stage: Stage, qtbot: QtBot
) -> None:
    rest = ["FirstNet, factory weights", "FirstNet 1"]
    assert stage.titles(RUN) == ["CNNNet, factory weights", *rest]
    with qtbot.waitSignal(stage.choices.changed):
        stage.moments.look_for(RUN.run)
    assert stage.titles(RUN) == ["CNNNet, factory weights", "CNNNet 1 before training", *rest]


def test_only_the_tested_run_has_its_moments_listed(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.choices.changed):
        stage.moments.look_for(RUN.run)
    assert stage.titles(OTHER) == ["FirstNet, factory weights", "CNNNet, factory weights", "CNNNet 1"]
    assert "CNNNet 1 before training" not in stage.titles(WeightsChoice("CNNNet"))


@pytest.mark.parametrize(
    ("child", "parent", "first"),
    [(RUN, OTHER, "FirstNet 1 (which it continued)"), (OTHER, RUN, "FirstNet 1 (which continued it)")],
    ids=["parent", "child"],
)
def test_what_was_continued_and_what_continued_come_first(
    stage: Stage, child: WeightsChoice, parent: WeightsChoice, first: str
) -> None:
    told = heard(stage.choices.changed)
    stage.make_child(child, parent)
    assert told
    assert stage.titles(RUN)[0] == first


def test_each_has_a_name_and_a_predictor_of_its_own(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.choices.changed):
        stage.moments.look_for(RUN.run)
    assert stage.choices.title_now(START) == "CNNNet 1 before training"
    assert stage.choices.title_now(RUN) == "CNNNet 1"
    start, end = (stage.choices.predictor_of(other)().network.weights["fc2.bias"] for other in (START, RUN))
    assert start.shape == end.shape
    assert not np.allclose(start, end)
