"""The training worker in its thread: its events are the whole history, and its control is obeyed within a step."""

from __future__ import annotations

import copy
import errno
import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from disks import fill
from hand_samples import samples_of
from PySide6.QtCore import QObject, Qt, QThread, Signal
from pytestqt.qtbot import QtBot
from trainings import giving, same_weights, trained

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data import datasets, generated, hands, mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.predictor import Predictor, load_checkpoint
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.events import (
    Change,
    ChangeRefused,
    EpochFinished,
    EpochsChanged,
    Event,
    NotSaved,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Saved,
    Scored,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers import training
from mnist_desktop.workers.thread import WorkerThread
from mnist_desktop.workers.training import Assignment, FineTune, LiveWeights, Resume, Start, TrainingWorker

PLAN = Plan(
    "CNNNet",
    TrainingConfig(epochs=2, batch_size=100, learning_rate=0.05, momentum=0.9, device="cpu"),
    {"dropout": 0.5},
)


class Stage(QObject):
    """A worker at work in its thread, with all that is heard of it; `when` acts in the worker's thread."""

    wanted = Signal(object)

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        super().__init__()
        self.folder, self._qtbot = folder, qtbot
        self.library = Library(folder)
        self.heard = list[tuple[str, Any]]()
        self.when: Callable[[Event], None] = lambda _: None
        self.worker = TrainingWorker(lambda: self.library)
        self._thread = WorkerThread(self.worker, "training")
        for name in ("run_started", "events_came", "weights_published", "run_saved", "failed"):
            signal = getattr(self.worker, name)
            signal.connect(lambda value, name=name: self._hear(name, value), Qt.ConnectionType.DirectConnection)
        self.worker.ended.connect(lambda: self._hear("ended", None), Qt.ConnectionType.DirectConnection)
        self.wanted.connect(self.worker.work)
        self._thread.start()

    def _hear(self, name: str, value: Any) -> None:
        self.heard.append((name, value))
        if name == "events_came":
            for event in value:
                self.when(event)

    def begin(self, assignment: Assignment) -> None:
        self.heard.clear()
        self.wanted.emit(assignment)

    def carry_out(self, assignment: Assignment) -> None:
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
        return [event for events in self.of("events_came") for event in events]

    @property
    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]

    @property
    def kept(self) -> list[KeptRun]:
        return self.library.runs()

    def end(self) -> None:
        self.library.keep_all()
        self._thread.stop()


def only_few(few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load these digits in place of the bundled data sets."""
    for name in ("mnist", "hands"):
        monkeypatch.setitem(datasets._LOADERS, name, lambda: giving(few)("mnist"))


@pytest.fixture
def stage(tmp_path: Path, few: Dataset, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(training, "PASS_ON_EVERY", -1.0)  # each event at once, for tests that act on them
    only_few(few, monkeypatch)
    stage = Stage(tmp_path / "runs", qtbot)
    yield stage
    stage.end()


def at_step(number: int, act: Callable[[], None], epoch: int = 1) -> Callable[[Event], None]:
    def when(event: Event) -> None:
        if isinstance(event, StepFinished) and (event.epoch, event.step) == (epoch, number):
            act()

    return when


def holds_weights_of(run: str, stage: Stage, other: Trainer) -> bool:
    assert other.result is not None
    return same_weights(stage.library.load(run), other.result)


def retold(stage: Stage) -> History:
    """The history as its events make it; the fingerprint of the data comes with none of them."""
    [begun] = stage.of("run_started")
    history: History = copy.deepcopy(begun.history)
    history.fingerprint = FINGERPRINT
    for event in stage.events:
        history.take(event)
    return history


EPOCH = [StepFinished, StepFinished, StepFinished, Scoring, EpochFinished, Saved]
END = [RunFinished, Saved]
FINGERPRINT = "d61455a022f170513eb08b05f576cb186a8b42bbfa5028947f5a7161997fec67"  # of the few digits


def test_a_run_is_told_from_begin_to_end_in_order_and_kept_epoch_by_epoch(stage: Stage, few: Dataset) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, *END]
    steps = [(event.epoch, event.step, event.steps) for event in stage.events if isinstance(event, StepFinished)]
    assert steps == [(epoch, step, 3) for epoch in (1, 2) for step in (1, 2, 3)]
    assert stage.names[0] == "run_started"
    assert stage.names[-1] == "ended"
    assert (stage.names.count("run_started"), stage.names.count("ended"), stage.of("failed")) == (1, 1, [])
    assert [len(run.history.epochs) for run in stage.of("run_saved")] == [1, 2, 2]
    [run] = stage.kept
    assert run.id == stage.of("run_started")[0].id
    assert (run.history.name, run.history.state, run.can_resume) == ("CNNNet 1", RunState.FINISHED, True)
    assert holds_weights_of(run.id, stage, trained(PLAN, few))


def test_told_in_bundles_nothing_is_lost_and_every_epoch_is_passed_on_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "PASS_ON_EVERY", 1e9)
    stage.worker._passed_on_at = 1e18
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, *END]
    urgent = [EpochFinished, Saved, EpochFinished, Saved, RunFinished, Saved]
    assert [type(events[-1]) for events in stage.of("events_came")] == urgent


def test_what_was_not_told_yet_is_told_before_the_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PASS_ON_EVERY", 1e18)
    monkeypatch.setattr(training, "PUBLISH_EVERY", -1.0)
    control = TrainingControl()
    stage.worker.weights_published.connect(lambda _: control.quit(), Qt.ConnectionType.DirectConnection)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished, Saved]
    assert stage.names[-2:] == ["events_came", "ended"]


@pytest.fixture
def nothing_drawn_ahead() -> Iterator[None]:
    threads = torch.get_num_threads()
    generated._ahead.clear()
    yield
    generated._ahead.clear()
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("nothing_drawn_ahead")
@pytest.mark.parametrize("model", tuple(NETWORKS))
def test_what_the_recommended_runs_draw_is_there_before_they_are_asked_for(stage: Stage, model: str) -> None:
    wanted = plan_of("recommended", model).config
    config = replace(PLAN.config, epochs=1, pen_digits=wanted.pen_digits, non_digits=wanted.non_digits)
    stage.worker.prepare()
    stage.carry_out(Start(replace(PLAN, config=replace(config, batch_size=10_000)), TrainingControl()))
    assert Preparing not in stage.kinds
    assert EpochFinished in stage.kinds


@pytest.mark.usefixtures("nothing_drawn_ahead")
def test_a_window_that_closes_does_not_wait_for_drawings(tmp_path: Path) -> None:
    worker, thread = TrainingWorker(lambda: Library(tmp_path)), QThread()
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
    resources = paths.resources
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    monkeypatch.setattr(hands, "load", hands.load.__wrapped__)
    stage.worker.prepare()
    assert stage.heard == []
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, epochs=1, pen_digits=10)), TrainingControl()))
    [problem] = stage.of("failed")
    assert (problem.code, problem.values["file"].name) == ("bundled_missing", "strokes.safetensors.xz")
    monkeypatch.setattr(paths, "resources", resources)
    assert_works(stage)


def test_what_the_preparing_does_is_told(stage: Stage) -> None:
    plan = replace(PLAN, config=replace(PLAN.config, epochs=1, non_digits=60))
    stage.carry_out(Start(plan, TrainingControl()))
    told = [event for event in stage.events if isinstance(event, Preparing)]
    assert len(told) >= 2
    assert told[-1] == Preparing(60, 60)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_stop_is_granted_before_the_next_step_and_the_run_is_scored_and_kept(step: int, stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(step, control.stop)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [*[StepFinished] * step, StateChanged, Scoring, Scored, Saved]
    assert StateChanged(RunState.STOPPED) in stage.events
    [run] = stage.kept
    assert (run.history.state, run.can_resume) == (RunState.STOPPED, True)
    assert run.history.test is not None
    assert stage.of("run_saved")[-1].id == run.id


@pytest.mark.parametrize("at", [Scoring, EpochFinished])
def test_a_stop_is_granted_while_an_epoch_is_scored_too(at: type, stage: Stage) -> None:
    control = TrainingControl()
    stage.when = lambda event: control.stop() if isinstance(event, at) else None
    stage.carry_out(Start(PLAN, control))
    until = EPOCH if at is EpochFinished else EPOCH[: EPOCH.index(at) + 1]
    assert stage.kinds == [*until, StateChanged, Scoring, Scored, Saved]
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
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert stage.kinds == [*EPOCH[step:], *EPOCH, *END]
    [begun] = stage.of("run_started")
    assert (begun.id, begun.history.state, len(begun.history.losses.values)) == (run.id, RunState.RUNNING, step)
    [again] = stage.kept
    assert (again.id, again.history.state) == (run.id, RunState.FINISHED)
    assert holds_weights_of(run.id, stage, trained(PLAN, few))
    assert again.history.losses.values == pytest.approx(trained(PLAN, few).history.losses.values, rel=1e-5)


def test_a_finished_run_goes_on_for_more_epochs(stage: Stage, few: Dataset) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    [run] = stage.kept
    stage.carry_out(Resume(run.id, 3, TrainingControl()))
    assert stage.kinds == [*EPOCH, *END]
    assert holds_weights_of(run.id, stage, trained(replace(PLAN, config=replace(PLAN.config, epochs=3)), few))


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
    control.resume()
    stage.wait_for(lambda: "ended" in stage.names)
    rest = stage.kinds[5:]
    assert rest == [StateChanged, *EPOCH[2:], *EPOCH, *EPOCH, *END]
    [change] = [event for event in stage.events if isinstance(event, Change)]
    assert [change.at, change.learning_rate, change.momentum] == pytest.approx([2 / 3, 0.01, 0.5])
    assert stage.kept[0].history.plan.config == replace(PLAN.config, learning_rate=0.01, momentum=0.5, epochs=3)


def test_a_pause_alone_changes_nothing(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.resume()
    stage.wait_for(lambda: "ended" in stage.names)
    assert holds_weights_of(stage.kept[0].id, stage, trained(PLAN, few))


def test_a_paused_run_can_be_stopped(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.pause)
    stage.begin(Start(PLAN, control))
    stage.wait_for(lambda: StateChanged(RunState.PAUSED) in stage.events)
    control.stop()
    stage.wait_for(lambda: "ended" in stage.names)
    assert stage.kinds[2:] == [StateChanged, StateChanged, Scoring, Scored, Saved]
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
    assert stage.kinds == [*EPOCH, *EPOCH, EpochsChanged, *EPOCH, *END]


def test_a_rate_out_of_its_range_is_refused_and_training_goes_on(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(1, lambda: control.set_rates(-1.0, 0.5))
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished, ChangeRefused, *EPOCH[1:], *EPOCH, *END]
    refused = stage.events[1]
    assert isinstance(refused, ChangeRefused)
    assert (refused.problem.code, refused.problem.values["option"]) == ("option_out_of_range", "learning_rate")


def test_closed_in_mid_run_it_is_kept_as_running_and_can_go_on(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.quit)
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds == [StepFinished, StepFinished, Saved]
    [run] = stage.kept
    assert (run.history.state, run.can_resume, run.history.test) == (RunState.RUNNING, True, None)
    stage.when = lambda _: None
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert holds_weights_of(run.id, stage, trained(PLAN, few))


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
    assert stage.kinds == [StepFinished, StateChanged, Scoring, Saved]
    [run] = stage.kept
    assert (run.history.state, run.can_resume, run.history.test) == (RunState.STOPPED, True, None)


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
        control.resume()
    stage.wait_for(lambda: "ended" in stage.names)
    assert retold(stage) == stage.of("run_saved")[-1].history


def test_of_a_run_that_goes_on_who_hears_every_event_has_the_same_history(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(2, control.stop)
    stage.carry_out(Start(PLAN, control))
    stage.when = lambda _: None
    stage.carry_out(Resume(stage.kept[0].id, 3, TrainingControl()))
    assert retold(stage) == stage.of("run_saved")[-1].history


def test_what_was_told_is_not_changed_later(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    first, *_, last = stage.of("run_saved")
    assert first.history.state is RunState.RUNNING
    assert len(first.history.losses.values) == 3
    assert len(last.history.losses.values) == 6
    assert stage.of("run_started")[0].history.losses.values == []


def readings(predictor: Predictor, data: Dataset) -> Sequence[DigitReading]:
    return predictor.predict(list(data.test.images[:20].numpy().astype(np.float32) / 255))


def test_live_weights_are_copies_and_the_last_are_those_that_are_kept(
    stage: Stage, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "PUBLISH_EVERY", -1.0)
    early = list[Sequence[DigitReading]]()

    def show(live: LiveWeights) -> None:
        early.append(readings(live.predictor, few))

    stage.worker.weights_published.connect(show, Qt.ConnectionType.DirectConnection)
    stage.carry_out(Start(PLAN, TrainingControl()))
    shown: list[LiveWeights] = stage.of("weights_published")
    assert len(shown) == len(early) > 6
    assert {live.network for live in shown} == {"CNNNet"}
    assert [readings(live.predictor, few) for live in shown] == early, "later steps reached earlier weights"
    assert early[0] != early[1] != early[-1]
    kept = Library(stage.folder).load(stage.kept[0].id)
    reader = Predictor(kept.network, kept.options, kept.weights, kept.calibration)
    assert readings(reader, few) == early[-1]


def test_weights_are_published_at_most_so_often_but_after_every_epoch(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "PUBLISH_EVERY", 1e9)
    stage.worker._published_at = 1e18
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert len(stage.of("weights_published")) == 3


def test_a_run_that_cannot_be_kept_is_said_so_and_goes_on_to_its_end(stage: Stage) -> None:
    stage.folder.touch()  # a file where the folder should be
    stage.carry_out(Start(PLAN, TrainingControl()))
    unsaved = [*EPOCH[:-1], NotSaved]
    assert stage.kinds == [*unsaved, *unsaved, RunFinished, NotSaved]
    assert (stage.of("run_saved"), stage.of("failed")) == ([], [])
    problems = [event.problem for event in stage.events if isinstance(event, NotSaved)]
    assert {(problem.code, problem.values["run"]) for problem in problems} == {("run_not_saved", "CNNNet 1")}


def test_once_it_can_be_kept_again_it_is(stage: Stage) -> None:
    stage.folder.touch()
    stage.when = lambda event: stage.folder.unlink(missing_ok=True) if isinstance(event, NotSaved) else None
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds.count(NotSaved) == 1
    assert stage.kept[0].history.state is RunState.FINISHED


def test_a_loss_out_of_bounds_ends_the_run_and_nothing_is_kept_of_it(stage: Stage) -> None:
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, learning_rate=1000.0)), TrainingControl()))
    assert stage.kinds[-1] is RunDiverged
    assert stage.names[-1] == "ended"
    assert (stage.kept, stage.of("failed")) == ([], [])


def test_a_loss_out_of_bounds_after_an_epoch_leaves_the_weights_of_that_epoch(stage: Stage, few: Dataset) -> None:
    control = TrainingControl()
    stage.when = lambda event: control.set_rates(1000.0, 0.9) if isinstance(event, EpochFinished) else None
    stage.carry_out(Start(PLAN, control))
    assert stage.kinds[-2:] == [RunDiverged, Saved]
    [run] = stage.kept
    assert (run.history.state, run.can_resume) == (RunState.DIVERGED, False)
    one_epoch = replace(PLAN, config=replace(PLAN.config, epochs=1))
    assert holds_weights_of(run.id, stage, trained(one_epoch, few))
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert stage.names == ["failed", "ended"]


def assert_works(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.kinds == [*EPOCH, *EPOCH, *END]
    assert stage.of("failed") == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"hold_out": 290}, Problem("hold_out_too_large", {"hold_out": 290, "count": 290})),
        pytest.param(
            {"device": "cuda"},
            Problem("device_missing", {"device": "cuda"}),
            marks=pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA"),
        ),
    ],
    ids=str,
)
def test_a_plan_that_cannot_be_carried_out_is_one_line_and_the_next_run_works(
    wrong: dict[str, Any], problem: Problem, stage: Stage
) -> None:
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, **wrong)), TrainingControl()))
    assert stage.of("failed") == [problem]
    assert stage.names[-1] == "ended"
    assert stage.kept == []
    assert_works(stage)


@pytest.mark.parametrize("content", [b"", b"no weights", None], ids=["empty", "text", "nothing"])
def test_a_kept_run_that_is_damaged_is_one_line_and_the_next_run_works(content: bytes | None, stage: Stage) -> None:
    file = Library(stage.folder).file("20250101-000000-0000")
    stage.folder.mkdir()
    if content is not None:
        file.write_bytes(content)
    stage.carry_out(Resume("20250101-000000-0000", None, TrainingControl()))
    [problem] = stage.of("failed")
    assert (problem.code, problem.values["file"]) == ("checkpoint_refused", file)
    assert stage.names == ["failed", "ended"]
    assert_works(stage)


def test_a_fault_within_training_is_one_line_with_its_trace_in_the_log_and_the_next_run_works(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, few: Dataset
) -> None:
    monkeypatch.setattr(Trainer, "checkpoint", lambda _: 1 / 0)
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert stage.of("failed") == [Problem("unexpected", {"kind": "ZeroDivisionError", "log": log.file()})]
    assert stage.names[-1] == "ended"
    assert "Traceback" in log.file().read_text()
    monkeypatch.undo()
    only_few(few, monkeypatch)
    assert_works(stage)


def test_where_the_data_are_missing_it_is_said_once_there_is_to_be_training(
    tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = torch.get_num_threads()
    monkeypatch.setattr(paths, "mnist", lambda: tmp_path)
    monkeypatch.setitem(datasets._LOADERS, "mnist", lambda: giving(mnist.load())("mnist"))
    try:
        stage.worker.prepare()
        assert stage.heard == []
        stage.carry_out(Start(PLAN, TrainingControl()))
        [problem] = stage.of("failed")
        assert problem.code == "bundled_missing"
        assert stage.names == ["run_started", "failed", "ended"]
    finally:
        torch.set_num_threads(threads)


def test_a_finished_run_that_trains_on_is_a_child_and_leaves_its_parent_as_it_was(stage: Stage, few: Dataset) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    [parent] = stage.kept
    before = stage.library.file(parent.id).read_bytes()
    stage.carry_out(Start(parent.longer_plan(), TrainingControl()))
    assert stage.kinds == [*EPOCH, *END]
    [child] = [run for run in stage.kept if run.id != parent.id]
    assert (child.history.name, child.history.plan.parent) == ("CNNNet 2", parent.id)
    assert stage.library.file(parent.id).read_bytes() == before
    three = replace(PLAN, config=replace(PLAN.config, epochs=3))
    assert holds_weights_of(child.id, stage, trained(three, few))


def test_a_run_that_another_window_uses_is_refused(stage: Stage) -> None:
    control = TrainingControl()
    stage.when = at_step(1, control.stop)
    stage.carry_out(Start(PLAN, control))
    [run] = stage.kept
    stage.library.keep(run.id)
    other = Library(stage.folder)
    other.take(run.id)
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert [problem.code for problem in stage.of("failed")] == ["run_in_use"]
    other.keep(run.id)
    stage.when = lambda _: None
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert stage.kept[0].history.state is RunState.FINISHED


def test_what_could_not_be_saved_trains_on_from_memory_and_can_be_saved_elsewhere(
    stage: Stage, few: Dataset, tmp_path: Path
) -> None:
    stage.folder.touch()
    stage.carry_out(Start(PLAN, TrainingControl()))
    unsaved = retold(stage)
    [started] = stage.of("run_started")
    stage.worker.save_unsaved(tmp_path / "elsewhere.safetensors")
    found = checkpoint.load(tmp_path / "elsewhere.safetensors")
    assert same_weights(found, result_of(trained(PLAN, few)))
    assert found.history == unsaved
    stage.folder.unlink()
    stage.carry_out(Start(KeptRun(started.id, unsaved, can_resume=True).longer_plan(), TrainingControl()))
    [child] = stage.kept
    assert (child.history.plan.parent, len(child.history.epochs)) == (started.id, 3)


@pytest.fixture
def small_stage(stage: Stage, small_disk: Path, qtbot: QtBot) -> Iterator[Stage]:
    """A stage whose runs are on a disk of two megabytes."""
    small = Stage(small_disk / "runs", qtbot)
    yield small
    small.end()


def test_a_resumed_run_that_ends_on_a_full_disk_is_in_memory_and_its_file_goes_back_bit_for_bit(
    small_stage: Stage, few: Dataset, tmp_path: Path
) -> None:
    control = TrainingControl()
    small_stage.when = at_step(1, control.stop)
    small_stage.carry_out(Start(PLAN, control))
    [run] = small_stage.kept
    small_stage.library.keep(run.id)
    before = small_stage.library.file(run.id).read_bytes()
    small_stage.when = lambda event: fill(small_stage.folder.parent) if isinstance(event, Saved) else None
    small_stage.carry_out(Resume(run.id, None, TrainingControl()))
    unsaved = [*EPOCH[:-1], NotSaved]
    assert small_stage.kinds == [*EPOCH[1:], *unsaved, RunFinished, NotSaved]
    problems = [event.problem for event in small_stage.events if isinstance(event, NotSaved)]
    assert {problem.values["reason"].errno for problem in problems} == {errno.ENOSPC}
    assert len(small_stage.kept[0].history.epochs) == 1
    small_stage.worker.save_unsaved(tmp_path / "elsewhere.safetensors")
    assert same_weights(checkpoint.load(tmp_path / "elsewhere.safetensors"), result_of(trained(PLAN, few)))
    small_stage.library.discard(run.id)
    assert small_stage.library.file(run.id).read_bytes() == before


def result_of(trainer: Trainer) -> Network:
    assert trainer.result is not None
    return trainer.result


def test_where_a_run_s_file_cannot_be_remembered_the_run_is_resumed_without_being_saved(
    stage: Stage, few: Dataset, tmp_path: Path
) -> None:
    control = TrainingControl()
    stage.when = at_step(1, control.stop)
    stage.carry_out(Start(PLAN, control))
    [run] = stage.kept
    stage.library.keep(run.id)
    file, stage.when = stage.library.file(run.id), lambda _: None
    before = file.read_bytes()
    file.with_suffix(".before").mkdir()  # in the way of the copy from before
    stage.carry_out(Resume(run.id, None, TrainingControl()))
    assert stage.kinds == [*EPOCH[1:-1], NotSaved, *EPOCH[:-1], NotSaved, RunFinished, NotSaved]
    assert (stage.of("failed"), stage.of("run_saved")) == ([], [])
    stage.library.discard(run.id)
    assert file.read_bytes() == before
    stage.worker.save_unsaved(tmp_path / "elsewhere.safetensors")
    assert same_weights(checkpoint.load(tmp_path / "elsewhere.safetensors"), result_of(trained(PLAN, few)))


def test_a_run_without_a_step_takes_no_unsaved_run_s_place_in_memory(
    stage: Stage, few: Dataset, tmp_path: Path
) -> None:
    stage.folder.touch()
    stage.carry_out(Start(PLAN, TrainingControl()))
    control = TrainingControl()
    stage.when = lambda _: control.stop()
    stage.carry_out(Start(replace(PLAN, config=replace(PLAN.config, non_digits=60)), control))
    assert stage.kinds == [Preparing, StateChanged]
    stage.worker.save_unsaved(tmp_path / "elsewhere.safetensors")
    assert same_weights(checkpoint.load(tmp_path / "elsewhere.safetensors"), result_of(trained(PLAN, few)))


def test_what_cannot_be_saved_elsewhere_either_is_said(stage: Stage, tmp_path: Path) -> None:
    stage.worker.save_unsaved(tmp_path / "nothing.safetensors")
    assert not (tmp_path / "nothing.safetensors").exists()
    stage.folder.touch()
    stage.carry_out(Start(PLAN, TrainingControl()))
    stage.worker.save_unsaved(stage.folder / "under a file.safetensors")
    assert [problem.code for problem in stage.of("failed")] == ["os_error"]


def running_threads() -> int:
    return sum(each.isRunning() for each in gc.get_objects() if type(each) is QThread)


def test_many_rounds_leave_one_thread_and_no_more_objects(stage: Stage) -> None:
    library, counts, threads = stage.library, list[int](), threading.active_count()
    for number in range(50):
        control = TrainingControl()
        stage.when = at_step(1, control.stop)
        stage.carry_out(Start(PLAN, control))
        assert stage.kinds == [StepFinished, StateChanged, Scoring, Scored, Saved]
        library.discard(stage.of("run_saved")[-1].id)
        if number % 10 == 9:
            stage.heard.clear()
            gc.collect()
            counts.append(len(gc.get_objects()))
    assert running_threads() == 1
    assert threading.active_count() <= threads + 1  # a dummy stands for the worker's
    assert counts[-1] - counts[0] < 400, "ten objects a round and more stay"


# Fine-tuning

TUNED = replace(PLAN, config=replace(PLAN.config, epochs=1, replay=60, samples=40))


def test_samples_are_taught_to_the_factory_weights(stage: Stage) -> None:
    samples = tuple(samples_of(13, 7))
    stage.carry_out(FineTune(TUNED, samples, TrainingControl()))
    [started] = stage.of("run_started")
    assert set(started.history.samples) == {each.fingerprint for each in samples}
    kept = stage.library.load(started.id)
    assert kept.history is not None
    assert (kept.history.state, kept.history.plan.parent) == (RunState.FINISHED, "")
    assert kept.history.before
    assert not same_weights(kept, load_checkpoint("CNNNet"))


def test_samples_are_taught_to_the_weights_of_a_kept_run(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    parent = stage.of("run_started")[0].id
    plan = replace(TUNED, parent=parent, config=replace(TUNED.config, learning_rate=1e-8))
    stage.carry_out(FineTune(plan, tuple(samples_of(13, 1)), TrainingControl()))
    child = stage.library.load(stage.of("run_started")[0].id)
    assert child.history is not None
    assert child.history.plan.parent == parent
    for name, value in stage.library.load(parent).weights.items():
        np.testing.assert_allclose(child.weights[name], value, atol=1e-5)


def test_live_weights_of_fine_tuning_can_read_from_the_first_on(stage: Stage) -> None:
    stage.carry_out(FineTune(TUNED, tuple(samples_of(13, 7)), TrainingControl()))
    first = stage.of("weights_published")[0].predictor
    assert first.calibration == load_checkpoint("CNNNet").calibration


def test_samples_that_contradict_each_other_are_one_line_and_the_next_run_works(stage: Stage) -> None:
    [sample] = samples_of(13, 1)
    other = replace(sample, id="other", label=(sample.label + 1) % 10)
    stage.carry_out(FineTune(TUNED, (sample, other), TrainingControl()))
    assert [problem.code for problem in stage.of("failed")] == ["samples_contradict"]
    assert stage.names[-1] == "ended"
    stage.carry_out(Start(PLAN, TrainingControl()))
    assert "failed" not in stage.names


def test_weights_that_are_gone_cannot_be_fine_tuned(stage: Stage) -> None:
    plan = replace(TUNED, parent=Library.new_id())
    stage.carry_out(FineTune(plan, tuple(samples_of(13, 1)), TrainingControl()))
    assert [problem.code for problem in stage.of("failed")] == ["checkpoint_refused"]
    assert stage.library.runs() == []


def test_a_run_keeps_its_moments_as_it_is_trained(stage: Stage) -> None:
    stage.carry_out(Start(PLAN, TrainingControl()))
    [run] = stage.kept
    assert stage.library.moments(run.id).kept("CNNNet", run.history.losses.length).steps == tuple(range(7))
    last, kept = stage.library.moments(run.id).load(6), stage.library.load(run.id)
    assert all(np.allclose(value, kept.weights[name], rtol=1e-3, atol=1e-6) for name, value in last.weights.items())
