from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from commands import COMMAND, PREDICTION
from drawings import some_digits
from hand_samples import samples_of

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.cli import train
from mnist_desktop.learning.data import datasets
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.networks import restored
from mnist_desktop.reading import checkpoint
from mnist_desktop.runs.events import Preparing, RunFinished, RunState, Scoring, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import fine_tuning, plan_of
from mnist_desktop.runs.scores import of_test_set

EPOCH = {"event", "epoch", "train_loss", "train_accuracy", "test_loss", "test_accuracy", "seconds", "images_per_second"}
QUICK = ["train", "--model", "FirstNet", "--preset", "tutorial", "--epochs", "1", "--batch-size", "2000"]
TRAIN = ["train", "--model", "CNNNet", "--preset", "tutorial", "--batch-size", "100", "--json"]
INTERRUPT = partial(signal.raise_signal, signal.SIGINT)


def history_in(file: Path) -> History:
    found = checkpoint.load(file).history
    assert found is not None
    return found


def accuracy_in(file: Path) -> float:
    score = of_test_set(history_in(file).scores)
    assert score is not None
    return score.accuracy


def same_weights(one: Path, other: Path) -> bool:
    ones, others = (checkpoint.load(file).weights for file in (one, other))
    return all(np.array_equal(value, others[name]) for name, value in ones.items())


def wait_until_it_trains(process: subprocess.Popen[bytes]) -> None:
    assert process.stderr is not None
    told = b""
    while b"loss=" not in told:
        told += (read := os.read(process.stderr.fileno(), 1000))
        assert read, told.decode()


def test_a_trained_network_is_written_and_then_reads(run: Any, picture: Path, tmp_path: Path) -> None:
    file = tmp_path / "trained.safetensors"
    epoch, end = run(*QUICK, "--learning-rate", "0.1", "--seed", "3", "--json", "--output", file).found
    assert set(epoch) >= EPOCH
    assert (epoch["event"], epoch["epoch"], end["event"]) == ("epoch", 1, "finished")
    assert epoch["test_accuracy"] == end["test_accuracy"] > 0.5
    config = history_in(file).plan.config
    assert (config.seed, config.learning_rate, config.batch_size) == (3, 0.1, 2000)
    assert accuracy_in(file) == end["test_accuracy"]
    [found] = run("predict", "--checkpoint", file, picture).found
    assert list(found) == PREDICTION
    [score] = run("evaluate", "--checkpoint", file, "--json").found
    assert score["accuracy"] == pytest.approx(end["test_accuracy"])


@pytest.mark.parametrize("place", ["file/w.safetensors", "missing/w.safetensors", "."])
def test_where_the_weights_cannot_be_written_is_told_before_training(run: Any, place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "does not exist" in run(*QUICK, "--output", tmp_path / place, status=2).errors[-1]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (["--learning-rate", "-1"], "learning_rate must be between"),
        (["--learning-rate", "nan"], "learning_rate must be between"),
        (["--epochs", "0"], "epochs must be between"),
        (["--batch-size", "-5"], "batch_size must be between"),
        (["--momentum", "1.5"], "momentum must be between"),
        (["--seed", "-1"], "seed must be between"),
        (["--device", "mps"], 'no "mps" device'),
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="may have an mps device")
def test_a_value_that_makes_no_sense_is_one_line(run: Any, wrong: list[str], reason: str) -> None:
    [line] = run("train", "--model", "FirstNet", *wrong, status=1).errors
    assert line.startswith("mnist-desktop: ")
    assert reason in line


@pytest.mark.usefixtures("few")
def test_a_run_goes_on_from_its_file_as_if_it_had_not_stopped(run: Any, tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.safetensors", tmp_path / "run.safetensors"
    run(*TRAIN, "--epochs", "3", "--output", whole)
    run(*TRAIN, "--epochs", "1", "--output", file)
    assert not same_weights(whole, file)
    *epochs, end = run("train", "--resume", file, "--epochs", "3", "--json").found
    assert [event["epoch"] for event in epochs] == [2, 3]
    assert end["test_accuracy"] == accuracy_in(whole)
    assert same_weights(whole, file)
    assert len(history_in(file).epochs) == 3


@pytest.mark.usefixtures("few")
def test_weights_alone_are_the_same_in_a_smaller_file_that_no_run_goes_on_from(run: Any, tmp_path: Path) -> None:
    whole, alone = tmp_path / "whole.safetensors", tmp_path / "alone.safetensors"
    run(*TRAIN, "--epochs", "1", "--output", whole)
    run(*TRAIN, "--epochs", "1", "--output", alone, "--weights-only")
    assert same_weights(whole, alone)
    assert alone.stat().st_size < whole.stat().st_size
    [line] = run("train", "--resume", alone, status=1).errors
    assert "weights alone" in line


@pytest.mark.usefixtures("few")
def test_with_an_output_the_file_gone_on_from_stays_as_it_was(run: Any, tmp_path: Path) -> None:
    file, other = tmp_path / "run.safetensors", tmp_path / "other.safetensors"
    run(*TRAIN, "--epochs", "1", "--output", file)
    before = file.read_bytes()
    run("train", "--resume", file, "--epochs", "2", "--json", "--output", other)
    assert file.read_bytes() == before
    assert len(history_in(other).epochs) == 2


@pytest.mark.usefixtures("few")
def test_a_run_is_kept_at_the_end_of_every_epoch(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, kept = tmp_path / "run.safetensors", list[tuple[int, bool]]()
    save = checkpoint.save

    def noted(content: checkpoint.Checkpoint, path: Path) -> None:
        save(content, path)
        found = checkpoint.load(path)
        kept.append((len(history_in(path).epochs), found.resume is not None))

    monkeypatch.setattr(checkpoint, "save", noted)
    run(*TRAIN, "--epochs", "2", "--output", file)
    assert kept == [(1, True), (2, True), (2, True)]


@pytest.mark.usefixtures("few")
def test_a_fifo_is_given_the_run_once_as_it_ends(run: Any, tmp_path: Path) -> None:
    fifo, file = tmp_path / "fifo", tmp_path / "run.safetensors"
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: file.write_bytes(fifo.read_bytes()))
    reader.start()
    run(*TRAIN, "--epochs", "2", "--output", fifo)
    reader.join()
    assert fifo.is_fifo()
    assert len(history_in(file).epochs) == 2


def test_standard_output_is_given_the_run_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    done = subprocess.run([COMMAND, *QUICK, "--output", "/dev/stdout"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"epoch" in done.stderr
    file.write_bytes(done.stdout)
    assert len(history_in(file).epochs) == 1


@pytest.mark.usefixtures("few")
def test_a_device_stays_a_device(run: Any) -> None:
    run(*TRAIN, "--epochs", "1", "--output", "/dev/null")
    assert Path("/dev/null").is_char_device()


@pytest.mark.usefixtures("few")
def test_a_full_device_is_one_line(run: Any) -> None:
    done = run(*TRAIN, "--epochs", "2", "--output", "/dev/full", status=1)
    assert done.errors == ["mnist-desktop: CNNNet could not be saved: No space left on device"]
    assert Path("/dev/full").is_char_device()


@pytest.mark.usefixtures("few")
def test_where_it_cannot_be_kept_on_the_way_training_goes_on(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    meanwhile(StepFinished, folder.rmdir)
    done = run(*TRAIN, "--epochs", "2", "--output", folder / "run.safetensors", status=1)
    assert [event["event"] for event in done.found] == ["epoch", "epoch", "finished"]
    assert done.errors
    assert set(done.errors) == {"mnist-desktop: CNNNet could not be saved: No such file or directory"}


@pytest.mark.usefixtures("few")
def test_what_could_be_kept_in_the_end_is_no_failure(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    meanwhile(StepFinished, folder.rmdir)
    meanwhile(RunFinished, folder.mkdir)
    done = run(*TRAIN, "--epochs", "1", "--output", folder / "run.safetensors")
    assert done.errors == ["mnist-desktop: CNNNet could not be saved: No such file or directory"]
    assert len(history_in(folder / "run.safetensors").epochs) == 1


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("model", NETWORKS)
def test_a_loss_out_of_bounds_is_one_line(run: Any, model: str) -> None:
    done = run("train", "--model", model, "--batch-size", "100", "--learning-rate", "1000", "--json", status=1)
    [line] = done.errors
    assert line == "mnist-desktop: the loss went out of bounds; try a tenth of the learning rate (--learning-rate)"


@pytest.mark.usefixtures("few")
def test_momentum_and_optimiser_are_those_asked_for(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    run(*TRAIN, "--epochs", "1", "--momentum", "0.5", "--optimizer", "AdamW", "--output", file)
    found = checkpoint.load(file)
    config = history_in(file).plan.config
    assert (config.momentum, config.optimizer) == (0.5, "AdamW")
    assert found.resume is not None
    assert "learner.optimizer.0.exp_avg" in found.resume.arrays


@pytest.mark.usefixtures("few")
def test_stopped_without_a_file_it_says_so(run: Any, meanwhile: Any) -> None:
    meanwhile(StepFinished, INTERRUPT)
    assert run(*TRAIN, status=1).errors == ["mnist-desktop: stopped"]


@pytest.mark.usefixtures("few")
def test_stopped_before_its_first_step_there_is_nothing_to_go_on_with(
    run: Any, meanwhile: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = plan_of("thorough", "CNNNet")
    chosen = replace(chosen, config=replace(chosen.config, hold_out=100))
    monkeypatch.setattr(train, "plan_of", lambda *_: chosen)
    meanwhile(Preparing, INTERRUPT)
    file = tmp_path / "run.safetensors"
    assert run(*TRAIN, "--output", file, status=1).errors == ["mnist-desktop: stopped"]
    assert not file.exists()


@pytest.mark.usefixtures("few")
def test_a_stopped_run_is_scored_and_resumed_as_if_it_had_not_stopped(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.safetensors", tmp_path / "run.safetensors"
    run(*TRAIN, "--epochs", "2", "--output", whole)
    meanwhile(StepFinished, INTERRUPT)
    done = run(*TRAIN, "--epochs", "2", "--output", file, status=1)
    assert done.errors == [f"mnist-desktop: stopped; resume it by: mnist-desktop train --resume {file}"]
    stopped = checkpoint.load(file)
    assert (history_in(file).state, history_in(file).epochs) == (RunState.STOPPED, [])
    assert accuracy_in(file) == evaluate(restored(stopped), datasets.loaded("mnist").test, "").accuracy
    run("train", "--resume", file, "--json")
    assert history_in(file).state is RunState.FINISHED
    assert same_weights(whole, file)


@pytest.mark.usefixtures("few")
def test_a_stopped_run_that_went_into_a_fifo_has_no_file_to_resume(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    fifo, file = tmp_path / "fifo", tmp_path / "run.safetensors"
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: file.write_bytes(fifo.read_bytes()))
    reader.start()
    meanwhile(StepFinished, INTERRUPT)
    assert run(*TRAIN, "--output", fifo, status=1).errors == ["mnist-desktop: stopped"]
    reader.join()
    assert history_in(file).state is RunState.STOPPED


@pytest.mark.usefixtures("few")
def test_a_second_ctrl_c_ends_it_at_once(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    meanwhile(StepFinished, INTERRUPT)
    meanwhile(Scoring, INTERRUPT)
    assert run(*TRAIN, "--output", tmp_path / "run.safetensors", status=1).errors == ["mnist-desktop: stopped"]
    assert list(tmp_path.iterdir()) == []


def test_a_second_sigterm_ends_it_at_once_even_where_it_waits_for_a_reader(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    arguments = ["train", "--model", "FirstNet", "--preset", "tutorial", "--batch-size", "1000", "--output", str(fifo)]
    with subprocess.Popen([COMMAND, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        wait_until_it_trains(process)
        while process.poll() is None:  # two that come together are one
            process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
        assert process.returncode == -signal.SIGTERM
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_a_signal_the_run_is_kept_and_one_line_says_how_to_go_on(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "run.safetensors"
    arguments = ["train", "--model", "FirstNet", "--preset", "tutorial", "--batch-size", "1000", "--output", str(file)]
    with subprocess.Popen([COMMAND, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        wait_until_it_trains(process)
        process.send_signal(number)
        _, rest = process.communicate(timeout=120)
    assert process.returncode == 1
    *_, last = rest.decode().replace("\r", "\n").splitlines()
    assert last == f"mnist-desktop: stopped; resume it by: mnist-desktop train --resume {file}"
    assert b"Traceback" not in rest
    stopped = checkpoint.load(file)
    assert stopped.resume is not None
    history = history_in(file)
    assert history.state is RunState.STOPPED
    assert len(history.epochs) + stopped.resume.numbers["step"] > 0


def test_a_run_that_goes_on_keeps_its_settings(run: Any, tmp_path: Path) -> None:
    [line] = run("train", "--resume", tmp_path / "run.safetensors", "--learning-rate", "0.5", status=1).errors
    assert line == "mnist-desktop: a run is resumed as it began: learning_rate cannot be changed by --resume"


@pytest.mark.parametrize("model", NETWORKS)
def test_weights_alone_are_no_run_to_go_on_with(run: Any, model: str) -> None:
    [line] = run("train", "--resume", paths.weights(model), "--json", status=1).errors
    assert line == "mnist-desktop: this file holds weights alone, and no run to resume"


def test_a_file_that_is_no_checkpoint_is_no_run_to_go_on_with(run: Any, picture: Path, tmp_path: Path) -> None:
    for file in (picture, tmp_path / "nowhere"):
        [line] = run("train", "--resume", file, "--json", status=1).errors
        assert line.startswith(f"mnist-desktop: {file}: ")


@pytest.mark.slow
@pytest.mark.parametrize(("model", "promised"), [("FirstNet", 0.983), ("CNNNet", 0.989)])
def test_the_recommended_preset_reaches_what_it_promises(run: Any, model: str, promised: float, tmp_path: Path) -> None:
    *epochs, end = run("train", "--model", model, "--json", "--output", tmp_path / "w.safetensors").found
    assert len(epochs) == plan_of("recommended", model).config.epochs
    assert end["test_accuracy"] > promised
    checkpoint.load(tmp_path / "w.safetensors", model)


# Fine-tuning

FINE_TUNE = ["train", "--preset", "tutorial", "--epochs", "1", "--json"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(json.dumps(each.to_json()) + "\n" for each in samples_of(13, 8)))
    return file


@pytest.mark.usefixtures("few")
def test_labelled_drawings_are_taught_to_the_weights_of_a_file(run: Any, mine: Path, tmp_path: Path) -> None:
    file, start = tmp_path / "taught.safetensors", paths.weights("CNNNet")
    events = run(*FINE_TUNE, "--from", start, "--drawings", mine, "--output", file).found
    assert [each["event"] for each in events] == ["epoch", "start", "finished"]
    before, after = events[1:]
    assert before["my_drawings_count"] == after["my_drawings_count"] == 8
    assert before["test_sets"].keys() == after["test_sets"].keys() == {"MNIST test"}
    history = history_in(file)
    assert set(history.samples) == {each.fingerprint for each in samples_of(13, 8)}
    assert history.before[0].accuracy == before["test_sets"]["MNIST test"]
    assert checkpoint.load(file).options == checkpoint.load(start).options


@pytest.mark.slow
def test_by_default_few_epochs_with_replay_are_enough(run: Any, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "taught.safetensors"
    run("train", "--from", paths.weights("CNNNet"), "--drawings", mine, "--output", file, "--json")
    history = history_in(file)
    assert history.plan.config == fine_tuning("CNNNet", 8).config
    [before, after] = (of_test_set(scores) for scores in (history.before, history.scores))
    assert before is not None
    assert after is not None
    assert after.accuracy > before.accuracy - 0.003


@pytest.mark.usefixtures("few")
def test_a_run_that_fine_tunes_is_resumed_without_its_drawings(run: Any, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "taught.safetensors"
    run(*FINE_TUNE, "--from", paths.weights("FirstNet"), "--drawings", mine, "--output", file)
    mine.unlink()
    run("train", "--resume", file, "--epochs", "2", "--json")
    assert len(history_in(file).epochs) == 2
    assert len(history_in(file).samples) == 8


@pytest.mark.usefixtures("few")
def test_weights_are_trained_on_without_drawings_too(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "on.safetensors"
    events = run(*FINE_TUNE, "--from", paths.weights("CNNNet"), "--output", file).found
    assert [each["event"] for each in events] == ["epoch", "start", "finished"]
    assert events[0]["test_accuracy"] > 0.95
    assert history_in(file).samples == ()


@pytest.mark.usefixtures("few")
def test_what_is_no_labelled_drawing_is_named_and_the_rest_is_learnt(run: Any, mine: Path, tmp_path: Path) -> None:
    unlabelled = json.dumps({**samples_of(13, 1)[0].to_json(), "label": None})
    mine.write_text(f"nonsense\n{mine.read_text()}{unlabelled}\n")
    file = tmp_path / "taught.safetensors"
    done = run(*FINE_TUNE, "--from", paths.weights("CNNNet"), "--drawings", mine, "--output", file, status=1)
    assert [f"{mine}:{line}" in error for line, error in zip((1, 10), done.errors, strict=True)] == [True, True]
    assert len(history_in(file).samples) == 8


@pytest.mark.usefixtures("few")
def test_drawings_that_contradict_the_rest_are_named_and_left_out(run: Any, mine: Path, tmp_path: Path) -> None:
    first = samples_of(13, 1)[0]
    twin = {**first.to_json(), "id": "twin", "label": (first.label + 1) % 10}
    mine.write_text(f"{mine.read_text()}{json.dumps(twin)}\n")
    file = tmp_path / "taught.safetensors"
    done = run(*FINE_TUNE, "--from", paths.weights("CNNNet"), "--drawings", mine, "--output", file)
    assert "contradict" in done.errors[0]
    assert "1, 9" in done.errors[0]
    assert len(history_in(file).samples) == 7


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--model", "CNNNet", "--drawings", "MINE"], "name them with --from"),
        (["--from", "MISSING"], "there is no such file"),
        (["--from", "WEIGHTS", "--drawings", "MISSING"], "there is no such file"),
        (["--resume", "WEIGHTS", "--preset", "thorough"], "cannot be changed"),
    ],
)
def test_what_cannot_be_fine_tuned_is_told_in_one_line(
    arguments: list[str], told: str, run: Any, mine: Path, tmp_path: Path
) -> None:
    names = {"MINE": mine, "MISSING": tmp_path / "missing", "WEIGHTS": paths.weights("CNNNet")}
    done = run("train", *(names.get(each, each) for each in arguments), status=1)
    assert told in done.errors[0]


def test_a_file_without_labels_is_refused(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "drawing.json"
    file.write_text(json.dumps(some_digits()[4].to_json()))
    done = run("train", "--from", paths.weights("CNNNet"), "--drawings", file, status=1)
    assert "no drawing with a label" in done.errors[-1]
