"""Recording: what is kept of a run are the weights that read, and the run stays the same bit for bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from trainings import giving, same_weights, saves_nothing

from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import begin, weights_of
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.runs.events import EpochFinished, StepFinished
from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.plan import Plan, fine_tuning
from mnist_desktop.system import log
from mnist_desktop.system.errors import ProblemError

QUICK = TrainingConfig(
    epochs=2,
    batch_size=100,
    learning_rate=0.05,
    momentum=0.9,
    augmentation=Augmentation(),
    averaging=0.9,
    device="cpu",
)
PLANS = [Plan("CNNNet", QUICK, {"dropout": 0.5}), Plan("FirstNet", QUICK)]


def checkpoint_of(trainer: Trainer) -> Checkpoint:
    found = trainer.checkpoint()
    assert found is not None
    return found


def carry_out(trainer: Trainer) -> list[Snapshot]:
    """Carry out a run and return all that is recorded of it."""
    recorded: list[Snapshot] = []
    trainer.record_to(recorded.append)
    list(trainer)
    return recorded


def start(plan: Plan, few: Dataset) -> Trainer:
    return Trainer.start(plan, "a run", TrainingControl(), saves_nothing, giving(few))


def steps(recorded: list[Snapshot]) -> list[int]:
    return [each.moment.step for each in recorded]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.network)
def test_a_recorded_run_has_the_weights_of_one_that_is_not(plan: Plan, few: Dataset) -> None:
    recorded, plain = start(plan, few), start(plan, few)
    assert carry_out(recorded)
    list(plain)
    assert same_weights(checkpoint_of(recorded), checkpoint_of(plain))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.network)
def test_so_has_one_that_was_stopped_and_resumed(plan: Plan, few: Dataset) -> None:
    plain = start(plan, few)
    list(plain)
    control = TrainingControl()
    stopped = Trainer.start(plan, "a run", control, saves_nothing, giving(few))
    stopped.record_to(lambda _: None)
    for event in stopped:
        if isinstance(event, StepFinished) and event.step == 2:
            control.stop()
    resumed = Trainer.resume(checkpoint_of(stopped), TrainingControl(), saves_nothing, load=giving(few))
    assert steps(carry_out(resumed)) == [3, 4, 5, 6]
    assert same_weights(checkpoint_of(resumed), checkpoint_of(plain))


def test_it_begins_with_the_initial_weights_and_ends_with_those_that_are_kept(few: Dataset) -> None:
    trainer = start(PLANS[0], few)
    first, *_, last = carry_out(trainer)
    assert (first.moment, last.moment) == (Moment(0, 0.0), Moment(6, 2.0))
    initial, final = weights_of(begin(PLANS[0])), checkpoint_of(trainer)
    assert all(np.array_equal(value, initial[name]) for name, value in first.weights.items())
    assert all(np.array_equal(value, final.weights[name]) for name, value in last.weights.items())
    assert (last.calibration, last.options) == (final.calibration, final.options)


def test_what_is_recorded_is_a_copy(few: Dataset) -> None:
    recorded = carry_out(start(PLANS[0], few))
    assert len({each.weights["fc2.bias"].tobytes() for each in recorded}) == len(recorded) == 7


def test_an_added_epoch_is_recorded_too(few: Dataset) -> None:
    control, recorded = TrainingControl(), list[Snapshot]()
    trainer = Trainer.start(PLANS[0], "a run", control, saves_nothing, giving(few))
    trainer.record_to(recorded.append)
    for event in trainer:
        if isinstance(event, EpochFinished) and event.epoch == 1:
            control.add_epoch()
    assert steps(recorded) == list(range(10))


def test_a_run_that_goes_on_from_another_records_moments_of_its_own(few: Dataset) -> None:
    parent = start(PLANS[0], few)
    list(parent)
    plan = replace(PLANS[0], config=replace(QUICK, epochs=3), parent="20250101-120000-aaaa")
    child = Trainer.extend(checkpoint_of(parent), plan, "child", TrainingControl(), saves_nothing, giving(few))
    recorded = carry_out(child)
    assert [each.moment for each in recorded] == [Moment(step, step / 3) for step in (6, 7, 8, 9)]


def test_fine_tuning_is_recorded_from_the_weights_it_begins_with(few: Dataset) -> None:
    parent = start(PLANS[0], few)
    list(parent)
    plan = fine_tuning("CNNNet", 0)
    plan = replace(plan, config=replace(plan.config, pen_digits=0, non_digits=0, replay=200, device="cpu"))
    tuned = Trainer.fine_tune(checkpoint_of(parent), plan, (), "tuned", TrainingControl(), saves_nothing, giving(few))
    first, *others = carry_out(tuned)
    assert first.moment == Moment(0, 0.0)
    assert all(np.array_equal(value, first.weights[name]) for name, value in checkpoint_of(parent).weights.items())
    assert others


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ProblemError("tensor_not_finite", name="x")])
def test_where_nothing_can_be_kept_the_run_goes_on_and_the_log_says_why_once(
    error: Exception, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(log, "note", said.append)

    def refuse(_: Snapshot) -> None:
        raise error

    trainer, plain = start(PLANS[0], few), start(PLANS[0], few)
    trainer.record_to(refuse)
    list(trainer)
    list(plain)
    assert len([line for line in said if "moments" in line]) == 1
    assert same_weights(checkpoint_of(trainer), checkpoint_of(plain))
