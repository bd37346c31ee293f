from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.cli import progress
from mnist_desktop.runs.events import (
    CrossValidating,
    EpochFinished,
    Event,
    Fetching,
    RunFinished,
    StartScored,
    StepFinished,
)
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, MY_DRAWINGS, Score

SCORE = Score("MNIST test", accuracy=0.9946, loss=0.0164, confusion=((1,),), count=10_000)
STEPS = [StepFinished(1, step, 3, 0.5, images=64, seconds=0.01) for step in (1, 2, 3)]
EPOCH = EpochFinished(1, 0.25, 0.9, (SCORE,), 2.0, 30_000.0)
WITH_HELD_OUT = EpochFinished(1, 0.25, 0.9, (replace(SCORE, name=HELD_OUT),), 2.0, 30_000.0)
END = RunFinished((SCORE,))
RUN = History("CNNNet 1", Plan("CNNNet", TrainingConfig(epochs=2)))


def events(*each: Event) -> Iterator[Event]:
    yield from each


def test_an_epoch_is_a_line_of_the_contract_s_keys_and_the_run_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.as_json(events(*STEPS, EPOCH, END), RUN)) == [*STEPS, EPOCH, END]
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
    assert end == {
        "event": "finished",
        "test_loss": 0.0164,
        "test_accuracy": 0.9946,
        "test_sets": {"MNIST test": 0.9946},
    }


def test_where_digits_are_held_out_the_test_set_waits(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress.as_json(events(WITH_HELD_OUT), RUN))
    epoch = json.loads(capsys.readouterr().out)
    assert (epoch["validation_accuracy"], epoch["test_accuracy"]) == (0.9946, None)


def test_the_bar_goes_to_standard_error_and_a_line_an_epoch_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    passed_on = []
    for event in progress.as_bar(events(*STEPS, EPOCH, END), RUN):
        passed_on.append(event)
        time.sleep(0.11)  # the bar is drawn ten times a second at most
    assert passed_on == [*STEPS, EPOCH, END]
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "epoch 1/2: training 90.00%, test 99.46%; 30,000 images/s",
        "done: 99.46% of MNIST read right",
    ]
    assert "3/6" in told.err
    assert "loss=0.500" in told.err


MINE = Score(MY_DRAWINGS, accuracy=0.75, count=8)


def test_what_was_read_before_fine_tuning_is_told_with_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    start, end = StartScored((replace(SCORE, accuracy=0.5), MINE)), RunFinished((SCORE, replace(MINE, accuracy=1.0)))
    list(progress.as_json(events(start, end), RUN))
    before, after = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    mine = {"my_drawings": 0.75, "my_drawings_count": 8}
    assert before == {"event": "start", "test_sets": {"MNIST test": 0.5}, **mine}
    assert (after["my_drawings"], after["my_drawings_count"]) == (1.0, 8)
    list(progress.as_bar(events(*STEPS, CrossValidating(1, 4), start, end), RUN))
    assert capsys.readouterr().out.splitlines() == [
        "before: 50.00% of MNIST, 75.00% of your 8 drawings (each left out once) read right",
        "done: 99.46% of MNIST, 100.00% of your 8 drawings (each left out once) read right",
    ]


def test_a_run_that_fails_before_its_first_step_draws_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert not list(progress.as_bar(events(), RUN))
    assert capsys.readouterr().err == ""


def test_the_score_on_held_out_digits_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress.as_bar(events(WITH_HELD_OUT), RUN))
    assert "held out 99.46%" in capsys.readouterr().out


def test_a_fetch_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in progress.as_bar(events(Fetching(1, 4), Fetching(3, 4)), RUN):
        time.sleep(0.11)
    assert "fetching the data: 75%" in capsys.readouterr().err


def test_once_training_has_begun_nothing_is_said_of_the_fetch(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in progress.as_bar(events(Fetching(1, 4), *STEPS), RUN):
        time.sleep(0.11)
    drawn = capsys.readouterr().err.split("\r")
    assert any("fetching" in bar for bar in drawn)
    assert any("loss=" in bar for bar in drawn)
    assert not any("fetching" in bar for bar in drawn if "loss=" in bar)
