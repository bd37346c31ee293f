from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.cli import progress
from mnist_desktop.runs.events import EpochFinished, Event, Fetching, RunFinished, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, Score

TEST = Score("MNIST test", accuracy=0.9946, loss=0.0164, confusion=((1,),), count=10_000)
UNSEEN = Score(HELD_OUT, accuracy=0.9876, loss=0.0321, confusion=((1,),), count=5000)
STEPS = [StepFinished(1, step, 3, 0.5, images=64, seconds=0.01) for step in (1, 2, 3)]
EPOCH = EpochFinished(1, 0.25, 0.9, (TEST,), 2.0, 30_000.0)
HELD_OUT_EPOCH = EpochFinished(1, 0.25, 0.9, (UNSEEN,), 2.0, 30_000.0)
END = RunFinished((TEST,))
FETCHING = Fetching(5_000_000, 20_000_000)
HISTORY = History("a run", Plan("FirstNet", TrainingConfig(epochs=2)))


def events(*each: Event) -> Iterator[Event]:
    yield from each


def slowly(*each: Event) -> list[Event]:
    """Draw the bar for these; it is drawn ten times a second at most."""
    passed_on = []
    for event in progress.as_bar(events(*each), HISTORY):
        passed_on.append(event)
        time.sleep(0.11)
    return passed_on


def test_an_epoch_is_a_line_of_the_contract_s_keys_and_the_run_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.as_json(events(*STEPS, EPOCH, END), HISTORY)) == [*STEPS, EPOCH, END]
    epoch, end = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert epoch == {
        "event": "epoch",
        "epoch": 1,
        "train_loss": 0.25,
        "train_accuracy": 0.9,
        "validation_loss": None,
        "validation_accuracy": None,
        "test_loss": 0.0164,
        "test_accuracy": 0.9946,
        "seconds": 2.0,
        "images_per_second": 30_000.0,
    }
    assert end == {"event": "finished", "test_loss": 0.0164, "test_accuracy": 0.9946}


def test_where_digits_are_held_out_the_test_set_waits(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress.as_json(events(HELD_OUT_EPOCH), HISTORY))
    epoch = json.loads(capsys.readouterr().out)
    assert (epoch["validation_accuracy"], epoch["test_accuracy"]) == (0.9876, None)


def test_the_bar_goes_to_standard_error_and_a_line_an_epoch_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert slowly(*STEPS, EPOCH, END) == [*STEPS, EPOCH, END]
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "epoch 1/2: training 90.00%, test 99.46%; 30,000 images/s",
        "done: 99.46% of the MNIST test set read right",
    ]
    assert "3/6" in told.err
    assert "loss=0.500" in told.err


def test_a_run_that_fails_before_its_first_step_draws_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert not list(progress.as_bar(events(), HISTORY))
    assert capsys.readouterr().err == ""


def test_the_score_on_held_out_digits_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress.as_bar(events(HELD_OUT_EPOCH), HISTORY))
    assert "held out 98.76%" in capsys.readouterr().out


def test_while_data_are_fetched_the_bar_says_so_and_then_no_longer(capsys: pytest.CaptureFixture[str]) -> None:
    slowly(FETCHING, FETCHING, *STEPS)
    told = capsys.readouterr().err.split("\r")
    assert any("fetching the data: 25%" in line for line in told)
    assert "loss=" in told[-1] or "loss=" in told[-2]
    assert not any("fetching" in line for line in told if "loss=" in line)
