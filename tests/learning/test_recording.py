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
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.mnist import Dataset
from mnist_desktop.learning.networks import Network, begin
from mnist_desktop.learning.recording import UNCALIBRATED, Recording
from mnist_desktop.runs.config import PRESETS, Augmentation, Plan, TrainingConfig
from mnist_desktop.runs.events import (
    EpochFinished,
    Preparing,
    RunFinished,
    RunState,
    Scoring,
    StepFinished,
)
from mnist_desktop.runs.history import History

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
GO_ON = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
from mnist_desktop.learning import checkpoint, mnist
from mnist_desktop.learning.mnist import Dataset
from mnist_desktop.learning.recording import Recording
data = mnist.load()
data = Dataset("few", data.train[:290], data.test[:100])
file = Path(sys.argv[1])
recording = Recording.go_on(checkpoint.load(file), data)
list(recording)
checkpoint.save(recording.checkpoint(), file)
"""


@pytest.fixture(scope="module")
def few(tiny: Dataset) -> Dataset:
    return Dataset("few", tiny.train[:290], tiny.test[:100])


def digest(network: Network | None) -> str:
    assert network is not None
    content = b"".join(value.contiguous().numpy().tobytes() for value in network.state_dict().values())
    return hashlib.sha256(content).hexdigest()


def kept(recording: Recording, file: Path) -> Checkpoint:
    """What comes back of a run that is saved and loaded."""
    content = recording.checkpoint()
    assert content is not None
    checkpoint.save(content, file)
    return checkpoint.load(file)


def story(recording: Recording) -> str:
    """Its history, apart from the times."""
    found = recording.history.to_json()
    for row in found["rows"]:
        row["seconds"] = row["images_per_second"] = 0
    return json.dumps(found | {"created": ""})


def whole_run(plan: Plan, data: Dataset) -> Recording:
    recording = Recording.start(plan, data, "a run")
    list(recording)
    return recording


def test_a_run_leaves_calibrated_weights_with_their_story(few: Dataset) -> None:
    preset = PRESETS["recommended"]["FirstNet"]
    plan = replace(preset, config=replace(preset.config, epochs=1, batch_size=100, hold_out=90, device="cpu"))
    recording = Recording.start(plan, few, "a run")
    *_, finished = recording
    assert isinstance(finished, RunFinished)
    left = recording.checkpoint()
    assert left is not None
    assert left.calibration != UNCALIBRATED
    assert left.calibration.temperature > 0
    assert 0 < left.calibration.min_confidence < 1
    assert left.history["name"] == "a run"
    assert left.history["dataset"] == few.name
    assert left.history["epochs"] == 1
    assert left.history["state"] == "finished"
    assert left.history["test_accuracy"] == finished.test.accuracy == evaluate(left.network, few.test).accuracy
    assert json.loads(json.dumps(left.history)) == json.loads(json.dumps(recording.history.to_json()))


def test_the_same_plan_trains_the_same_weights_again(few: Dataset) -> None:
    one, other = whole_run(PLAIN, few), whole_run(PLAIN, few)
    assert digest(one.result) == digest(other.result)
    assert story(one) == story(other)


def test_before_the_first_step_there_is_nothing_to_keep(few: Dataset) -> None:
    recording = Recording.start(EVERYTHING, few, "a run")
    assert isinstance(next(iter(recording)), Preparing)
    assert recording.checkpoint() is None
    assert recording.result is None
    assert list(recording.score()) == []


@pytest.mark.parametrize("plan", [PLAIN, EVERYTHING], ids=["plain", "everything"])
def test_from_its_file_a_run_goes_on_bit_for_bit_wherever_it_was_stopped(
    plan: Plan, few: Dataset, tmp_path: Path
) -> None:
    whole = whole_run(plan, few)
    count = len(list(Recording.start(plan, few, "a run")))
    first_step = next(
        number
        for number, event in enumerate(Recording.start(plan, few, "a run"), start=1)
        if isinstance(event, StepFinished)
    )
    for stop in range(first_step, count + 1):
        recording = Recording.start(plan, few, "a run")
        list(islice(recording, stop))
        found = kept(recording, tmp_path / "run.safetensors")
        torch.rand(3)  # what was drawn meanwhile does not matter
        rest = Recording.go_on(found, few)
        list(rest)
        assert digest(rest.result) == digest(whole.result)
        assert story(rest) == story(whole)
        assert rest.calibration == whole.calibration


def test_in_a_new_process_a_run_goes_on_bit_for_bit(few: Dataset, tmp_path: Path) -> None:
    whole, file = whole_run(EVERYTHING, few), tmp_path / "run.safetensors"
    recording = Recording.start(EVERYTHING, few, "a run")
    list(islice(recording, 3))
    kept(recording, file)
    done = subprocess.run([sys.executable, "-c", GO_ON, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = checkpoint.load(file)
    assert digest(found.network) == digest(whole.result)
    assert found.history["test_loss"] == whole.history.test_loss
    assert found.history["state"] == "finished"


def test_a_finished_run_goes_on_for_more_epochs(few: Dataset, tmp_path: Path) -> None:
    longer = replace(PLAIN, config=replace(PLAIN.config, epochs=3))
    rest = Recording.go_on(kept(whole_run(PLAIN, few), tmp_path / "run.safetensors"), few, epochs=3)
    assert rest.history.to_json()["state"] == "running"
    assert [event.epoch for event in rest if isinstance(event, EpochFinished)] == [3]
    assert rest.history.state is RunState.FINISHED
    assert rest.history.plan == longer
    assert digest(rest.result) == digest(whole_run(longer, few).result)


@pytest.mark.parametrize("epochs", [None, 1, 2])
def test_a_run_that_is_at_its_end_is_scored_once_more(epochs: int | None, few: Dataset, tmp_path: Path) -> None:
    whole = whole_run(PLAIN, few)
    rest = Recording.go_on(kept(whole, tmp_path / "run.safetensors"), few, epochs)
    assert [type(event) for event in rest] == [Scoring, RunFinished]
    assert rest.history.test_loss == whole.history.test_loss
    assert rest.history.plan.config.epochs == (epochs or 2)
    assert digest(rest.result) == digest(whole.result)


def test_a_run_can_be_made_shorter(few: Dataset, tmp_path: Path) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 2))
    rest = Recording.go_on(kept(recording, tmp_path / "run.safetensors"), few, epochs=1)
    assert [event.epoch for event in rest if isinstance(event, EpochFinished)] == [1]


@pytest.mark.parametrize("epochs", [0, -1, 1001])
def test_a_run_of_no_length_is_refused(epochs: int, few: Dataset, tmp_path: Path) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 2))
    with pytest.raises(ValueError, match="epochs must be between"):
        Recording.go_on(kept(recording, tmp_path / "run.safetensors"), few, epochs)


def test_new_rates_are_noted_where_they_begin_to_act(few: Dataset) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 1))
    change = recording.set_rates(0.001, 0.5)
    assert change.at == pytest.approx(1 / 3)
    assert recording.history.changes == [change]
    config = recording.history.plan.config
    assert (config.learning_rate, config.momentum) == (0.001, 0.5)


def test_new_rates_and_epochs_are_followed(few: Dataset) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    untouched = Recording.start(PLAIN, few, "a run")
    list(untouched)
    epochs = []
    for event in recording:
        if isinstance(event, StepFinished) and (event.epoch, event.step) == (1, 1):
            recording.set_rates(1e-8, 0.0)
            recording.add_epoch()
        if isinstance(event, EpochFinished):
            epochs.append(event.epoch)
    assert epochs == [1, 2, 3]
    assert digest(recording.result) != digest(untouched.result)


def test_rates_and_epochs_changed_while_it_is_prepared_are_followed(few: Dataset) -> None:
    plan = replace(EVERYTHING, config=replace(EVERYTHING.config, epochs=1))
    changed = replace(plan, config=replace(plan.config, learning_rate=1e-5, momentum=0.5, epochs=2))
    recording = Recording.start(plan, few, "a run")
    for event in recording:
        if isinstance(event, Preparing) and event.done < event.of:
            recording.set_rates(1e-5, 0.5)
            recording.add_epoch()
    assert recording.history.plan == changed
    assert digest(recording.result) == digest(whole_run(changed, few).result)


@pytest.mark.parametrize(("rate", "momentum"), [(0.0, 0.5), (-1.0, 0.5), (0.1, 1.0), (float("nan"), 0.5)])
def test_rates_out_of_range_are_refused_and_the_run_goes_on(rate: float, momentum: float, few: Dataset) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    for event in recording:
        if isinstance(event, StepFinished):
            with pytest.raises(ValueError, match="must be between"):
                recording.set_rates(rate, momentum)
    assert recording.history.changes == []
    assert digest(recording.result) == digest(whole_run(PLAIN, few).result)


def test_a_run_stopped_between_two_epochs_is_scored_on_request(few: Dataset) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 2))
    assert recording.history.test_accuracy is None
    assert [type(event) for event in recording.score()] == [Scoring]
    result = recording.result
    assert result is not None
    assert recording.history.test_accuracy == evaluate(result, few.test).accuracy


def test_a_run_that_diverged_keeps_its_last_good_weights_and_cannot_go_on(few: Dataset, tmp_path: Path) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    for event in recording:
        if isinstance(event, EpochFinished):
            good = digest(recording.result)
            recording.set_rates(1000.0, 0.9)
    assert recording.history.state is RunState.DIVERGED
    found = kept(recording, tmp_path / "run.safetensors")
    assert digest(found.network) == good
    assert found.resume is None
    with pytest.raises(ValueError, match="weights alone"):
        Recording.go_on(found, few)


def test_the_checkpoint_is_a_copy(few: Dataset) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    events = iter(recording)
    next(events)
    content = recording.checkpoint()
    assert content is not None
    before, story = digest(content.network), json.dumps(content.history)
    list(events)
    assert (digest(content.network), json.dumps(content.history)) == (before, story)


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_weights_alone_are_no_run_to_go_on_with(model: str, few: Dataset) -> None:
    with pytest.raises(ValueError, match="this file holds weights alone"):
        Recording.go_on(checkpoint.load(paths.weights(model)), few)


def test_a_run_goes_on_with_its_own_data_alone(few: Dataset, tmp_path: Path) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 1))
    found = kept(recording, tmp_path / "run.safetensors")
    with pytest.raises(ValueError, match="the run was on few, not on MNIST"):
        Recording.go_on(found, replace(few, name="MNIST"))


def test_where_the_state_is_not_whole_the_run_is_refused_at_its_start(few: Dataset, tmp_path: Path) -> None:
    recording = Recording.start(PLAIN, few, "a run")
    list(islice(recording, 2))
    found = kept(recording, tmp_path / "run.safetensors")
    assert found.resume is not None
    rest = Recording.go_on(replace(found, resume=replace(found.resume, tensors={})), few)
    with pytest.raises(ValueError, match="cannot go on from where it stopped"):
        next(iter(rest))


def test_telling_its_events_again_tells_the_same_history(few: Dataset) -> None:
    recording = Recording.start(EVERYTHING, few, "a run")
    again = History("a run", EVERYTHING, few.name, recording.history.created)
    for event in recording:
        again.take(event)
        if isinstance(event, EpochFinished):
            again.take(recording.set_rates(0.001, 0.8))
            if event.epoch == 1:
                again.take(recording.add_epoch())
    assert again.to_json() == recording.history.to_json()
    assert again.state is RunState.FINISHED


def test_a_run_begins_with_the_network_of_its_plan(few: Dataset) -> None:
    recording = Recording.start(replace(PLAIN, config=replace(QUICK, seed=5)), few, "a run")
    assert digest(recording._network) == digest(begin(replace(PLAIN, config=replace(QUICK, seed=5))))
    assert digest(recording._network) != digest(begin(PLAIN))
