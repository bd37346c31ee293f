"""Shows a run in a terminal: a progress bar, or one JSON event per line."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from typing import Any

from tqdm import tqdm

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
from mnist_desktop.runs.scores import HELD_OUT, MY_DRAWINGS, Score, named, of_test_set, of_test_sets
from mnist_desktop.runs.table import epoch_fields
from mnist_desktop.words.translation import translate


def as_json(events: Iterator[Event], _: History) -> Generator[Event, None, None]:
    """Print each epoch and the end as a JSON line, and yield all events."""
    for event in events:
        if isinstance(event, EpochFinished):
            print(json.dumps({"event": "epoch", **epoch_fields(event)}), flush=True)
        elif isinstance(event, StartScored):
            print(json.dumps({"event": "start", **_accuracies(event.scores)}), flush=True)
        elif isinstance(event, RunFinished) and (tests := of_test_sets(event.scores)):
            own = {"test_loss": tests[0].loss, "test_accuracy": tests[0].accuracy}
            print(json.dumps({"event": "finished", **own, **_accuracies(event.scores)}), flush=True)
        yield event


def as_bar(events: Iterator[Event], history: History) -> Generator[Event, None, None]:
    """Draw a progress bar on standard error and a line an epoch, and pass all events on."""
    unit, loss = translate("CommandLine", "step"), translate("CommandLine", "loss")
    with tqdm(total=None, unit=unit, dynamic_ncols=True, delay=0.1) as bar:
        for event in events:
            epochs = history.plan.config.epochs
            if isinstance(event, StepFinished):
                bar.total = event.steps * epochs
                bar.n = (event.epoch - 1) * event.steps + event.step
                bar.set_description_str(refresh=False)  # no longer that of a fetch
                bar.set_postfix({loss: f"{event.loss:.3f}"}, refresh=False)
                bar.update(0)
            elif isinstance(event, Fetching):
                words = translate("CommandLine", "fetching the data: {0:.0%}")
                bar.set_description(words.format(event.done / max(event.of, 1)))
            elif isinstance(event, EpochFinished):
                bar.write(_epoch_line(event, epochs))
            elif isinstance(event, CrossValidating):
                words = translate("CommandLine", "checking with drawings left out: {0:.0%}")
                bar.set_description(words.format(event.done / max(event.of, 1)))
            elif isinstance(event, StartScored):
                bar.write(translate("CommandLine", "before: {0} read right").format(_shares(event.scores)))
            elif isinstance(event, RunFinished) and of_test_sets(event.scores):
                bar.write(translate("CommandLine", "done: {0} read right").format(_shares(event.scores)))
            yield event


def _accuracies(scores: Sequence[Score]) -> dict[str, Any]:
    """Return the accuracy on each test set by its name, and on drawings that were left out, if some were."""
    mine = named(scores, MY_DRAWINGS)
    tests = {"test_sets": {test.name: test.accuracy for test in of_test_sets(scores)}}
    return tests | ({"my_drawings": mine.accuracy, "my_drawings_count": mine.count} if mine else {})


def _shares(scores: Sequence[Score]) -> str:
    words = translate("CommandLine", "{0:.2%} of {1}")
    shares = [words.format(test.accuracy, translate("Catalog", test.dataset)) for test in of_test_sets(scores)]
    if mine := named(scores, MY_DRAWINGS):
        words = translate("CommandLine", "{0:.2%} of your {1} drawings (each left out once)")
        shares.append(words.format(mine.accuracy, mine.count))
    return ", ".join(shares)


def _epoch_line(event: EpochFinished, epochs: int) -> str:
    scores = [
        translate("CommandLine", "training {0:.2%}").format(event.train_accuracy),
        *_score(translate("CommandLine", "held out {0:.2%}"), named(event.scores, HELD_OUT)),
        *_score(translate("CommandLine", "test {0:.2%}"), of_test_set(event.scores)),
    ]
    words = translate("CommandLine", "epoch {0}/{1}: {2}; {3:,.0f} images/s")
    return words.format(event.epoch, epochs, ", ".join(scores), event.images_per_second)


def _score(words: str, score: Score | None) -> list[str]:
    return [words.format(score.accuracy)] if score else []
