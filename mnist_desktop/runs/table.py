"""Exports histories as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.scores import HELD_OUT, named, of_test_set

COLUMNS: Final = (
    "run",
    "model",
    "epoch",
    "train_loss",
    "train_accuracy",
    "validation_loss",
    "validation_accuracy",
    "test_loss",
    "test_accuracy",
    "seconds",
    "images_per_second",
    "step_loss",
)


def to_csv(histories: Iterable[History]) -> str:
    """Return CSV with one line per epoch and per loss point: run, epoch and the known values."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for history in histories:
        for line in _lines(history):
            writer.writerow({"run": history.name, "model": history.plan.network, **line})
    return text.getvalue()


def epoch_fields(event: EpochFinished) -> dict[str, Any]:
    """Return one epoch's values by their names in files and on the command line. None means not scored."""
    validation, test = named(event.scores, HELD_OUT), of_test_set(event.scores)
    return {
        "epoch": event.epoch,
        "train_loss": event.train_loss,
        "train_accuracy": event.train_accuracy,
        "validation_loss": validation.loss if validation else None,
        "validation_accuracy": validation.accuracy if validation else None,
        "test_loss": test.loss if test else None,
        "test_accuracy": test.accuracy if test else None,
        "seconds": event.seconds,
        "images_per_second": event.images_per_second,
    }


def _lines(history: History) -> Iterator[dict[str, Any]]:
    for at, loss in zip(*history.loss_points(), strict=True):
        yield {"epoch": f"{at:.5g}", "step_loss": f"{loss:.6g}"}
    yield from map(epoch_fields, history.epochs)
