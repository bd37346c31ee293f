"""The training worker in its own thread: what it tells is the whole story, and control are granted within a step."""

from __future__ import annotations

import copy
import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtCore import QObject, Qt, QThread, Signal
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data import generated, pen_digits
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.predictor import Predictor
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.events import (
    Change,
    EpochFinished,
    EpochsChanged,
    Event,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Scored,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import MODELS, PRESETS, Plan, TrainingConfig
from mnist_desktop.system import log
from mnist_desktop.workers import training
from mnist_desktop.workers.training import GoOn, LiveWeights, Start, TrainingWorker

PLAN = Plan(
    "CNNNet",
    TrainingConfig(epochs=2, batch_size=100, learning_rate=0.05, momentum=0.9, device="cpu"),
    {"dropout": 0.5},
)


class Stage(QObject):
    """A worker at work in its thread, with all that is heard of it; `when` acts in the worker's thread."""

    wanted = Signal(object)

    def __init__(self, folder: Path, data: Dataset, qtbot: QtBot) -> None:
        super().__init__()
        self.folder, self._qtbot = folder, qtbot
        self.heard = list[tuple[str, Any]]()
        self.when: Callable[[Event], None] = lambda _: None
        self.worker, self._thread = TrainingWorker(folder), QThread()
        self.worker._data = data
        for name in ("begun", "told", "weights_published", "kept", "failed"):
            signal = getattr(self.worker, name)
            signal.connect(lambda value, name=name: self._hear(name, value), Qt.ConnectionType.DirectConnection)
        self.worker.ended.connect(lambda: self._hear("ended", None), Qt.ConnectionType.DirectConnection)
        self.wanted.connect(self.worker.work)
        self.worker.moveToThread(self._thread)
        self._thread.start()

    def _hear(self, name: str, value: Any) -> None:
        self.heard.append((name, value))
        if name == "told":
            for event in value:
                self.when(event)

    def begin(self, assignment: Start | GoOn) -> None:
        self.heard.clear()
        self.wanted.emit(assignment)

    def carry_out(self, assignment: Start | GoOn) -> None:
        self.begin(assignment)
        self.wait_for(lambda: "ended" in self.names)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition)

    def of(self, name: str) -> list[Any]:
        return [value for heard, value in list(self.heard) if heard == name]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in list(self.heard)]

    @property
    def events(self) -> list[Event]:
        return [event for events in self.of("told") for event in events]

    @property
    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]

    @property
    def kept(self) -> list[KeptRun]:
        return Library(self.folder).runs()

    def end(self) -> None:
        self._thread.quit()
        self._thread.wait()


@pytest.fixture
def stage(tmp_path: Path, few: Dataset, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(training, "TELL_EVERY", -1.0)  # each event at once, for tests that act on them
    stage = Stage(tmp_path / "runs", few, qtbot)
    yield stage
    stage.end()


def at_step(number: int, act: Callable[[], None], epoch: int = 1) -> Callable[[Event], None]:
    def when(event: Event) -> None:
        if isinstance(event, StepFinished) and (event.epoch, event.step) == (epoch, number):
            act()

    return when


def uninterrupted(plan: Plan, data: Dataset) -> Trainer:
    trainer = Trainer.start(plan, data, "")
    list(trainer)
    return trainer


def same_weights(run: str, stage: Stage, other: Trainer) -> bool:
    assert other.result is not None
    theirs = other.result.state_dict()
    return all(
        torch.equal(value, theirs[name]) for name, value in Library(stage.folder).load(run).network.state_dict().items()
    )


def retold(stage: Stage) -> History:
    """The history as someone has it who heard how it began, and every event since."""
    [begun] = stage.of("begun")
    history: History = copy.deepcopy(begun.history)
    for event in stage.events:
        history.take(event)
    return history


EPOCH = [StepFinished, StepFinished, StepFinished, Scoring, EpochFinished]


def test_a_run_is_told_from_begin_to_end_in_order_and_kept_epoch_by_epoch(stage: Stage, few: Dataset) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, RunFinished]
    steps = [(event.epoch, event.step, event.steps) for event in stage.events if isinstance(event, StepFinished)]
    assert steps == [(epoch, step, 3) for epoch in (1, 2) for step in (1, 2, 3)]
    assert stage.names[0] == "begun"
    assert stage.names[-1] == "ended"
    assert (stage.names.count("begun"), stage.names.count("ended"), stage.of("failed")) == (1, 1, [])
    assert [len(run.history.epochs) for run in stage.of("kept")] == [1, 2, 2]
    [run] = stage.kept
    assert run.id == stage.of("begun")[0].id
    assert (run.history.name, run.history.state, run.can_resume) == ("CNNNet 1", RunState.FINISHED, True)
    assert same_weights(run.id, stage, uninterrupted(PLAN, few))


def test_told_in_bundles_nothing_is_lost_and_every_epoch_is_told_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "TELL_EVERY", 1e9)
    stage.worker._told_at = 1e18
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, RunFinished]
    assert [type(events[-1]) for events in stage.of("told")] == [EpochFinished, EpochFinished, RunFinished]


def test_what_was_not_told_yet_is_told_before_the_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "TELL_EVERY", 1e18)
    monkeypatch.setattr(training, "SHOW_EVERY", -1.0)
    control = TrainingControl()
    stage.worker.weights_published.connect(lambda _: control.quit(), Qt.ConnectionType.DirectConnection)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished]
    assert stage.names[-2:] == ["told", "ended"]


@pytest.fixture
def nothing_drawn_ahead() -> Iterator[None]:
    threads = torch.get_num_threads()
    generated._ahead.clear()
    yield
    generated._ahead.clear()
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("nothing_drawn_ahead")
@pytest.mark.parametrize("model", MODELS)
def test_what_the_recommended_runs_draw_is_there_before_they_are_asked_for(stage: Stage, model: str) -> None:
    wanted = PRESETS["recommended"][model].config
    config = replace(PLAN.config, epochs=1, pen_digits=wanted.pen_digits, non_digits=wanted.non_digits)
    stage.worker.prepare()
    stage.carry_out(Start(replace(PLAN, config=replace(config, batch_size=10_000)), TrainingControl()))
    assert Preparing not in stage.kinds
    assert EpochFinished in stage.kinds


@pytest.mark.usefixtures("nothing_drawn_ahead")
def test_a_window_that_closes_does_not_wait_for_drawings(tmp_path: Path) -> None:
    worker, thread = TrainingWorker(tmp_path), QThread()
    worker.moveToThread(thread)
    thread.started.connect(worker.prepare)
    thread.start()
    thread.requestInterruption()
    thread.quit()
    thread.wait()
    assert not generated._ahead


@pytest.mark.usefixtures("nothing_drawn_ahead")
def test_where_drawings_cannot_be_made_it_is_said_once_a_run_needs_them(
    tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    pen_digits.load_skeletons.cache_clear()
    stage.worker.prepare()
    assert stage.heard == []
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, epochs=1, pen_digits=10)), TrainingControl()))
    [said] = stage.of("failed")
    assert "digits.json is missing: install mnist-desktop again" in said
    monkeypatch.undo()
    assert_works(stage)


def test_what_the_preparing_does_is_told(stage: Stage) -> None:
    plan = replace(PLAN, config=replace(PLAN.config, epochs=1, non_digits=60))
    stage.carry_out(Start(plan, TrainingControl()))
    assert stage.events[0] == Preparing(50, 60)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_stop_is_granted_before_the_next_step_and_the_run_is_scored_and_kept(step: int, stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(step, control.stop)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [*[StepFinished] * step, StateChanged, Scoring, Scored]
    assert StateChanged(RunState.STOPPED) in stage.events
    [run] = stage.kept
    assert (run.history.state, run.can_resume) == (RunState.STOPPED, True)
    assert run.history.test_accuracy is not None
    assert stage.of("kept")[-1].id == run.id


@pytest.mark.parametrize("at", [Scoring, EpochFinished])
def test_a_stop_is_granted_while_an_epoch_is_scored_too(at: type, stage: Stage) -> None:
    control = TrainingControl()
    stage.when = lambda event: control.stop() if isinstance(event, at) else None
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [*EPOCH[: EPOCH.index(at) + 1], StateChanged, Scoring, Scored]
    assert stage.kept[0].can_resume


def test_a_stop_while_there_is_nothing_yet_leaves_nothing(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = lambda _: control.stop()
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, non_digits=60)), control))
    assert stage.kinds == [Preparing, StateChanged]
    assert (stage.kept, stage.of("failed")) == ([], [])


@pytest.mark.parametrize("say", [TrainingControl.stop, TrainingControl.quit])
def test_a_run_that_is_over_before_it_began_is_not_begun(say: Callable[[TrainingControl], None], stage: Stage) -> None:
    control = TrainingControl()
    say(control)
    stage.carry_out(Start(PLAN, control))
    assert stage.names == ["ended"]


@pytest.mark.parametrize("step", [1, 3])
def test_a_stopped_run_goes_on_bit_for_bit(step: int, stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = at_step(step, control.stop)
    stage.carry_out(Start(PLAN, control))
    [run] = stage.kept
    stage.when = lambda _: None
    stage.carry_out(GoOn(run.id, None, TrainingControl()))
    assert stage.kinds == [*EPOCH[step:], *EPOCH, RunFinished]
    [begun] = stage.of("begun")
    assert (begun.id, begun.history.state, len(begun.history.losses.losses)) == (run.id, RunState.RUNNING, step)
    [again] = stage.kept
    assert (again.id, again.history.state) == (run.id, RunState.FINISHED)
    assert same_weights(run.id, stage, uninterrupted(PLAN, few))
    assert again.history.losses.losses == pytest.approx(uninterrupted(PLAN, few).history.losses.losses, rel=1e-5)


def test_a_finished_run_goes_on_for_more_epochs(stage: Stage, few: Dataset) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    [run] = stage.kept
    stage.carry_out(GoOn(run.id, 3, TrainingControl()))
    assert stage.kinds == [*EPOCH, RunFinished]
    assert same_weights(run.id, stage, uninterrupted(replace(PLAN, config=replace(PLAN.config, epochs=3)), few))


def test_a_pause_is_granted_before_the_next_step_and_rates_and_epochs_are_while_it_lasts(
    stage: Stage, few: Dataset
) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.set_rates(0.01, 0.5)
    control.add_epoch()
    stage.wait_for(lambda: EpochsChanged(3) in stage.events)
    assert stage.kinds == [StepFinished, StepFinished, StateChanged, Change, EpochsChanged]
    assert "weights_published" in stage.names
    control.go_on()
    stage.wait_for(lambda: "ended" in stage.names)
    rest = stage.kinds[5:]
    assert rest == [StateChanged, StepFinished, Scoring, EpochFinished, *EPOCH, *EPOCH, RunFinished]
    [change] = [event for event in stage.events if isinstance(event, Change)]
    assert [change.at, change.learning_rate, change.momentum] == pytest.approx([2 / 3, 0.01, 0.5])
    assert stage.kept[0].history.plan.config == replace(PLAN.config, learning_rate=0.01, momentum=0.5, epochs=3)


def test_a_pause_alone_changes_nothing(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.go_on()
    stage.wait_for(lambda: "ended" in stage.names)
    assert same_weights(stage.kept[0].id, stage, uninterrupted(PLAN, few))


def test_a_paused_run_can_be_stopped(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.stop()
    stage.wait_for(lambda: "ended" in stage.names)
    assert stage.kinds[2:] == [StateChanged, StateChanged, Scoring, Scored]
    assert stage.kept[0].history.state is RunState.STOPPED


def test_rates_and_epochs_are_granted_before_the_next_step_of_a_run_under_way(stage: Stage) -> None:
    control = TrainingControl()

    def wish() -> None:
        control.set_rates(0.01, 0.5)
        control.add_epoch()

    stage.when = at_step(1, wish)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds[:4] == [StepFinished, Change, EpochsChanged, StepFinished]
    assert [event.epoch for event in stage.events if isinstance(event, EpochFinished)] == [1, 2, 3]


def test_an_epoch_wished_for_at_the_very_end_is_trained(stage: Stage) -> None:
    control = TrainingControl()

    def when(event: Event) -> None:
        if isinstance(event, EpochFinished) and event.epoch == 2:
            control.add_epoch()

    stage.when = when
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [*EPOCH, *EPOCH, EpochsChanged, *EPOCH, RunFinished]


def test_a_rate_out_of_its_range_is_refused_and_training_goes_on(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(1, lambda: control.set_rates(-1.0, 0.5))
    stage.carry_out(Start(PLAN, control))
    [reason] = stage.of("failed")
    assert reason.startswith("learning rate must be between")
    assert stage.kinds == [*EPOCH, *EPOCH, RunFinished]


def test_closed_in_mid_run_it_is_kept_as_running_and_can_go_on(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.quit)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished, StepFinished]
    [run] = stage.kept
    assert (run.history.state, run.can_resume, run.history.test_accuracy) == (RunState.RUNNING, True, None)
    stage.when = lambda _: None
    stage.carry_out(GoOn(run.id, None, TrainingControl()))
    assert same_weights(run.id, stage, uninterrupted(PLAN, few))


def test_closed_while_paused_it_is_kept_as_paused_and_can_go_on(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.quit()
    stage.wait_for(lambda: "ended" in stage.names)
    [run] = stage.kept
    assert (run.history.state, run.can_resume) == (RunState.PAUSED, True)


def test_closed_while_a_stopped_run_is_scored_it_is_kept_all_the_same(stage: Stage) -> None:
    control = TrainingControl()

    def when(event: Event) -> None:
        if isinstance(event, StepFinished):
            control.stop()
        if isinstance(event, Scoring):
            control.quit()

    stage.when = when
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished, StateChanged, Scoring]
    [run] = stage.kept
    assert (run.history.state, run.can_resume, run.history.test_accuracy) == (RunState.STOPPED, True, None)


@pytest.mark.parametrize("act", ["nothing", "stop", "pause", "rates"])
def test_who_hears_every_event_has_the_same_history(act: str, stage: Stage) -> None:
    control = TrainingControl()
    acts: dict[str, Callable[[], None]] = {
        "nothing": lambda: None,
        "stop": control.stop,
        "pause": control.pause,
        "rates": lambda: control.set_rates(0.01, 0.3),
    }
    stage.when = at_step(2, acts[act])
    stage.begin(Start(PLAN, control))
    if act == "pause":
        stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
        control.go_on()
    stage.wait_for(lambda: "ended" in stage.names)
    assert retold(stage).to_json() == stage.of("kept")[-1].history.to_json()


def test_of_a_run_that_goes_on_who_hears_every_event_has_the_same_history(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.stop)
    stage.carry_out(Start(PLAN, control))
    stage.when = lambda _: None
    stage.carry_out(GoOn(stage.kept[0].id, 3, TrainingControl()))
    assert retold(stage).to_json() == stage.of("kept")[-1].history.to_json()


def test_what_was_told_is_not_changed_later(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    first, *_, last = stage.of("kept")
    assert first.history.state is RunState.RUNNING
    assert len(first.history.losses.losses) == 3
    assert len(last.history.losses.losses) == 6
    assert stage.of("begun")[0].history.losses.losses == []


def readings(predictor: Predictor, data: Dataset) -> Sequence[DigitReading]:
    return predictor.predict(list(data.test.images[:20].numpy().astype(np.float32) / 255))


def test_live_weights_are_copies_and_the_last_are_those_that_are_kept(
    stage: Stage, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "SHOW_EVERY", -1.0)
    early = list[Sequence[DigitReading]]()

    def show(live: LiveWeights) -> None:
        early.append(readings(live.predictor, few))

    stage.worker.weights_published.connect(show, Qt.ConnectionType.DirectConnection)
    stage.carry_out(Start(PLAN, TrainingControl()))
    shown: list[LiveWeights] = stage.of("weights_published")
    assert len(shown) == len(early) > 6
    assert {live.model for live in shown} == {"CNNNet"}
    assert [readings(live.predictor, few) for live in shown] == early, "later steps reached earlier weights"
    assert early[0] != early[1] != early[-1]
    kept = Library(stage.folder).load(stage.kept[0].id)
    assert readings(Predictor(kept.network, kept.calibration), few) == early[-1]


def test_weights_are_shown_at_most_so_often_but_after_every_epoch(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "SHOW_EVERY", 1e9)
    stage.worker._shown_at = 1e18
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert len(stage.of("weights_published")) == 3


def test_a_run_that_cannot_be_kept_is_said_so_and_goes_on_to_its_end(stage: Stage) -> None:
    stage.folder.touch()  # a file where the folder should be
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, RunFinished]
    assert stage.of("kept") == []
    for reason in stage.of("failed"):
        assert reason.startswith("CNNNet 1 could not be kept: ")
        assert "\n" not in reason
    assert len(stage.of("failed")) == 3


def test_once_it_can_be_kept_again_it_is(stage: Stage) -> None:
    stage.folder.touch()
    stage.worker.failed.connect(lambda _: stage.folder.unlink(missing_ok=True), Qt.ConnectionType.DirectConnection)
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert len(stage.of("failed")) == 1
    assert stage.kept[0].history.state is RunState.FINISHED


def test_a_loss_out_of_bounds_ends_the_run_and_nothing_is_kept_of_it(stage: Stage) -> None:
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, learning_rate=1000.0)), TrainingControl()))
    assert isinstance(stage.events[-1], RunDiverged)
    assert stage.names[-1] == "ended"
    assert (stage.kept, stage.of("failed")) == ([], [])


def test_a_loss_out_of_bounds_after_an_epoch_leaves_the_weights_of_that_epoch(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = lambda event: control.set_rates(1000.0, 0.9) if isinstance(event, EpochFinished) else None
    stage.carry_out(Start(PLAN, control))
    assert isinstance(stage.events[-1], RunDiverged)
    [run] = stage.kept
    assert (run.history.state, run.can_resume) == (RunState.DIVERGED, False)
    one_epoch = replace(PLAN, config=replace(PLAN.config, epochs=1))
    assert same_weights(run.id, stage, uninterrupted(one_epoch, few))
    stage.carry_out(GoOn(run.id, None, TrainingControl()))
    assert stage.names == ["failed", "ended"]


def assert_works(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, RunFinished]
    assert stage.of("failed") == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"hold_out": 290}, "cannot hold out 290 of 290 training images"),
        pytest.param(
            {"device": "cuda"},
            'this machine has no "cuda" device',
            marks=pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA"),
        ),
    ],
    ids=str,
)
def test_a_plan_that_cannot_be_carried_out_is_one_line_and_the_next_run_works(
    wrong: dict[str, Any], reason: str, stage: Stage
) -> None:
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, **wrong)), TrainingControl()))
    [said] = stage.of("failed")
    assert said.startswith(reason)
    assert stage.names[-1] == "ended"
    assert stage.kept == []
    assert_works(stage)


@pytest.mark.parametrize("content", [b"", b"no weights", None], ids=["empty", "text", "nothing"])
def test_a_kept_run_that_is_damaged_is_one_line_and_the_next_run_works(content: bytes | None, stage: Stage) -> None:
    file = Library(stage.folder).file("20250101-000000-0000")
    stage.folder.mkdir()
    if content is not None:
        file.write_bytes(content)
    stage.carry_out(GoOn("20250101-000000-0000", None, TrainingControl()))
    [said] = stage.of("failed")
    assert said.startswith(f"{file}: ")
    assert "\n" not in said
    assert stage.names == ["failed", "ended"]
    assert_works(stage)


def test_a_fault_within_training_is_one_line_with_its_trace_in_the_log_and_the_next_run_works(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.carry_out(Start(replace(PLAN, options={"width": 3}), TrainingControl()))
    [said] = stage.of("failed")
    assert said.startswith("Training broke off (TypeError); the details are in ")
    assert "\n" not in said
    assert stage.names[-1] == "ended"
    assert "Traceback" in log.file().read_text()
    assert_works(stage)


def test_where_the_data_is_missing_it_is_said_once_there_is_to_be_training(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, few: Dataset
) -> None:
    threads = torch.get_num_threads()
    monkeypatch.setattr(paths, "mnist", lambda: tmp_path)
    stage = Stage(tmp_path / "runs", few, qtbot)
    try:
        stage.worker._data = None
        stage.worker.prepare()
        assert stage.heard == []
        stage.carry_out(Start(PLAN, TrainingControl()))
        [said] = stage.of("failed")
        assert "is missing: install mnist-desktop again" in said
        assert stage.names == ["failed", "ended"]
    finally:
        torch.set_num_threads(threads)
        stage.end()


def running_threads() -> int:
    return sum(each.isRunning() for each in gc.get_objects() if type(each) is QThread)


def test_many_rounds_leave_one_thread_and_no_more_objects(stage: Stage) -> None:
    library, counts, threads = Library(stage.folder), list[int](), threading.active_count()
    for number in range(50):
        control = TrainingControl()
        stage.when = at_step(1, control.stop)
        stage.carry_out(Start(PLAN, control))
        assert stage.kinds == [StepFinished, StateChanged, Scoring, Scored]
        library.delete(stage.of("kept")[-1].id)
        if number % 10 == 9:
            stage.heard.clear()
            gc.collect()
            counts.append(len(gc.get_objects()))
    assert running_threads() == 1
    assert threading.active_count() <= threads + 1  # a dummy stands for the worker's
    assert counts[-1] - counts[0] < 400, "ten objects a round and more stay"
