"""The run under way, with a real page and a stand-in for the worker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer, heard, kept_run, plan

from mnist_desktop.learning.control import Mode, TrainingControl
from mnist_desktop.runs.events import (
    ChangeRefused,
    EpochFinished,
    EpochsChanged,
    Fetching,
    NotSaved,
    Preparing,
    RunDiverged,
    RunState,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.train.fields import RateSpin
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.reading import WeightsChoice, WeightsInUse
from mnist_desktop.workers.training import Resume, Start

FULL = Problem("run_not_saved", {"run": "CNNNet 1", "reason": "the disk is full"})
pytestmark = pytest.mark.usefixtures("training")


def click(page: TrainPage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isEnabled(), f"{name} cannot be clicked"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(page: TrainPage, name: str) -> bool:
    part = page.findChild(QWidget, name)
    assert part is not None, name
    return part.isVisible()


def status(page: TrainPage) -> str:
    label = page.findChild(QLabel, "trainingStatus")
    assert label is not None
    return label.text()


def mode_of(control: TrainingControl) -> Mode:
    return control.mode  # by a function, or mypy takes it for the same ever after


def started(trainer: StandInTrainer) -> Start:
    assert isinstance(trainer.asked[-1], Start)
    return trainer.asked[-1]


@pytest.fixture
def under_way(page: TrainPage, trainer: StandInTrainer, state: ApplicationState) -> KeptRun:
    """A run of CNNNet that a person started, whose weights read."""
    run = kept_run()
    click(page, "trainButton")
    state.run_started.connect(lambda kept: state.follow(kept.history.plan.network))
    trainer.begin(run)
    return run


def test_train_starts_the_plan_of_the_form(page: TrainPage, trainer: StandInTrainer) -> None:
    page.form.set_plan("", plan(epochs=9))
    click(page, "trainButton")
    assert started(trainer).plan == plan(epochs=9)
    assert status(page) == "Getting ready…"
    assert page.form.plan == plan(epochs=9)


def test_what_training_takes_is_loaded_behind_the_window(training: TrainingSession, trainer: StandInTrainer) -> None:
    training.begin()
    assert trainer.asked == ["prepare"]


def test_a_run_that_began_is_the_one_on_show(
    page: TrainPage, training: TrainingSession, state: ApplicationState, under_way: KeptRun
) -> None:
    assert state.run is under_way
    assert page.board.shown.history is under_way.history
    assert training.run_under_way == under_way.id
    assert page.form.plan == under_way.history.plan


def test_an_epoch_more_is_shown_in_the_form(page: TrainPage, trainer: StandInTrainer, under_way: KeptRun) -> None:
    assert page.form.plan.config.epochs == 5
    trainer.events_came.emit((EpochsChanged(6),))
    assert page.form.plan.config.epochs == 6


def test_the_buttons_reach_the_run(page: TrainPage, trainer: StandInTrainer, under_way: KeptRun) -> None:
    control = started(trainer).control
    click(page, "pauseButton")
    assert mode_of(control) is Mode.PAUSE
    trainer.events_came.emit((StateChanged(RunState.PAUSED),))
    click(page, "pauseButton")  # which now says Resume
    assert mode_of(control) is Mode.RUN
    click(page, "epochButton")
    assert control.take_epochs() == 1
    click(page, "stopButton")
    assert control.mode is Mode.STOP
    assert under_way.history.state is RunState.PAUSED


def test_closing_the_window_ends_the_run_quickly(
    training: TrainingSession, trainer: StandInTrainer, under_way: KeptRun
) -> None:
    training.quit()
    assert started(trainer).control.mode is Mode.QUIT


def test_rates_edited_while_a_run_is_under_way_are_for_that_run(page: TrainPage, trainer: StandInTrainer) -> None:
    rate = page.findChild(RateSpin, "learningRateSpin")
    assert rate is not None
    page.form.set_plan("", plan(learning_rate=0.1, momentum=0.9))
    QTest.keyClick(rate, Qt.Key.Key_Down)
    click(page, "trainButton")
    control = started(trainer).control
    assert control.take_rates() is None
    QTest.keyClick(rate, Qt.Key.Key_Down)
    assert control.take_rates() == (0.02, 0.9)


def test_events_become_the_history_and_what_the_status_says(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, qtbot: QtBot
) -> None:
    bar = page.findChild(QProgressBar, "trainingProgress")
    assert bar is not None
    trainer.events_came.emit((Fetching(2**20, 4 * 2**20),))
    assert status(page) == "Fetching the data: 1 of 4 MB"
    assert bar.value() == 250
    trainer.events_came.emit((Preparing(1000, 2000),))
    assert status(page) == "Preparing: 1,000 of 2,000 drawings made"
    trainer.events_came.emit((StepFinished(3, 5, 10, 0.25, 256, 0.01),))
    qtbot.waitUntil(lambda: status(page).startswith("Epoch 3 of 5, step 5 of 10"))
    assert under_way.history.losses.values == [0.25]
    trainer.events_came.emit((Scoring(5000, 10_000),))
    assert status(page) == "Scoring: 5,000 of 10,000 images read"


def test_a_hint_comes_with_an_epoch_and_its_rate_is_given_to_the_run(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun
) -> None:
    low = replace(under_way.history.plan, config=replace(under_way.history.plan.config, learning_rate=1e-6))
    under_way.history.plan = low
    trainer.events_came.emit((EpochFinished(3, 2.2, 0.2, under_way.history.scores, 1.0, 1000.0),))
    click(page, "applyHintButton")
    assert started(trainer).control.take_rates() == (1e-5, low.config.momentum)
    assert page.form.plan.config.learning_rate == 1e-5
    assert not shown(page, "hintBar")


def test_a_hint_about_a_run_that_diverged_starts_another_from_scratch(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState
) -> None:
    under_way.history.plan = replace(under_way.history.plan, parent="parent")
    trainer.events_came.emit((RunDiverged(3, 7),))
    trainer.ended.emit()
    assert not shown(page, "decisionBar")
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    rate = under_way.history.plan.config.learning_rate
    click(page, "applyHintButton")
    assert started(trainer).plan.config.learning_rate == pytest.approx(rate / 10)
    assert started(trainer).plan.parent == ""


def test_what_the_run_refuses_is_told(trainer: StandInTrainer, under_way: KeptRun, messages: list[Message]) -> None:
    problem = Problem("option_out_of_range", {"option": "epochs"})
    trainer.events_came.emit((ChangeRefused(problem),))
    assert [message.about for message in messages] == [problem]
    assert under_way.history.state is RunState.RUNNING


def test_a_run_that_finished_reads_and_a_person_decides(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState, training: TrainingSession
) -> None:
    state.set_weights(WeightsInUse(WeightsChoice("CNNNet"), "", (), under_way.history.scores))
    kept, ended = heard(training.kept), heard(state.run_ended)
    trainer.finish(under_way)
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet", under_way.id)
    assert state.find(under_way.id) is under_way
    assert ended == [(under_way.history,)]
    assert training.run_under_way == ""
    text = page.findChild(QLabel, "decisionBarText")
    assert text is not None
    assert "the factory weights 98.00" in text.text()
    assert kept == []
    click(page, "keepButton")
    assert kept == [(under_way.id,)]
    assert not shown(page, "decisionBar")


def test_discard_goes_back_to_what_read_before_and_shows_no_run(
    page: TrainPage, trainer: StandInTrainer, state: ApplicationState, training: TrainingSession
) -> None:
    state.choose(WeightsChoice("CNNNet", "earlier"))
    run = kept_run()
    click(page, "trainButton")
    trainer.begin(run)
    state.follow("CNNNet")
    trainer.finish(run)
    discarded = heard(training.discarded)
    click(page, "discardButton")
    assert discarded == [(run.id, WeightsChoice("CNNNet", "earlier"))]
    assert state.run is None
    assert page.board.shown.history is None
    assert status(page) == "Ready to train"


def test_discard_leaves_weights_alone_that_were_chosen_meanwhile(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState, training: TrainingSession
) -> None:
    trainer.finish(under_way)
    state.choose(WeightsChoice("CNNNet", "another"))
    discarded = heard(training.discarded)
    click(page, "discardButton")
    assert discarded == [(under_way.id, None)]


@pytest.mark.parametrize("follow", [True, False])
def test_weights_chosen_while_a_run_is_under_way_read_on_after_it(
    trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState, follow: bool
) -> None:
    if not follow:
        state.choose(WeightsChoice("CNNNet", "another"))
    trainer.finish(under_way)
    assert state.chosen("CNNNet").run == (under_way.id if follow else "another")


def test_one_more_epoch_of_a_finished_run_is_a_new_run_with_a_parent(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, training: TrainingSession
) -> None:
    kept = heard(training.kept)
    trainer.finish(under_way)
    click(page, "epochButton")
    assert started(trainer).plan.parent == under_way.id
    assert started(trainer).plan.config.epochs == 3
    assert kept == [(under_way.id,)]


def test_one_more_epoch_of_a_stopped_run_resumes_it(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun
) -> None:
    trainer.run_saved.emit(under_way)
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    click(page, "epochButton")
    again = trainer.asked[-1]
    assert isinstance(again, Resume)
    assert (again.run, again.epochs) == (under_way.id, 3)


def test_a_new_run_waits_until_the_one_under_way_has_ended(
    training: TrainingSession, trainer: StandInTrainer, under_way: KeptRun, page: TrainPage
) -> None:
    first, kept = started(trainer), heard(training.kept)
    trainer.run_saved.emit(under_way)
    training.start(plan(epochs=9))
    assert first.control.mode is Mode.STOP
    assert trainer.asked == [first]
    assert kept == []
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    assert kept == [(under_way.id,)]
    assert started(trainer).plan == plan(epochs=9)
    assert not shown(page, "decisionBar")


def test_a_run_that_is_cancelled_is_discarded_at_its_end_and_the_next_begins(
    training: TrainingSession, trainer: StandInTrainer, under_way: KeptRun, page: TrainPage, state: ApplicationState
) -> None:
    discarded = heard(training.discarded)
    training.cancel()
    assert started(trainer).control.mode is Mode.STOP
    training.start(plan(epochs=9))
    trainer.run_saved.emit(under_way)
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    assert discarded == [(under_way.id, WeightsChoice("CNNNet"))]
    assert started(trainer).plan == plan(epochs=9)
    trainer.begin(kept_run("CNNNet 2"))
    trainer.finish(kept_run("CNNNet 2"))
    assert shown(page, "decisionBar")


def test_a_run_under_way_is_not_kept_before_its_end(
    training: TrainingSession, trainer: StandInTrainer, under_way: KeptRun, page: TrainPage
) -> None:
    kept = heard(training.kept)
    trainer.run_saved.emit(under_way)
    training.decide_to_keep()
    assert kept == []
    trainer.finish(under_way)
    assert shown(page, "decisionBar")


@pytest.fixture
def not_saved(trainer: StandInTrainer, under_way: KeptRun) -> KeptRun:
    """A run that finished while the disk was full."""
    trainer.events_came.emit((NotSaved(FULL),))
    trainer.finish(under_way, saved=False)
    return under_way


def test_a_run_that_cannot_be_saved_reads_on_and_is_offered_to_be_saved_elsewhere(
    messages: list[Message],
    not_saved: KeptRun,
    state: ApplicationState,
    page: TrainPage,
    trainer: StandInTrainer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert state.live == "CNNNet"
    assert not shown(page, "decisionBar")
    assert (messages[-1].about, messages[-1].action) == (FULL, "Save as…")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    before = list(trainer.asked)
    messages[-1].act()
    assert trainer.asked == before
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    messages[-1].act()
    assert trainer.asked[-1] == tmp_path / "mine.safetensors"


def test_a_run_that_cannot_be_saved_can_be_trained_on(
    not_saved: KeptRun, page: TrainPage, trainer: StandInTrainer
) -> None:
    click(page, "epochButton")
    assert started(trainer).plan.parent == not_saved.id


def test_a_run_whose_last_save_failed_can_be_discarded(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, training: TrainingSession
) -> None:
    trainer.run_saved.emit(under_way)
    trainer.events_came.emit((NotSaved(FULL),))
    trainer.finish(under_way, saved=False)
    discarded = heard(training.discarded)
    click(page, "discardButton")
    assert discarded == [(under_way.id, WeightsChoice("CNNNet"))]


def test_a_run_that_could_be_saved_in_the_end_is_offered_nowhere_else(
    trainer: StandInTrainer, under_way: KeptRun, messages: list[Message]
) -> None:
    trainer.events_came.emit((NotSaved(FULL),))
    trainer.finish(under_way)
    assert [message.action for message in messages] == [""]


@pytest.mark.parametrize("begin", ["start", "resume"])
def test_where_a_run_cannot_begin_the_run_on_show_stays_as_it_was(
    begin: str,
    page: TrainPage,
    trainer: StandInTrainer,
    training: TrainingSession,
    state: ApplicationState,
    under_way: KeptRun,
    messages: list[Message],
) -> None:
    trainer.finish(under_way)
    before = status(page)
    if begin == "start":
        click(page, "trainButton")
    else:
        training.resume(kept_run("CNNNet 2", state=RunState.STOPPED))
    problem = Problem("run_in_use", {"run": "CNNNet 2"})
    trainer.failed.emit(problem)
    trainer.ended.emit()
    assert messages[-1].about == problem
    assert status(page) == before
    assert state.run is not None
    assert state.run.id == under_way.id
    click(page, "epochButton")


def test_a_run_that_breaks_off_ends_and_train_works_again(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState, messages: list[Message]
) -> None:
    trainer.failed.emit(Problem("unexpected", {"kind": "ZeroDivisionError"}))
    trainer.ended.emit()
    assert under_way.history.state is RunState.STOPPED
    assert state.live == ""
    assert [message.about for message in messages] == [Problem("unexpected", {"kind": "ZeroDivisionError"})]
    click(page, "trainButton")
    assert started(trainer).control.mode is Mode.RUN


def test_a_kept_run_that_was_stopped_is_resumed_and_a_finished_one_trained_on(
    training: TrainingSession, trainer: StandInTrainer
) -> None:
    training.resume(kept_run("CNNNet 4", state=RunState.RUNNING))
    assert (trainer.asked[-1].run, trainer.asked[-1].epochs) == ("cnnnet-4", None)
    trainer.ended.emit()
    training.resume(kept_run("CNNNet 5"))
    assert started(trainer).plan.parent == "cnnnet-5"


def test_the_form_shows_the_run_under_way_and_then_follows_the_network(
    page: TrainPage, trainer: StandInTrainer, under_way: KeptRun, state: ApplicationState
) -> None:
    state.choose_network("FirstNet")
    assert page.form.plan == under_way.history.plan
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    assert page.form.plan.network == "FirstNet"


def test_a_run_that_is_forgotten_is_shown_no_more(
    training: TrainingSession,
    page: TrainPage,
    trainer: StandInTrainer,
    under_way: KeptRun,
    state: ApplicationState,
) -> None:
    trainer.finish(under_way)
    training.forget()
    assert state.run is None
    assert page.board.shown.history is None
    assert status(page) == "Ready to train"
