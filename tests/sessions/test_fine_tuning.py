"""Learning from the samples, with a real panel and a stand-in for the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import pytest
from labelled import sample
from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer, heard, kept_run, plan

from mnist_desktop.learning.control import Mode
from mnist_desktop.runs.events import (
    CrossValidating,
    EpochFinished,
    NotSaved,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Saved,
    Scored,
    StartScored,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.plan import fine_tuning
from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.samples.sample import Sample
from mnist_desktop.sessions.fine_tuning import FineTuningSession
from mnist_desktop.sessions.mine import MineSession
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.mine.learning import LearningPanel
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import LIGHT
from mnist_desktop.workers.reading import WeightsChoice, WeightsInUse
from mnist_desktop.workers.training import FineTune, Start, TrainingWorker

MINE = tuple(sample(number, number % 10) for number in range(7))
BEFORE = (Score("MNIST test", 0.97), Score(MY_DRAWINGS, 0.5, 7))
AFTER = (Score("MNIST test", 0.98), Score(MY_DRAWINGS, 1.0, 7))
FULL = Problem("run_not_saved", {"run": "CNNNet 1", "reason": "the disk is full"})


class StandInMine(QObject):
    """Has samples, some of which contradict the rest; stands for `Samples` and for `MineSession`."""

    changed = Signal()
    suspicious_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.all: tuple[Sample, ...] = ()
        self.suspicious: frozenset[str] = frozenset()

    def teach(self, samples: Sequence[Sample]) -> None:
        self.all = tuple(samples)
        self.changed.emit()

    def doubt(self, samples: Sequence[Sample]) -> None:
        self.suspicious = frozenset(each.id for each in samples)
        self.suspicious_changed.emit()


@pytest.fixture
def mine(qapp: QObject) -> StandInMine:
    return StandInMine()


@pytest.fixture
def panel(qtbot: QtBot) -> LearningPanel:
    panel = LearningPanel()
    panel.setLocale(QLocale(QLocale.Language.English))
    panel.set_theme(LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture(autouse=True)
def session(
    state: ApplicationState, mine: StandInMine, training: TrainingSession, trainer: StandInTrainer, panel: LearningPanel
) -> Iterator[FineTuningSession]:
    # As the reading does:
    state.run_started.connect(lambda kept: state.follow(kept.history.plan.network))
    state.choice_changed.connect(lambda choice: state.set_weights(WeightsInUse(choice, "", (), ())))
    samples, page = cast(Samples, mine), cast(MineSession, mine)
    owner = QObject()
    yield FineTuningSession(state, samples, page, training, cast(TrainingWorker, trainer), panel, owner)
    owner.deleteLater()


def part(within: QWidget, name: str) -> QWidget:
    found = within.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(within: QWidget, name: str) -> None:
    button = part(within, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible(), f"{name} is not shown"
    assert button.isEnabled(), f"{name} cannot be clicked"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def says(panel: LearningPanel) -> str:
    label = part(panel, "learningStatus")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def share(panel: LearningPanel) -> float:
    """How far the bar is, or -1 if there is none."""
    bar = part(panel, "learningProgress")
    assert isinstance(bar, QProgressBar)
    return bar.value() / bar.maximum() if bar.isVisible() else -1


def offered(panel: LearningPanel) -> list[str]:
    """The buttons that can be clicked."""
    names = ("learnMineButton", "acceptButton", "cancelLearningButton", "revertButton")
    return [name.removesuffix("Button") for name in names if part(panel, name).isVisible() and _is_on(panel, name)]


def _is_on(panel: LearningPanel, name: str) -> bool:
    return part(panel, name).isEnabled()


def tuned_run(name: str = "CNNNet 1", samples: Sequence[Sample] = MINE, parent: str = "") -> KeptRun:
    """A run that has learnt samples, and was scored before and after."""
    run = kept_run(name, parent=parent)
    run.history.plan = replace(fine_tuning("CNNNet", len(samples)), parent=parent)
    run.history.samples = tuple(each.fingerprint for each in samples)
    return run


def assigned(trainer: StandInTrainer) -> FineTune:
    assert isinstance(trainer.asked[-1], FineTune)
    return trainer.asked[-1]


def learn_to_the_end(panel: LearningPanel, trainer: StandInTrainer, run: KeptRun) -> None:
    click(panel, "learnMineButton")
    trainer.begin(run)
    trainer.run_saved.emit(run)
    trainer.events_came.emit((StartScored(BEFORE), RunFinished(AFTER), Saved()))
    trainer.ended.emit()


@pytest.fixture
def learning(panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer) -> KeptRun:
    """A run that learns the samples, before its first step."""
    mine.teach(MINE)
    click(panel, "learnMineButton")
    run = tuned_run()
    trainer.begin(run)
    return run


@pytest.fixture
def learnt(panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer) -> KeptRun:
    """A run that has learnt the samples and waits for a decision."""
    mine.teach(MINE)
    run = tuned_run()
    learn_to_the_end(panel, trainer, run)
    return run


# What can be learnt


def test_without_samples_there_is_nothing_to_learn(panel: LearningPanel) -> None:
    assert (offered(panel), says(panel)) == ([], "")


def test_it_says_how_many_there_are_and_how_many_are_new(
    panel: LearningPanel, mine: StandInMine, state: ApplicationState
) -> None:
    state.set_runs({"cnnnet-1": tuned_run(samples=MINE[:3])})
    state.choose(WeightsChoice("CNNNet", "cnnnet-1"))
    mine.teach(MINE)
    assert says(panel) == "Digits to learn from: 7. New to these weights: 4."
    mine.doubt(MINE[-2:])
    assert says(panel) == "Digits to learn from: 5. New to these weights: 2."
    assert "learnMine" in offered(panel)


def test_what_all_contradicts_itself_is_not_learnt(panel: LearningPanel, mine: StandInMine) -> None:
    mine.teach(MINE[:2])
    mine.doubt(MINE)
    assert offered(panel) == []
    assert says(panel) == "Your digits contradict each other. Look at their labels."
    mine.doubt(())
    assert offered(panel) == ["learnMine"]


def test_while_a_training_is_under_way_nothing_is_learnt(
    panel: LearningPanel, mine: StandInMine, page: TrainPage, trainer: StandInTrainer
) -> None:
    mine.teach(MINE)
    click(page, "trainButton")
    run = kept_run()
    trainer.begin(run)
    assert offered(panel) == []
    assert says(panel).startswith("A training is under way.")
    trainer.finish(run)
    assert offered(panel) == ["learnMine"]
    assert says(panel).startswith("Digits to learn from: 7.")


def test_all_samples_are_given_to_the_weights_in_use(
    panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer, state: ApplicationState
) -> None:
    mine.teach(MINE)
    click(panel, "learnMineButton")
    assert assigned(trainer).samples == MINE
    assert assigned(trainer).plan == fine_tuning("CNNNet", 7)
    trainer.ended.emit()
    state.choose(WeightsChoice("CNNNet", "earlier"))
    click(panel, "learnMineButton")
    assert assigned(trainer).plan.parent == "earlier"


def test_the_network_that_reads_is_the_one_that_learns(
    panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer, state: ApplicationState
) -> None:
    mine.teach(MINE)
    state.choose_network("FirstNet")
    click(panel, "learnMineButton")
    assert assigned(trainer).plan == fine_tuning("FirstNet", 7)


# While it learns


def test_the_bar_rises_while_it_learns_and_while_that_is_checked(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer
) -> None:
    assert says(panel) == "Getting ready…"
    assert offered(panel) == ["cancelLearning"]
    seen = [share(panel)]
    for event in (
        Preparing(100, 200),
        StepFinished(1, 1, 10, 0.25, 128, 0.01),
        StepFinished(1, 10, 10, 0.25, 128, 0.01),
        EpochFinished(1, 0.5, 0.9, AFTER, 1.0, 1000.0),
        CrossValidating(1, 30),
        CrossValidating(30, 30),
    ):
        trainer.events_came.emit((event,))
        seen.append(share(panel))
    assert seen == [0, 0, pytest.approx(0.03), pytest.approx(0.3), pytest.approx(0.3), pytest.approx(0.323), 1]
    assert says(panel).startswith("Learnt. Checking with some of your digits left out")


def test_what_is_learnt_is_said_to_read_already(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer
) -> None:
    trainer.events_came.emit((StepFinished(1, 1, 10, 0.25, 128, 0.01),))
    assert says(panel) == "Learning. The pad reads with what is learnt so far."


def test_nothing_that_happens_meanwhile_hides_the_progress(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, mine: StandInMine, state: ApplicationState
) -> None:
    trainer.events_came.emit((StepFinished(1, 5, 10, 0.25, 128, 0.01),))
    mine.teach(MINE[:3])
    mine.doubt(MINE)
    state.choose_network("FirstNet")
    state.set_runs({})
    assert offered(panel) == ["cancelLearning"]
    assert share(panel) == pytest.approx(0.15)


def test_no_hint_is_given_to_what_learns_samples(page: TrainPage, learning: KeptRun, trainer: StandInTrainer) -> None:
    config = replace(learning.history.plan.config, learning_rate=1e-6)
    learning.history.plan = replace(learning.history.plan, config=config)
    trainer.events_came.emit((EpochFinished(3, 2.2, 0.2, learning.history.scores, 1.0, 1000.0),))
    assert not part(page, "hintBar").isVisible()


def test_the_form_keeps_its_own_plan_and_train_starts_from_scratch_with_it(
    page: TrainPage, panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer
) -> None:
    page.form.set_plan("", plan(epochs=9))
    mine.teach(MINE)
    learn_to_the_end(panel, trainer, tuned_run())
    assert page.form.plan == plan(epochs=9)
    click(page, "trainButton")
    assert isinstance(trainer.asked[-1], Start)
    assert trainer.asked[-1].plan == plan(epochs=9)


# What came of it


def test_what_was_learnt_reads_and_waits_for_a_decision(
    panel: LearningPanel, page: TrainPage, learnt: KeptRun, state: ApplicationState
) -> None:
    assert state.chosen("CNNNet").run == learnt.id
    assert offered(panel) == ["accept", "revert"]
    assert part(page, "decisionBar").isVisible()
    texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert [text for text in texts if text.endswith("%")] == ["50.00 %", "100.00 %", "97.00 %", "98.00 %"]


def test_what_is_accepted_is_kept_and_can_be_reverted_later(
    panel: LearningPanel, page: TrainPage, learnt: KeptRun, state: ApplicationState, training: TrainingSession
) -> None:
    kept, discarded = heard(training.kept), heard(training.discarded)
    click(panel, "acceptButton")
    assert kept == [(learnt.id,)]
    assert offered(panel) == ["learnMine", "revert"]
    assert not part(page, "decisionBar").isVisible()
    click(panel, "revertButton")
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert state.find(learnt.id) is not None
    assert discarded == []
    assert offered(panel) == ["learnMine"]


def test_what_is_reverted_at_once_is_discarded(
    panel: LearningPanel, learnt: KeptRun, training: TrainingSession
) -> None:
    discarded = heard(training.discarded)
    click(panel, "revertButton")
    assert discarded == [(learnt.id, WeightsChoice("CNNNet"))]


@pytest.mark.parametrize(
    ("button", "then"), [("keepButton", ["learnMine", "revert"]), ("discardButton", ["learnMine"])]
)
def test_a_decision_on_the_page_train_is_one_here_too(
    button: str,
    then: list[str],
    panel: LearningPanel,
    page: TrainPage,
    learnt: KeptRun,
    state: ApplicationState,
    training: TrainingSession,
) -> None:
    training.discarded.connect(lambda _, before: state.choose(before))  # as the library does
    click(page, button)
    assert offered(panel) == then


def test_revert_goes_back_to_the_run_before(
    panel: LearningPanel, mine: StandInMine, state: ApplicationState, messages: list[Message]
) -> None:
    state.set_runs({run.id: run for run in (kept_run(), tuned_run("CNNNet 2", parent="cnnnet-1"))})
    state.choose(WeightsChoice("CNNNet", "cnnnet-2"))
    mine.teach(MINE)
    click(panel, "revertButton")
    assert state.chosen("CNNNet").run == "cnnnet-1"
    assert messages == []


def test_if_the_run_before_was_deleted_revert_takes_the_factory_weights_and_says_so(
    panel: LearningPanel, mine: StandInMine, state: ApplicationState, messages: list[Message]
) -> None:
    state.set_runs({"cnnnet-2": tuned_run("CNNNet 2", parent="cnnnet-1")})
    state.choose(WeightsChoice("CNNNet", "cnnnet-2"))
    mine.teach(MINE)
    click(panel, "revertButton")
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert [each.about for each in messages] == ["The run before was deleted. CNNNet reads with the factory weights."]


def test_the_result_is_of_the_network_that_reads(
    panel: LearningPanel, learnt: KeptRun, state: ApplicationState
) -> None:
    state.choose_network("FirstNet")
    assert offered(panel) == ["learnMine"]
    state.choose_network("CNNNet")
    assert offered(panel) == ["accept", "revert"]


def test_another_epoch_is_learning_too_and_keeps_what_was_learnt(
    panel: LearningPanel, page: TrainPage, learnt: KeptRun, trainer: StandInTrainer, training: TrainingSession
) -> None:
    kept = heard(training.kept)
    click(page, "epochButton")
    assert isinstance(trainer.asked[-1], Start)
    assert trainer.asked[-1].plan.parent == learnt.id
    assert kept == [(learnt.id,)]
    trainer.begin(tuned_run("CNNNet 2", parent=learnt.id))
    assert says(panel) == "Getting ready…"
    assert offered(panel) == ["cancelLearning"]


# When it does not come so far


def test_cancelled_before_the_first_step_all_is_as_before(
    panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer, state: ApplicationState
) -> None:
    mine.teach(MINE)
    click(panel, "learnMineButton")
    click(panel, "cancelLearningButton")
    assert assigned(trainer).control.mode is Mode.STOP
    trainer.ended.emit()
    assert offered(panel) == ["learnMine"]
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert state.live == ""


@pytest.mark.parametrize("last", [StepFinished(1, 5, 10, 0.25, 128, 0.01), CrossValidating(5, 30)])
def test_what_is_cancelled_is_discarded(
    last: StepFinished | CrossValidating,
    panel: LearningPanel,
    learning: KeptRun,
    trainer: StandInTrainer,
    training: TrainingSession,
) -> None:
    discarded = heard(training.discarded)
    trainer.events_came.emit((last,))
    click(panel, "cancelLearningButton")
    trainer.events_came.emit((StateChanged(RunState.STOPPED), Scored(AFTER)))
    trainer.run_saved.emit(learning)
    trainer.events_came.emit((Saved(),))
    trainer.ended.emit()
    assert discarded == [(learning.id, WeightsChoice("CNNNet"))]


def test_what_is_cancelled_on_a_full_disk_reads_as_before_too(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, state: ApplicationState
) -> None:
    click(panel, "cancelLearningButton")
    trainer.events_came.emit((StateChanged(RunState.STOPPED), Scored(AFTER), NotSaved(FULL)))
    trainer.ended.emit()
    assert state.live == ""
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert offered(panel) == ["learnMine"]


def test_what_is_cancelled_while_another_run_is_not_saved_leaves_that_in_use(
    panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer, state: ApplicationState, page: TrainPage
) -> None:
    mine.teach(MINE)
    click(page, "trainButton")
    trainer.begin(run := kept_run())
    trainer.events_came.emit((NotSaved(FULL),))
    trainer.finish(run, saved=False)
    click(panel, "learnMineButton")
    assert assigned(trainer).plan.parent == run.id  # which is in memory
    click(panel, "cancelLearningButton")
    trainer.ended.emit()
    assert state.live == "CNNNet"


def test_a_second_learning_is_not_cancelled_by_the_cancel_of_the_first(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, training: TrainingSession
) -> None:
    click(panel, "cancelLearningButton")
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    discarded = heard(training.discarded)
    learn_to_the_end(panel, trainer, tuned_run("CNNNet 2"))
    assert discarded == []
    assert offered(panel) == ["accept", "revert"]


def test_what_diverges_reads_as_before(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, state: ApplicationState
) -> None:
    trainer.events_came.emit((RunDiverged(1, 7),))
    trainer.ended.emit()
    assert state.live == ""
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert offered(panel) == ["learnMine"]


def test_what_is_cancelled_while_another_network_reads_is_discarded_and_that_one_reads_on(
    panel: LearningPanel,
    learning: KeptRun,
    trainer: StandInTrainer,
    state: ApplicationState,
    training: TrainingSession,
) -> None:
    state.choose_network("FirstNet")
    state.choose(WeightsChoice("FirstNet", "earlier"))
    discarded = heard(training.discarded)
    click(panel, "cancelLearningButton")
    trainer.run_saved.emit(learning)
    trainer.events_came.emit((StateChanged(RunState.STOPPED), Saved()))
    trainer.ended.emit()
    assert discarded == [(learning.id, WeightsChoice("CNNNet"))]
    assert (state.network, state.chosen("FirstNet").run) == ("FirstNet", "earlier")


def test_what_fails_is_said_and_can_be_tried_again(
    panel: LearningPanel, mine: StandInMine, trainer: StandInTrainer, messages: list[Message]
) -> None:
    mine.teach(MINE)
    click(panel, "learnMineButton")
    problem = Problem("samples_contradict", {"count": 7})
    trainer.failed.emit(problem)
    trainer.ended.emit()
    assert [each.about for each in messages] == [problem]
    assert offered(panel) == ["learnMine"]


def test_what_cannot_be_saved_reads_on_and_is_offered_to_be_saved_elsewhere(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, state: ApplicationState, messages: list[Message]
) -> None:
    trainer.events_came.emit((NotSaved(FULL), StartScored(BEFORE), RunFinished(AFTER), NotSaved(FULL)))
    trainer.ended.emit()
    assert state.live == "CNNNet"
    assert (messages[-1].about, messages[-1].action) == (FULL, "Save as…")
    assert offered(panel) == ["learnMine", "revert"]
    texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert [text for text in texts if text.endswith("%")] == ["50.00 %", "100.00 %", "97.00 %", "98.00 %"]
    click(panel, "revertButton")
    assert state.live == ""
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet")
    assert offered(panel) == ["learnMine"]


def test_a_training_that_takes_its_place_ends_the_learning(
    panel: LearningPanel, learning: KeptRun, trainer: StandInTrainer, training: TrainingSession
) -> None:
    training.start(plan())
    trainer.events_came.emit((StateChanged(RunState.STOPPED),))
    trainer.ended.emit()
    trainer.begin(kept_run("CNNNet 2"))
    assert offered(panel) == []
    assert says(panel).startswith("A training is under way.")
