"""The trainer: it obeys, scores and saves, and a run that is resumed is the run it would have been."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from hand_samples import samples_of
from trainings import giving, same_weights, saves_nothing, trained

from mnist_desktop import paths
from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.learning.calibrating import UNCALIBRATED
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data import pen_digits
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.datasets import Loading
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.networks import Network, begin, restored, weights_of
from mnist_desktop.learning.trainer import Save, Trainer
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.predictor import Predictor, load_checkpoint
from mnist_desktop.runs.events import (
    Change,
    ChangeRefused,
    CrossValidating,
    EpochFinished,
    EpochsChanged,
    Event,
    Fetching,
    NotSaved,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Saved,
    Scored,
    Scoring,
    StartScored,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, fine_tuning, plan_of
from mnist_desktop.runs.scores import MY_DRAWINGS, named
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system import log
from mnist_desktop.system.errors import ProblemError

FIXTURES = Path(__file__).parents[1] / "fixtures"
QUICK = TrainingConfig(epochs=2, batch_size=100, learning_rate=0.05, momentum=0.9, device="cpu")
PLAIN = Plan("CNNNet", QUICK, {"dropout": 0.5})
EVERYTHING = Plan(
    "CNNNet",
    replace(
        QUICK,
        optimizer="AdamW",
        learning_rate=0.002,
        weight_decay=0.01,
        schedule="one-cycle",
        augmentation=Augmentation(),
        averaging=0.9,
        hold_out=90,
        non_digits=60,
    ),
    {"dropout": 0.5},
)
EPOCH = [StepFinished, StepFinished, StepFinished, Scoring, EpochFinished, Saved]
WHOLE = [*EPOCH, *EPOCH, RunFinished, Saved]
RESUME = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
from mnist_desktop.reading import checkpoint
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.trainer import Trainer
def load(name):
    yield from ()
    data = mnist.load()
    return Dataset(name, data.train[:290], data.test[:100])
file = Path(sys.argv[1])
def save(content):
    checkpoint.save(content, file)
list(Trainer.resume(checkpoint.load(file), TrainingControl(), save, load=load))
"""


def giving_by_name(**known: Dataset) -> Callable[[str], Loading]:
    """Loads these data sets, and misses any other."""

    def load(name: str) -> Loading:
        yield from ()
        if name not in known:
            raise DataError("bundled_missing", file=name)
        return known[name]

    return load


def start(plan: Plan, data: Dataset, save: Save = saves_nothing, control: TrainingControl | None = None) -> Trainer:
    return Trainer.start(plan, "a run", control or TrainingControl(), save, giving(data))


def resume(found: Checkpoint, data: Dataset, epochs: int | None = None) -> Trainer:
    return Trainer.resume(found, TrainingControl(), saves_nothing, epochs, giving(data))


def digest(found: Checkpoint | Network | None) -> str:
    assert found is not None
    weights = found.weights if isinstance(found, Checkpoint) else weights_of(found)
    return hashlib.sha256(b"".join(value.tobytes() for value in weights.values())).hexdigest()


def content_of(trainer: Trainer) -> Checkpoint:
    content = trainer.checkpoint()
    assert content is not None
    return content


def kept(trainer: Trainer, file: Path) -> Checkpoint:
    """What comes back of a run that is saved and loaded."""
    checkpoint.save(content_of(trainer), file)
    return checkpoint.load(file)


def stopped_after(events: int, plan: Plan, data: Dataset, file: Path) -> Checkpoint:
    """What comes back of a run that was cut off after so many events."""
    trainer = start(plan, data)
    list(islice(trainer, events))
    return kept(trainer, file)


def as_json(history: History) -> Any:
    return json.loads(json.dumps(msgspec.to_builtins(history)))


def timeless(history: History) -> dict[str, Any]:
    """A history apart from the times."""
    found: dict[str, Any] = as_json(history)
    for row in found["epochs"]:
        row["seconds"] = row["images_per_second"] = 0
    return found | {"created": ""}


def carried_out(trainer: Trainer, when: Callable[[Event], None]) -> list[Event]:
    """All events; `when` acts between them."""
    events = []
    for event in trainer:
        events.append(event)
        when(event)
    return events


def at_step(number: int, act: Callable[[], None], epoch: int = 1) -> Callable[[Event], None]:
    def when(event: Event) -> None:
        if isinstance(event, StepFinished) and (event.epoch, event.step) == (epoch, number):
            act()

    return when


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


# What a run leaves


def test_a_run_leaves_calibrated_weights_with_their_history(few: Dataset) -> None:
    preset = plan_of("recommended", "FirstNet")
    plan = replace(preset, config=replace(preset.config, epochs=1, batch_size=100, hold_out=90, device="cpu"))
    trainer = trained(plan, few)
    left = content_of(trainer)
    assert left.calibration != UNCALIBRATED
    assert left.calibration.temperature > 0
    assert 0 < left.calibration.min_confidence < 1
    assert left.history is not None
    assert left.history.test == evaluate(restored(left), few.test, "MNIST test")
    assert (left.history.name, left.history.plan, left.history.state) == ("a run", plan, RunState.FINISHED)
    assert left.history == trainer.history


def test_the_same_plan_trains_the_same_weights_again(few: Dataset) -> None:
    one, other = trained(PLAIN, few), trained(PLAIN, few)
    assert digest(one.result) == digest(other.result)
    assert timeless(one.history) == timeless(other.history)


def test_a_run_begins_with_the_network_of_its_plan(few: Dataset) -> None:
    plan = replace(PLAIN, config=replace(QUICK, seed=5, learning_rate=1e-8))
    trainer = start(plan, few)
    next(iter(trainer))
    assert trainer.result is not None
    torch.testing.assert_close(trainer.result.state_dict(), begin(plan).state_dict(), rtol=0, atol=1e-6)


def test_before_the_first_step_there_is_nothing_to_keep(few: Dataset) -> None:
    trainer = start(EVERYTHING, few)
    assert isinstance(next(iter(trainer)), Preparing)
    assert trainer.checkpoint() is None
    assert trainer.result is None


def test_the_checkpoint_is_a_copy(few: Dataset) -> None:
    trainer = start(PLAIN, few)
    events = iter(trainer)
    next(events)
    content = content_of(trainer)
    assert content.history is not None
    before, history = digest(content), as_json(content.history)
    list(events)
    assert (digest(content), as_json(content.history)) == (before, history)


def test_its_events_make_the_same_history_again(few: Dataset) -> None:
    control = TrainingControl()
    trainer = start(EVERYTHING, few, control=control)
    again = History("a run", EVERYTHING, trainer.history.created)

    def when(event: Event) -> None:
        again.take(event)
        if isinstance(event, EpochFinished):
            control.set_rates(0.001, 0.8)
        if isinstance(event, EpochFinished) and event.epoch == 1:
            control.add_epoch()

    carried_out(trainer, when)
    again.fingerprint = trainer.history.fingerprint
    assert as_json(again) == as_json(trainer.history)
    assert (again.state, len(again.epochs)) == (RunState.FINISHED, 3)


# Saving


def test_a_run_is_saved_at_every_epoch_and_at_its_end(few: Dataset) -> None:
    saved: list[Checkpoint] = []
    trainer = start(PLAIN, few, saved.append)
    assert kinds(list(trainer)) == WHOLE
    histories = [content.history for content in saved if content.history]
    assert [(len(history.epochs), history.state) for history in histories] == [
        (1, RunState.RUNNING),
        (2, RunState.RUNNING),
        (2, RunState.FINISHED),
    ]
    assert digest(saved[-1]) == digest(trainer.result) != digest(saved[0])


def refuses(_: Checkpoint) -> None:
    raise OSError(28, "No space left on device")


def test_where_it_cannot_be_saved_the_run_goes_on_and_says_why(few: Dataset) -> None:
    trainer = start(PLAIN, few, refuses)
    events = list(trainer)
    assert [NotSaved if kind is Saved else kind for kind in WHOLE] == kinds(events)
    problem = next(event.problem for event in events if isinstance(event, NotSaved))
    assert (problem.code, problem.values["run"]) == ("run_not_saved", "a run")
    assert "No space left" in str(problem.values["reason"])
    assert digest(trainer.result) == digest(trained(PLAIN, few).result)


def test_once_it_can_be_saved_again_it_is(few: Dataset) -> None:
    outcomes = iter([OSError(28, "No space left on device"), None, None])

    def save(_: Checkpoint) -> None:
        if error := next(outcomes):
            raise error

    events = list(start(PLAIN, few, save))
    assert [kind for kind in kinds(events) if kind in {Saved, NotSaved}] == [NotSaved, Saved, Saved]


def test_another_error_while_it_is_saved_is_not_hidden(few: Dataset) -> None:
    def break_off(_: Checkpoint) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(start(PLAIN, few, break_off))


# Control


@pytest.mark.parametrize("step", [1, 2, 3])
def test_it_stops_before_the_next_step_and_is_scored_and_saved(step: int, few: Dataset) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()
    trainer = start(PLAIN, few, saved.append, control)
    events = carried_out(trainer, at_step(step, control.stop))
    assert kinds(events) == [*[StepFinished] * step, StateChanged, Scoring, Scored, Saved]
    assert trainer.history.state is RunState.STOPPED
    assert trainer.result is not None
    assert trainer.history.test == evaluate(trainer.result, few.test, "MNIST test")
    [content] = saved
    assert content.history == trainer.history
    assert content.resume is not None


@pytest.mark.parametrize("at", [Scoring, EpochFinished])
def test_it_stops_while_an_epoch_is_scored_too(at: type, few: Dataset) -> None:
    control = TrainingControl()
    events = carried_out(
        start(PLAIN, few, control=control), lambda event: control.stop() if isinstance(event, at) else None
    )
    saved = [Saved] if at is EpochFinished else []
    assert kinds(events) == [*EPOCH[: EPOCH.index(at) + 1], *saved, StateChanged, Scoring, Scored, Saved]


def test_stopped_before_the_first_step_it_leaves_nothing(few: Dataset) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()
    events = carried_out(start(EVERYTHING, few, saved.append, control), lambda _: control.stop())
    assert kinds(events) == [Preparing, StateChanged]
    assert saved == []


def test_a_quit_saves_at_once_and_leaves_the_run_as_running(few: Dataset) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()
    events = carried_out(start(PLAIN, few, saved.append, control), at_step(2, control.quit))
    assert kinds(events) == [StepFinished, StepFinished, Saved]
    [content] = saved
    assert content.history is not None
    assert (content.history.state, content.history.test) == (RunState.RUNNING, None)


def test_a_quit_while_a_stopped_run_is_scored_saves_it_without_the_score(few: Dataset) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()

    def when(event: Event) -> None:
        if isinstance(event, StepFinished):
            control.stop()
        if isinstance(event, Scoring):
            control.quit()

    events = carried_out(start(PLAIN, few, saved.append, control), when)
    assert kinds(events) == [StepFinished, StateChanged, Scoring, Saved]
    assert saved[0].history is not None
    assert (saved[0].history.state, saved[0].history.test) == (RunState.STOPPED, None)


def test_a_pause_lasts_until_it_is_resumed_and_changes_nothing(few: Dataset) -> None:
    control, awake = TrainingControl(), list[bool]()

    def wake() -> None:
        awake.append(True)
        control.resume()

    timer = threading.Timer(0.2, wake)
    trainer = start(PLAIN, few, control=control)

    def when(event: Event) -> None:
        if event == StateChanged(RunState.PAUSED):
            timer.start()
        if event == StateChanged(RunState.RUNNING):
            assert awake
        at_step(2, control.pause)(event)

    events = carried_out(trainer, when)
    timer.join()
    assert kinds(events) == [*[StepFinished] * 2, StateChanged, StateChanged, *WHOLE[2:]]
    assert digest(trainer.result) == digest(trained(PLAIN, few).result)


@pytest.mark.parametrize(("act", "state"), [("stop", RunState.STOPPED), ("quit", RunState.PAUSED)])
def test_a_paused_run_can_be_stopped_and_quit(act: str, state: RunState, few: Dataset) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()

    def when(event: Event) -> None:
        at_step(2, control.pause)(event)
        if event == StateChanged(RunState.PAUSED):
            getattr(control, act)()

    carried_out(start(PLAIN, few, saved.append, control), when)
    assert saved[-1].history is not None
    assert saved[-1].history.state is state


def test_rates_and_epochs_are_changed_during_a_pause(few: Dataset) -> None:
    control = TrainingControl()
    trainer = start(PLAIN, few, control=control)

    def when(event: Event) -> None:
        at_step(2, control.pause)(event)
        if event == StateChanged(RunState.PAUSED):
            control.set_rates(0.01, 0.5)
            control.add_epoch()
        if isinstance(event, EpochsChanged):
            control.resume()

    events = carried_out(trainer, when)
    assert kinds(events)[2:7] == [StateChanged, Change, EpochsChanged, StateChanged, StepFinished]
    assert trainer.history.changes == [events[3]] == [Change(2 / 3, 0.01, 0.5)]
    assert trainer.history.plan.config == replace(QUICK, learning_rate=0.01, momentum=0.5, epochs=3)


def test_new_rates_and_epochs_are_followed_from_the_next_step_on(few: Dataset) -> None:
    control = TrainingControl()
    trainer = start(PLAIN, few, control=control)

    def ask() -> None:
        control.set_rates(1e-8, 0.0)
        control.add_epoch()

    events = carried_out(trainer, at_step(1, ask))
    assert kinds(events)[:4] == [StepFinished, Change, EpochsChanged, StepFinished]
    assert trainer.history.changes == [Change(1 / 3, 1e-8, 0.0)]
    assert [event.epoch for event in events if isinstance(event, EpochFinished)] == [1, 2, 3]
    assert digest(trainer.result) != digest(trained(PLAIN, few).result)


def test_an_epoch_asked_for_at_the_very_end_is_trained(few: Dataset) -> None:
    control = TrainingControl()

    def when(event: Event) -> None:
        if isinstance(event, EpochFinished) and event.epoch == 2:
            control.add_epoch()

    events = carried_out(start(PLAIN, few, control=control), when)
    assert kinds(events) == [*EPOCH, *EPOCH, EpochsChanged, *EPOCH, RunFinished, Saved]


def test_rates_and_epochs_changed_while_it_is_prepared_are_followed(few: Dataset) -> None:
    plan = replace(EVERYTHING, config=replace(EVERYTHING.config, epochs=1))
    changed = replace(plan, config=replace(plan.config, learning_rate=1e-5, momentum=0.5, epochs=2))
    control = TrainingControl()
    trainer = start(plan, few, control=control)

    def when(event: Event) -> None:
        if isinstance(event, Preparing) and event.done < event.of:
            control.set_rates(1e-5, 0.5)
            control.add_epoch()

    carried_out(trainer, when)
    assert trainer.history.plan == changed
    assert digest(trainer.result) == digest(trained(changed, few).result)


@pytest.mark.parametrize(("rate", "momentum"), [(0.0, 0.5), (-1.0, 0.5), (0.1, 1.0), (float("nan"), 0.5)])
def test_rates_out_of_range_are_refused_and_the_run_goes_on(rate: float, momentum: float, few: Dataset) -> None:
    control = TrainingControl()
    trainer = start(PLAIN, few, control=control)
    events = carried_out(trainer, at_step(1, lambda: control.set_rates(rate, momentum)))
    [refused] = [event for event in events if isinstance(event, ChangeRefused)]
    assert refused.problem.code == "option_out_of_range"
    assert trainer.history.changes == []
    assert digest(trainer.result) == digest(trained(PLAIN, few).result)


def test_epochs_out_of_range_are_refused_and_the_run_goes_on(few: Dataset) -> None:
    plan = replace(PLAIN, config=replace(QUICK, epochs=1000))
    control = TrainingControl()

    def when(event: Event) -> None:
        at_step(1, control.add_epoch)(event)
        at_step(2, control.quit)(event)

    events = carried_out(start(plan, few, control=control), when)
    assert kinds(events) == [StepFinished, ChangeRefused, StepFinished, Saved]


def diverge(plan: Plan, few: Dataset, saved: list[Checkpoint]) -> tuple[Trainer, list[Event]]:
    control = TrainingControl()
    trainer = start(plan, few, saved.append, control)
    return trainer, carried_out(
        trainer, lambda event: control.set_rates(1000.0, 0.9) if isinstance(event, EpochFinished) else None
    )


def test_a_run_that_diverged_keeps_its_last_good_weights_and_cannot_be_resumed(few: Dataset, tmp_path: Path) -> None:
    saved: list[Checkpoint] = []
    trainer, events = diverge(PLAIN, few, saved)
    assert kinds(events)[-2:] == [RunDiverged, Saved]
    assert digest(saved[-1]) == digest(saved[0])
    assert not trainer.can_resume
    found = kept(trainer, tmp_path / "run.safetensors")
    with pytest.raises(ProblemError, match="weights_without_run"):
        resume(found, few)


def test_of_a_run_that_diverged_in_its_first_epoch_nothing_is_saved(few: Dataset) -> None:
    saved: list[Checkpoint] = []
    trainer = start(replace(PLAIN, config=replace(QUICK, learning_rate=1000.0)), few, saved.append)
    assert isinstance(list(trainer)[-1], RunDiverged)
    assert saved == []


# Resuming


@pytest.mark.parametrize("plan", [PLAIN, EVERYTHING], ids=["plain", "everything"])
def test_from_its_file_a_run_is_resumed_bit_for_bit_wherever_it_was_stopped(
    plan: Plan, few: Dataset, tmp_path: Path
) -> None:
    whole, events = trained(plan, few), list(start(plan, few))
    first_step = 1 + next(number for number, event in enumerate(events) if isinstance(event, StepFinished))
    for stop in range(first_step, len(events) + 1):
        found = stopped_after(stop, plan, few, tmp_path / "run.safetensors")
        torch.rand(3)  # what was drawn meanwhile does not matter
        rest = resume(found, few)
        list(rest)
        assert digest(rest.result) == digest(whole.result)
        assert timeless(rest.history) == timeless(whole.history)
        assert rest.calibration == whole.calibration


def test_in_a_new_process_a_run_is_resumed_bit_for_bit(few: Dataset, tmp_path: Path) -> None:
    whole, file = trained(EVERYTHING, few), tmp_path / "run.safetensors"
    stopped_after(3, EVERYTHING, few, file)
    done = subprocess.run([sys.executable, "-c", RESUME, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = checkpoint.load(file)
    assert digest(found) == digest(whole.result)
    assert found.history is not None
    assert (found.history.test, found.history.state) == (whole.history.test, RunState.FINISHED)


def test_a_run_that_version_0_1_0_stopped_is_resumed_bit_for_bit(few: Dataset, tmp_path: Path) -> None:
    found = checkpoint.load(FIXTURES / "cnnnet-stopped-run-0.1.0.safetensors")
    here = stopped_after(8, PLAIN, few, tmp_path / "here.safetensors")  # the seventh event that 0.1.0 knew
    rest, whole = resume(found, few), trained(PLAIN, few)
    assert kinds(list(rest)) == [StepFinished, *EPOCH[3:], RunFinished, Saved]
    assert rest.history.test is not None
    assert whole.history.test is not None
    assert rest.history.plan == PLAIN
    if same_weights(found, here):
        assert digest(rest.result) == digest(whole.result)
        assert rest.history.test == whole.history.test
    else:  # another processor adds up in another order
        assert rest.result is not None
        assert whole.result is not None
        torch.testing.assert_close(rest.result.state_dict(), whole.result.state_dict(), rtol=1e-3, atol=1e-4)


def test_resuming_leaves_the_checkpoint_in_memory_as_it_was(few: Dataset, tmp_path: Path) -> None:
    found = stopped_after(2, PLAIN, few, tmp_path / "run.safetensors")
    assert found.history is not None
    before, history = digest(found), as_json(found.history)
    list(resume(found, few))
    assert (digest(found), as_json(found.history)) == (before, history)


def test_a_finished_run_is_extended_by_a_child_that_names_it(few: Dataset, tmp_path: Path) -> None:
    whole = trained(PLAIN, few)
    parent = kept(whole, tmp_path / "run.safetensors")
    assert parent.history is not None
    plan = KeptRun("20250101-120000-aaaa", parent.history, can_resume=True).longer_plan()
    child = Trainer.extend(parent, plan, "the child", TrainingControl(), saves_nothing, giving(few))
    assert child.history.state is RunState.RUNNING
    assert kinds(list(child)) == [*EPOCH, RunFinished, Saved]
    longer = trained(replace(PLAIN, config=replace(QUICK, epochs=3)), few)
    assert digest(child.result) == digest(longer.result)
    assert (child.history.name, child.history.plan.parent) == ("the child", "20250101-120000-aaaa")
    assert timeless(child.history) | {"name": "a run", "plan": None} == timeless(longer.history) | {"plan": None}
    assert parent.history == whole.history


@pytest.mark.parametrize("epochs", [None, 1, 2])
def test_a_run_that_is_at_its_end_is_scored_once_more(epochs: int | None, few: Dataset, tmp_path: Path) -> None:
    whole = trained(PLAIN, few)
    rest = resume(kept(whole, tmp_path / "run.safetensors"), few, epochs)
    assert kinds(list(rest)) == [Scoring, RunFinished, Saved]
    assert rest.history.test == whole.history.test
    assert rest.history.plan.config.epochs == (epochs or 2)
    assert digest(rest.result) == digest(whole.result)


def test_a_run_can_be_made_shorter(few: Dataset, tmp_path: Path) -> None:
    rest = resume(stopped_after(2, PLAIN, few, tmp_path / "run.safetensors"), few, epochs=1)
    assert [event.epoch for event in rest if isinstance(event, EpochFinished)] == [1]


@pytest.mark.parametrize("epochs", [0, -1, 1001])
def test_a_run_of_no_length_is_refused(epochs: int, few: Dataset, tmp_path: Path) -> None:
    found = stopped_after(2, PLAIN, few, tmp_path / "run.safetensors")
    with pytest.raises(ProblemError, match="option_out_of_range"):
        resume(found, few, epochs)


@pytest.mark.parametrize("network", ["FirstNet", "CNNNet"])
def test_weights_alone_are_no_run_to_resume(network: str, few: Dataset) -> None:
    with pytest.raises(ProblemError, match="weights_without_run"):
        resume(checkpoint.load(paths.weights(network)), few)


def other(data: Dataset) -> Dataset:
    """The same, but for one pixel of the training set."""
    images = data.train.images.clone()
    images[7, 14, 14] ^= 1
    return Dataset(data.name, Digits(images, data.train.labels), data.test)


@pytest.mark.parametrize("is_extended", [False, True])
def test_a_run_is_never_resumed_on_other_data(is_extended: bool, few: Dataset, tmp_path: Path) -> None:
    found = stopped_after(2, PLAIN, few, tmp_path / "run.safetensors")
    load, plan = giving(other(few)), replace(PLAIN, parent="20250101-120000-aaaa")
    trainer = (
        Trainer.extend(found, plan, "a run", TrainingControl(), saves_nothing, load)
        if is_extended
        else Trainer.resume(found, TrainingControl(), saves_nothing, load=load)
    )
    with pytest.raises(ProblemError) as refused:
        list(trainer)
    assert refused.value.problem.code == "data_changed"
    assert refused.value.problem.values == {"run": "a run", "dataset": "mnist"}


def test_where_the_state_is_not_whole_the_run_is_refused_at_its_start(few: Dataset, tmp_path: Path) -> None:
    found = stopped_after(2, PLAIN, few, tmp_path / "run.safetensors")
    assert found.resume is not None
    rest = resume(replace(found, resume=replace(found.resume, arrays={})), few)
    with pytest.raises(ProblemError, match="resume_unfit"):
        next(iter(rest))


# Data that are fetched


def test_how_far_the_data_are_fetched_is_said_before_the_first_step(few: Dataset) -> None:
    def load(name: str) -> Loading:
        if name == "qmnist":
            yield Fetching(1, 2)
        return few

    trainer = Trainer.start(replace(PLAIN, dataset="qmnist"), "a run", TrainingControl(), saves_nothing, load)
    assert kinds(list(trainer)) == [Fetching, *WHOLE]


def test_a_run_that_is_stopped_while_its_data_are_fetched_stops_the_fetch(few: Dataset) -> None:
    control, ended = TrainingControl(), list[bool]()

    def load(_: str) -> Loading:
        try:
            while True:
                yield Fetching(1, 2)
        finally:
            ended.append(True)

    trainer = Trainer.start(PLAIN, "a run", control, saves_nothing, load)
    events = carried_out(trainer, lambda _: control.stop())
    assert kinds(events) == [Fetching, StateChanged]
    assert ended


def test_data_that_cannot_be_had_end_the_run_before_it_begins(few: Dataset) -> None:
    def load(_: str) -> Loading:
        yield Fetching(1, 2)
        raise DataError("dataset_not_fetched", dataset="qmnist")

    trainer = Trainer.start(PLAIN, "a run", TrainingControl(), saves_nothing, load)
    with pytest.raises(DataError):
        list(trainer)


def test_a_run_is_tested_on_digits_of_another_data_set_too(few: Dataset) -> None:
    hands = Dataset("hands", few.train[:50], few.test[50:])
    trainer = Trainer.start(PLAIN, "a run", TrainingControl(), saves_nothing, giving_by_name(mnist=few, hands=hands))
    events = list(trainer)
    assert trainer.result is not None
    assert [event.scores for event in events if isinstance(event, EpochFinished)][-1] == trainer.history.tests[:1]
    assert trainer.history.tests == (
        evaluate(trainer.result, few.test, "MNIST test"),
        evaluate(trainer.result, hands.test, "Hands test"),
    )


def test_a_run_on_the_other_data_set_is_tested_on_its_own_first(few: Dataset) -> None:
    hands = Dataset("hands", few.train, few.test[50:])
    load = giving_by_name(mnist=few, hands=hands)
    trainer = Trainer.start(replace(PLAIN, dataset="hands"), "a run", TrainingControl(), saves_nothing, load)
    list(trainer)
    assert [score.name for score in trainer.history.tests] == ["Hands test", "MNIST test"]


def test_where_the_other_data_set_is_missing_a_run_is_tested_on_its_own_alone(few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, "a run", TrainingControl(), saves_nothing, giving_by_name(mnist=few))
    list(trainer)
    assert [score.name for score in trainer.history.tests] == ["MNIST test"]
    assert "hands" in log.file().read_text().splitlines()[-1]


def test_digits_are_calibrated_on_writers_it_does_not_train_on(few: Dataset) -> None:
    drawn = replace(PLAIN, config=replace(QUICK, epochs=1, pen_digits=60))
    trainer = start(drawn, few)
    list(trainer)
    assert trainer._validation is pen_digits.as_written(pen_digits.HELD_OUT)


# Fine-tuning

TUNED = replace(QUICK, replay=60, samples=40, non_digits=20)


def tuning_plan(epochs: int = 2) -> Plan:
    return Plan("CNNNet", replace(TUNED, epochs=epochs), {"dropout": 0.5})


def fine_tune(
    start: Checkpoint, samples: Sequence[Sample], data: Dataset, save: Save = saves_nothing, epochs: int = 2
) -> Trainer:
    plan = tuning_plan(epochs)
    return Trainer.fine_tune(start, plan, samples, "a run", TrainingControl(), save, giving(data))


@pytest.fixture(scope="module")
def factory() -> Checkpoint:
    return load_checkpoint("CNNNet")


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return samples_of(13, 8)


def test_fine_tuning_begins_with_the_weights_the_options_and_the_calibration_of_its_start(
    factory: Checkpoint, samples: list[Sample], few: Dataset
) -> None:
    trainer = fine_tune(factory, samples, few)
    assert trainer.history.plan.options == factory.options != tuning_plan().options
    assert trainer.calibration == factory.calibration
    loop = iter(trainer)
    assert isinstance(next(loop), Preparing)
    while not isinstance(next(loop), StepFinished):
        pass
    assert trainer.result is not None
    assert weights_of(trainer.result)["fc2.bias"] == pytest.approx(factory.weights["fc2.bias"], abs=0.02)


def test_a_run_says_what_was_read_before_and_after(factory: Checkpoint, samples: list[Sample], few: Dataset) -> None:
    trainer = fine_tune(factory, samples, few)
    events = list(trainer)
    history = trainer.history
    assert kinds(events)[-3:] == [StartScored, RunFinished, Saved]
    assert [score.name for score in history.before] == [score.name for score in history.scores]
    assert named(history.before, "MNIST test") == evaluate(restored(factory), few.test, "MNIST test")
    assert trainer.result is not None
    assert history.test == evaluate(trainer.result, few.test, "MNIST test")
    mine = named(history.scores, MY_DRAWINGS)
    assert mine is not None
    assert mine.count == len(samples)
    assert set(history.samples) == {each.fingerprint for each in samples}


def test_fine_tuning_learns_what_a_network_misreads(factory: Checkpoint, few: Dataset) -> None:
    cross = np.zeros((28, 28), np.float32)
    cross[13:15, 4:24] = cross[4:24, 13:15] = 1.0
    start = fine_tune(factory, [Sample.new(3, cross)], few, epochs=20)
    list(start)
    content = content_of(start)
    predictor = Predictor(content.network, content.options, content.weights, content.calibration)
    assert predictor.predict([cross])[0].digit == 3


def test_a_start_without_samples_is_trained_on(factory: Checkpoint, few: Dataset) -> None:
    trainer = fine_tune(factory, [], few)
    events = list(trainer)
    assert CrossValidating not in kinds(events)
    assert named(trainer.history.before, "MNIST test") == evaluate(restored(factory), few.test, "MNIST test")
    assert trainer.history.samples == ()
    assert not same_weights(content_of(trainer), factory)


@pytest.mark.parametrize("events", [3, 12, 40])
def test_fine_tuning_that_was_cut_off_is_resumed_bit_for_bit(
    events: int, factory: Checkpoint, samples: list[Sample], few: Dataset, tmp_path: Path
) -> None:
    whole = fine_tune(factory, samples, few)
    list(whole)
    cut_off = fine_tune(factory, samples, few)
    list(islice(cut_off, events))
    rest = resume(kept(cut_off, tmp_path / "run.safetensors"), few)
    list(rest)
    assert digest(rest.result) == digest(whole.result)
    assert timeless(rest.history) == timeless(whole.history)


def test_a_child_of_fine_tuning_learns_the_samples_on(
    factory: Checkpoint, samples: list[Sample], few: Dataset, tmp_path: Path
) -> None:
    one = fine_tune(factory, samples, few, epochs=1)
    list(one)
    parent = kept(one, tmp_path / "run.safetensors")
    plan = KeptRun("a parent", one.history, can_resume=True).longer_plan()
    child = Trainer.extend(parent, plan, "a child", TrainingControl(), saves_nothing, giving(few))
    list(child)
    two = fine_tune(factory, samples, few, epochs=2)
    list(two)
    assert digest(child.result) == digest(two.result)
    assert (child.history.before, child.history.samples) == (two.history.before, two.history.samples)


def test_stopped_while_it_checks_it_keeps_what_it_learnt(
    factory: Checkpoint, samples: list[Sample], few: Dataset
) -> None:
    control, saved = TrainingControl(), list[Checkpoint]()
    trainer = Trainer.fine_tune(factory, tuning_plan(), samples, "a run", control, saved.append, giving(few))
    events = carried_out(trainer, lambda event: control.stop() if isinstance(event, CrossValidating) else None)
    assert kinds(events)[-4:] == [StateChanged, Scoring, Scored, Saved]
    assert trainer.history.before == ()
    assert digest(saved[-1]) == digest(trainer.result)


def test_contradicting_samples_are_not_learnt(factory: Checkpoint, samples: list[Sample], few: Dataset) -> None:
    wrong = replace(samples[0], id="wrong", label=(samples[0].label + 1) % 10)
    trainer = fine_tune(factory, [replace(samples[0], is_confirmed=True), *samples[1:], wrong], few)
    assert trainer.contradicting == (wrong,)
    assert wrong.fingerprint not in trainer.history.samples


def test_a_run_from_scratch_has_nothing_from_before(few: Dataset) -> None:
    history = trained(PLAIN, few).history
    assert (history.before, history.samples) == ((), ())


# However many samples there are, and whatever they show


def test_one_sample_is_learnt_and_not_measured(factory: Checkpoint, samples: list[Sample], few: Dataset) -> None:
    trainer = fine_tune(factory, samples[:1], few)
    list(trainer)
    assert named(trainer.history.before, MY_DRAWINGS) is None
    assert named(trainer.history.scores, MY_DRAWINGS) is None
    assert trainer.history.state is RunState.FINISHED


def test_samples_of_one_digit_are_measured_and_others_are_still_read(factory: Checkpoint, few: Dataset) -> None:
    fours = [each for each in samples_of(13, 120) if each.label == 4][:8]
    trainer = fine_tune(factory, fours, few)
    list(trainer)
    mine, test = (named(trainer.history.scores, name) for name in (MY_DRAWINGS, "MNIST test"))
    assert mine is not None
    assert mine.count == len(fours)
    assert test is not None
    assert test.accuracy >= 0.9


def test_a_hundred_samples_of_which_none_can_be_believed_are_refused(factory: Checkpoint, few: Dataset) -> None:
    wrong = [replace(each, id=f"{each.id}-{label}", label=label) for each in samples_of(13, 50) for label in (1, 2)]
    with pytest.raises(ProblemError) as refusal:
        fine_tune(factory, wrong, few)
    assert (refusal.value.problem.code, refusal.value.problem.values["count"]) == ("samples_contradict", 100)


def test_of_a_hundred_samples_with_labels_at_random_most_are_left_out_and_the_rest_spoils_little(
    factory: Checkpoint, few: Dataset
) -> None:
    at_random = np.random.default_rng(0).integers(10, size=100).tolist()
    wrong = [replace(each, label=label) for each, label in zip(samples_of(13, 100), at_random, strict=True)]
    trainer = fine_tune(factory, wrong, few)
    list(trainer)
    test, before = (named(scores, "MNIST test") for scores in (trainer.history.scores, trainer.history.before))
    assert test is not None
    assert before is not None
    assert len(trainer.contradicting) > 50
    assert test.accuracy >= before.accuracy - 0.05


@pytest.mark.slow
def test_ten_thousand_samples_are_learnt_to_the_end(factory: Checkpoint, few: Dataset) -> None:
    everything = list(islice(chain.from_iterable(samples_of(writer, 250) for writer in range(200)), 10_000))
    assert len(everything) == 10_000
    plan = fine_tuning("CNNNet", len(everything))
    plan = replace(plan, config=replace(plan.config, pen_digits=0, non_digits=0))
    began = time.monotonic()
    trainer = Trainer.fine_tune(factory, plan, everything, "a run", TrainingControl(), saves_nothing, giving(few))
    events = list(trainer)
    print(f"\n10,000 samples were learnt in {time.monotonic() - began:.0f} s")
    assert isinstance(events[-1], Saved)
    assert len(trainer.history.samples) + len(trainer.contradicting) == len(everything)
    assert len(trainer.contradicting) < 200
    mine, before = (named(scores, MY_DRAWINGS) for scores in (trainer.history.scores, trainer.history.before))
    assert mine is not None
    assert before is not None
    assert mine.count == before.count == len(trainer.history.samples)
    assert mine.accuracy > before.accuracy - 0.002
