"""How a run looks in a terminal: a bar, or one JSON event a line."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any

from tqdm import tqdm

from mnist_desktop.runs.events import EpochFinished, Event, RunFinished, StepFinished
from mnist_desktop.words.translation import translate


def as_json(events: Iterator[Event], epochs: int) -> Generator[Event, None, None]:  # the same call for both
    """Print every epoch and the end as a JSON line, and pass all events on."""
    for event in events:
        if isinstance(event, EpochFinished):
            print(json.dumps(_epoch(event)), flush=True)
        elif isinstance(event, RunFinished):
            print(json.dumps(_end(event)), flush=True)
        yield event


def as_bar(events: Iterator[Event], epochs: int) -> Generator[Event, None, None]:
    """Draw a progress bar on standard error and a line an epoch, and pass all events on."""
    unit, loss = translate("CommandLine", "step"), translate("CommandLine", "loss")
    with tqdm(total=None, unit=unit, dynamic_ncols=True, delay=0.1) as bar:
        for event in events:
            if isinstance(event, StepFinished):
                bar.total = event.steps * epochs
                bar.n = (event.epoch - 1) * event.steps + event.step
                bar.set_postfix({loss: f"{event.loss:.3f}"}, refresh=False)
                bar.update(0)
            elif isinstance(event, EpochFinished | RunFinished):
                bar.write(_line(event, epochs))
            yield event


def _epoch(event: EpochFinished) -> dict[str, Any]:
    return {
        "event": "epoch",
        "epoch": event.epoch,
        "train_loss": event.train_loss,
        "train_accuracy": event.train_accuracy,
        "validation_loss": event.validation.loss if event.validation else None,
        "validation_accuracy": event.validation.accuracy if event.validation else None,
        "test_loss": event.test.loss if event.test else None,
        "test_accuracy": event.test.accuracy if event.test else None,
        "seconds": event.seconds,
        "images_per_second": event.images_per_second,
    }


def _end(event: RunFinished) -> dict[str, Any]:
    return {
        "event": "finished",
        "test_loss": event.test.loss,
        "test_accuracy": event.test.accuracy,
    }


def _line(event: EpochFinished | RunFinished, epochs: int) -> str:
    if isinstance(event, RunFinished):
        return translate("CommandLine", "done: {0:.2%} on the test set").format(event.test.accuracy)
    words = translate("CommandLine", "epoch {0}/{1}: {2}; {3:,.0f} images/s")
    return words.format(event.epoch, epochs, ", ".join(_scores(event)), event.images_per_second)


def _scores(event: EpochFinished) -> Iterator[str]:
    yield translate("CommandLine", "training {0:.2%}").format(event.train_accuracy)
    if event.validation:
        yield translate("CommandLine", "validation {0:.2%}").format(event.validation.accuracy)
    if event.test:
        yield translate("CommandLine", "test {0:.2%}").format(event.test.accuracy)
