"""A run that is written down: its events make its history, and from its file it goes on as if it had not stopped."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch

from mnist_desktop import paths
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.networks import Network, begin
from mnist_desktop.learning.trainer import UNCALIBRATED, Trainer
from mnist_desktop.runs.events import (
    EpochFinished,
    Preparing,
    RunFinished,
    RunState,
    Scoring,
    StepFinished,
)
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import PRESETS, Augmentation, Plan, TrainingConfig

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
RUN = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.trainer import Trainer
data = mnist.load()
data = Dataset("few", data.train[:290], data.test[:100])
file = Path(sys.argv[1])
trainer = Trainer.resume(checkpoint.load(file), data)
list(trainer)
checkpoint.save(trainer.checkpoint(), file)
"""


@pytest.fixture(scope="module")
def few(tiny: Dataset) -> Dataset:
    return Dataset("few", tiny.train[:290], tiny.test[:100])


def digest(network: Network | None) -> str:
    assert network is not None
    content = b"".join(value.contiguous().numpy().tobytes() for value in network.state_dict().values())
    return hashlib.sha256(content).hexdigest()


def kept(trainer: Trainer, file: Path) -> Checkpoint:
    """What comes back of a run that is saved and loaded."""
    content = trainer.checkpoint()
    assert content is not None
    checkpoint.save(content, file)
    return checkpoint.load(file)


def story(trainer: Trainer) -> str:
    """Its history, apart from the times."""
    found = trainer.history.to_json()
    for row in found["rows"]:
        row["seconds"] = row["images_per_second"] = 0
    return json.dumps(found | {"created": ""})


def whole_run(plan: Plan, data: Dataset) -> Trainer:
    trainer = Trainer.start(plan, data, "a run")
    list(trainer)
    return trainer


def test_a_run_leaves_calibrated_weights_with_their_story(few: Dataset) -> None:
    preset = PRESETS["recommended"]["FirstNet"]
    plan = replace(preset, config=replace(preset.config, epochs=1, batch_size=100, hold_out=90, device="cpu"))
    trainer = Trainer.start(plan, few, "a run")
    *_, finished = trainer
    assert isinstance(finished, RunFinished)
    left = trainer.checkpoint()
    assert left is not None
    assert left.calibration != UNCALIBRATED
    assert left.calibration.temperature > 0
    assert 0 < left.calibration.min_confidence < 1
    assert left.history["name"] == "a run"
    assert left.history["dataset"] == few.name
    assert left.history["epochs"] == 1
    assert left.history["state"] == "finished"
    assert left.history["test_accuracy"] == finished.test.accuracy == evaluate(left.network, few.test).accuracy
    assert json.loads(json.dumps(left.history)) == json.loads(json.dumps(trainer.history.to_json()))


def test_the_same_plan_trains_the_same_weights_again(few: Dataset) -> None:
    one, other = whole_run(PLAIN, few), whole_run(PLAIN, few)
    assert digest(one.result) == digest(other.result)
    assert story(one) == story(other)


def test_before_the_first_step_there_is_nothing_to_keep(few: Dataset) -> None:
    trainer = Trainer.start(EVERYTHING, few, "a run")
    assert isinstance(next(iter(trainer)), Preparing)
    assert trainer.checkpoint() is None
    assert trainer.result is None
    assert list(trainer.score()) == []


@pytest.mark.parametrize("plan", [PLAIN, EVERYTHING], ids=["plain", "everything"])
def test_from_its_file_a_run_goes_on_bit_for_bit_wherever_it_was_stopped(
    plan: Plan, few: Dataset, tmp_path: Path
) -> None:
    whole = whole_run(plan, few)
    count = len(list(Trainer.start(plan, few, "a run")))
    first_step = next(
        number
        for number, event in enumerate(Trainer.start(plan, few, "a run"), start=1)
        if isinstance(event, StepFinished)
    )
    for stop in range(first_step, count + 1):
        trainer = Trainer.start(plan, few, "a run")
        list(islice(trainer, stop))
        found = kept(trainer, tmp_path / "run.safetensors")
        torch.rand(3)  # what was drawn meanwhile does not matter
        rest = Trainer.resume(found, few)
        list(rest)
        assert digest(rest.result) == digest(whole.result)
        assert story(rest) == story(whole)
        assert rest.calibration == whole.calibration


def test_in_a_new_process_a_run_goes_on_bit_for_bit(few: Dataset, tmp_path: Path) -> None:
    whole, file = whole_run(EVERYTHING, few), tmp_path / "run.safetensors"
    trainer = Trainer.start(EVERYTHING, few, "a run")
    list(islice(trainer, 3))
    kept(trainer, file)
    done = subprocess.run([sys.executable, "-c", RUN, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = checkpoint.load(file)
    assert digest(found.network) == digest(whole.result)
    assert found.history["test_loss"] == whole.history.test_loss
    assert found.history["state"] == "finished"


def test_a_finished_run_goes_on_for_more_epochs(few: Dataset, tmp_path: Path) -> None:
    longer = replace(PLAIN, config=replace(PLAIN.config, epochs=3))
    rest = Trainer.resume(kept(whole_run(PLAIN, few), tmp_path / "run.safetensors"), few, epochs=3)
    assert rest.history.to_json()["state"] == "running"
    assert [event.epoch for event in rest if isinstance(event, EpochFinished)] == [3]
    assert rest.history.state is RunState.FINISHED
    assert rest.history.plan == longer
    assert digest(rest.result) == digest(whole_run(longer, few).result)


@pytest.mark.parametrize("epochs", [None, 1, 2])
def test_a_run_that_is_at_its_end_is_scored_once_more(epochs: int | None, few: Dataset, tmp_path: Path) -> None:
    whole = whole_run(PLAIN, few)
    rest = Trainer.resume(kept(whole, tmp_path / "run.safetensors"), few, epochs)
    assert [type(event) for event in rest] == [Scoring, RunFinished]
    assert rest.history.test_loss == whole.history.test_loss
    assert rest.history.plan.config.epochs == (epochs or 2)
    assert digest(rest.result) == digest(whole.result)


def test_a_run_can_be_made_shorter(few: Dataset, tmp_path: Path) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 2))
    rest = Trainer.resume(kept(trainer, tmp_path / "run.safetensors"), few, epochs=1)
    assert [event.epoch for event in rest if isinstance(event, EpochFinished)] == [1]


@pytest.mark.parametrize("epochs", [0, -1, 1001])
def test_a_run_of_no_length_is_refused(epochs: int, few: Dataset, tmp_path: Path) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 2))
    with pytest.raises(ValueError, match="epochs must be between"):
        Trainer.resume(kept(trainer, tmp_path / "run.safetensors"), few, epochs)


def test_new_rates_are_noted_where_they_begin_to_act(few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 1))
    change = trainer.set_rates(0.001, 0.5)
    assert change.at == pytest.approx(1 / 3)
    assert trainer.history.changes == [change]
    config = trainer.history.plan.config
    assert (config.learning_rate, config.momentum) == (0.001, 0.5)


def test_new_rates_and_epochs_are_followed(few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    untouched = Trainer.start(PLAIN, few, "a run")
    list(untouched)
    epochs = []
    for event in trainer:
        if isinstance(event, StepFinished) and (event.epoch, event.step) == (1, 1):
            trainer.set_rates(1e-8, 0.0)
            trainer.add_epoch()
        if isinstance(event, EpochFinished):
            epochs.append(event.epoch)
    assert epochs == [1, 2, 3]
    assert digest(trainer.result) != digest(untouched.result)


def test_rates_and_epochs_changed_while_it_is_prepared_are_followed(few: Dataset) -> None:
    plan = replace(EVERYTHING, config=replace(EVERYTHING.config, epochs=1))
    changed = replace(plan, config=replace(plan.config, learning_rate=1e-5, momentum=0.5, epochs=2))
    trainer = Trainer.start(plan, few, "a run")
    for event in trainer:
        if isinstance(event, Preparing) and event.done < event.of:
            trainer.set_rates(1e-5, 0.5)
            trainer.add_epoch()
    assert trainer.history.plan == changed
    assert digest(trainer.result) == digest(whole_run(changed, few).result)


@pytest.mark.parametrize(("rate", "momentum"), [(0.0, 0.5), (-1.0, 0.5), (0.1, 1.0), (float("nan"), 0.5)])
def test_rates_out_of_range_are_refused_and_the_run_goes_on(rate: float, momentum: float, few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    for event in trainer:
        if isinstance(event, StepFinished):
            with pytest.raises(ValueError, match="must be between"):
                trainer.set_rates(rate, momentum)
    assert trainer.history.changes == []
    assert digest(trainer.result) == digest(whole_run(PLAIN, few).result)


def test_a_run_stopped_between_two_epochs_is_scored_on_request(few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 2))
    assert trainer.history.test_accuracy is None
    assert [type(event) for event in trainer.score()] == [Scoring]
    result = trainer.result
    assert result is not None
    assert trainer.history.test_accuracy == evaluate(result, few.test).accuracy


def test_a_run_that_diverged_keeps_its_last_good_weights_and_cannot_go_on(few: Dataset, tmp_path: Path) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    for event in trainer:
        if isinstance(event, EpochFinished):
            good = digest(trainer.result)
            trainer.set_rates(1000.0, 0.9)
    assert trainer.history.state is RunState.DIVERGED
    found = kept(trainer, tmp_path / "run.safetensors")
    assert digest(found.network) == good
    assert found.resume is None
    with pytest.raises(ValueError, match="weights alone"):
        Trainer.resume(found, few)


def test_the_checkpoint_is_a_copy(few: Dataset) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    events = iter(trainer)
    next(events)
    content = trainer.checkpoint()
    assert content is not None
    before, story = digest(content.network), json.dumps(content.history)
    list(events)
    assert (digest(content.network), json.dumps(content.history)) == (before, story)


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_weights_alone_are_no_run_to_go_on_with(model: str, few: Dataset) -> None:
    with pytest.raises(ValueError, match="this file holds weights alone"):
        Trainer.resume(checkpoint.load(paths.weights(model)), few)


def test_a_run_goes_on_with_its_own_data_alone(few: Dataset, tmp_path: Path) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 1))
    found = kept(trainer, tmp_path / "run.safetensors")
    with pytest.raises(ValueError, match="the run was on few, not on MNIST"):
        Trainer.resume(found, replace(few, name="MNIST"))


def test_where_the_state_is_not_whole_the_run_is_refused_at_its_start(few: Dataset, tmp_path: Path) -> None:
    trainer = Trainer.start(PLAIN, few, "a run")
    list(islice(trainer, 2))
    found = kept(trainer, tmp_path / "run.safetensors")
    assert found.resume is not None
    rest = Trainer.resume(replace(found, resume=replace(found.resume, tensors={})), few)
    with pytest.raises(ValueError, match="cannot go on from where it stopped"):
        next(iter(rest))


def test_telling_its_events_again_tells_the_same_history(few: Dataset) -> None:
    trainer = Trainer.start(EVERYTHING, few, "a run")
    again = History("a run", EVERYTHING, few.name, trainer.history.created)
    for event in trainer:
        again.take(event)
        if isinstance(event, EpochFinished):
            again.take(trainer.set_rates(0.001, 0.8))
            if event.epoch == 1:
                again.take(trainer.add_epoch())
    assert again.to_json() == trainer.history.to_json()
    assert again.state is RunState.FINISHED


def test_a_run_begins_with_the_network_of_its_plan(few: Dataset) -> None:
    trainer = Trainer.start(replace(PLAIN, config=replace(QUICK, seed=5)), few, "a run")
    assert digest(trainer._network) == digest(begin(replace(PLAIN, config=replace(QUICK, seed=5))))
    assert digest(trainer._network) != digest(begin(PLAIN))
