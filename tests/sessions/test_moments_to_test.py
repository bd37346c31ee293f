"""Which moments of a kept run there are to compare with, and how they are called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from moments import RUNS, runs_with_moments
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.learning.library import Library
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.sessions.moments_to_test import MomentChoice, MomentsToTest
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.workers.steps import StepAsker

RUN, OTHER = RUNS["CNNNet"], RUNS["FirstNet"]
START = MomentChoice("CNNNet", RUN, 0)


@pytest.fixture
def library(tmp_path: Path, state: ApplicationState) -> Library:
    library = runs_with_moments(tmp_path)
    state.set_runs({kept.id: kept for kept in library.runs()})
    return library


@pytest.fixture
def moments(state: ApplicationState, library: Library) -> Iterator[MomentsToTest]:
    owner = QObject()
    asker = StepAsker(owner)
    yield MomentsToTest(state, lambda: library, asker, owner)
    asker.stop()
    owner.deleteLater()


def find(qtbot: QtBot, moments: MomentsToTest, run: str) -> None:
    with qtbot.waitSignal(moments.changed):
        moments.look_for(run)


def titles(moments: MomentsToTest, run: str) -> list[str]:
    return [choice.title for choice in moments.choices(run)]


def test_they_are_found_when_looked_for(moments: MomentsToTest, qtbot: QtBot) -> None:
    assert titles(moments, RUN) == []
    find(qtbot, moments, RUN)
    assert titles(moments, RUN) == ["CNNNet 1 before training"]
    assert moments.choices(RUN)[0].value == START
    assert moments.title_now(START) == "CNNNet 1 before training"
    assert titles(moments, OTHER) == []


def test_of_two_runs_the_later_one_counts(moments: MomentsToTest, qtbot: QtBot) -> None:
    find(qtbot, moments, OTHER)
    told = heard(moments.changed)
    moments.look_for(RUN)
    moments.look_for(OTHER)
    qtbot.waitUntil(lambda: not moments._asker._tasks)
    assert len(told) == 1
    assert titles(moments, RUN) == []
    assert titles(moments, OTHER) == ["FirstNet 1 before training"]


def test_they_stay_while_they_are_looked_for_again(moments: MomentsToTest, qtbot: QtBot) -> None:
    find(qtbot, moments, RUN)
    moments.look_for(RUN)
    assert titles(moments, RUN)


def test_a_run_that_is_gone_or_none_has_none(moments: MomentsToTest, state: ApplicationState, qtbot: QtBot) -> None:
    find(qtbot, moments, RUN)
    state.set_runs({})
    assert titles(moments, RUN) == []
    moments.look_for("")
    assert titles(moments, "") == []


def test_a_run_that_goes_meanwhile_has_none(
    moments: MomentsToTest, state: ApplicationState, qtbot: QtBot, messages: list[Message]
) -> None:
    told = heard(moments.changed)
    moments.look_for(RUN)
    state.set_runs({})
    qtbot.waitUntil(lambda: not moments._asker._tasks)
    assert not told
    assert not messages


def test_weights_are_loaded_by_who_asks(moments: MomentsToTest, library: Library) -> None:
    assert moments.predictor_of(START)().network.name == "CNNNet"
    make = moments.predictor_of(START)
    library.delete(RUN)
    with pytest.raises(CheckpointError):
        make()
