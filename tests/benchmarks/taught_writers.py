"""Teaches 30 digits each of UCI's 30 writers to weights that never saw the writer, and reads the rest.

Run it in `tests` as `python -m benchmarks.taught_writers FOLDER [--presets NAME...] [--networks NAME...]`. The folder
keeps the weights of each fold, so that only the first run has to train them: minutes for `recommended`, hours for
`thorough`. Neither start nor replay has a digit of the fold's writers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hand_samples import drawn_by
from trainings import saves_nothing

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data import datasets, generated, hands, pen_digits
from mnist_desktop.learning.data import samples as images
from mnist_desktop.learning.data.hands import Hands
from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.networks import Network, restored
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.runs.events import CrossValidating
from mnist_desktop.runs.plan import fine_tuning, plan_of

WRITERS: Final = range(30)
FOLDS: Final = 3
EACH: Final = 3  # samples of each digit
ABOVE: Final = 0.01  # the share of errors from which on a writer has something to gain


@dataclass(frozen=True)
class Taught:
    """Shares of errors on a writer's other digits, MNIST's and hands' test sets: before and after."""

    writer: int
    digits: int
    before: tuple[float, float, float]
    after: tuple[float, float, float]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.taught_writers")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--presets", nargs="+", default=["thorough", "recommended"])
    parser.add_argument("--networks", nargs="+", default=list(NETWORKS))
    options = parser.parse_args(arguments)
    for network in options.networks:
        for preset in options.presets:
            found = [each for fold in range(FOLDS) for each in _taught(network, preset, fold, options.folder)]
            print(report(f"{network}, {preset}", found), flush=True)
    return 0


def report(title: str, found: Sequence[Taught]) -> str:
    """Return the table of all writers, and a line with the means."""
    rows = [_row(each) for each in sorted(found, key=lambda each: each.writer)]
    before, after = (np.array([getattr(each, name) for each in found]) for name in ("before", "after"))
    gain, more = before[:, 0] > ABOVE, int((after[:, 0] > before[:, 0]).sum())
    loss = 100 * (after - before).mean(axis=0)
    means = [
        f"all: errors {before[:, 0].mean():.2%} -> {after[:, 0].mean():.2%}",
        f"above {ABOVE:.0%} ({gain.sum()}): {before[gain, 0].mean():.2%} -> {after[gain, 0].mean():.2%}",
        f"worst {before[:, 0].max():.2%} -> {after[:, 0].max():.2%}, more errors for {more}",
        f"MNIST {before[:, 1].mean():.3%} -> {after[:, 1].mean():.3%} ({loss[1]:+.3f} points)",
        f"hands {before[:, 2].mean():.3%} -> {after[:, 2].mean():.3%} ({loss[2]:+.3f} points)",
    ]
    return "\n".join([f"{title}: errors of each writer, of MNIST, of hands", *rows, "; ".join(means)])


def _row(each: Taught) -> str:
    shares = [f"{one:.2%} -> {other:.2%}" for one, other in zip(each.before, each.after, strict=True)]
    return f"  {each.writer:2d} ({each.digits} digits): {', '.join(shares)}"


def _taught(network: str, preset: str, fold: int, folder: Path) -> Iterator[Taught]:
    everything = hands.load()
    writers = _writers(everything, fold)
    with _without(everything, writers):
        start = _start(network, preset, folder / f"{preset}-{network}-{fold}.safetensors")
        tests = [datasets.loaded(name).test for name in ("mnist", hands.DATASET)]
        for writer in writers:
            yield _teach(start, everything, writer, tests)


def _writers(everything: Hands, fold: int) -> list[int]:
    """Return the writers of a fold: as many in each of those by whom networks learn, and of the others."""
    learnt = set(np.unique(everything[everything.are_by(pen_digits.TRAINED)].writers).tolist())
    of_training = [each for each in WRITERS if each in learnt]
    others = [each for each in WRITERS if each not in learnt]
    return sorted(of_training[fold::FOLDS] + others[fold::FOLDS])


def _teach(start: Checkpoint, everything: Hands, writer: int, tests: Sequence[Digits]) -> Taught:
    samples = drawn_by(everything, writer)
    labels = np.array([each.label for each in samples])
    chosen = {index for digit in range(10) for index in np.flatnonzero(labels == digit)[:EACH].tolist()}
    rest = images.as_written([each for index, each in enumerate(samples) if index not in chosen])
    taught = [samples[index] for index in sorted(chosen)]
    plan = fine_tuning(start.network, len(taught))
    trainer = Trainer.fine_tune(start, plan, taught, "taught", TrainingControl(), saves_nothing)
    for event in trainer:
        if isinstance(event, CrossValidating):  # the weights are as they will be
            break
    assert trainer.result is not None
    before, after = (_errors(each, [rest, *tests]) for each in (restored(start), trainer.result))
    return Taught(writer, len(rest), before, after)


def _errors(network: Network, sets: Sequence[Digits]) -> tuple[float, float, float]:
    mine, mnist, written = (1 - evaluate(network, each, "").accuracy for each in sets)
    return mine, mnist, written


def _start(network: str, preset: str, file: Path) -> Checkpoint:
    """Return weights that were trained without the writers that are left out now."""
    if not file.exists():
        trainer = Trainer.start(plan_of(preset, network), file.stem, TrainingControl(), saves_nothing)
        for _ in trainer:
            pass
        trained = trainer.checkpoint()
        assert trained is not None
        file.parent.mkdir(parents=True, exist_ok=True)
        checkpoint.save(trained, file)
    return checkpoint.load(file)


@contextmanager
def _without(everything: Hands, writers: Sequence[int]) -> Iterator[None]:
    """Let nobody see the digits and characters of some writers."""
    others = everything[~np.isin(everything.writers, list(writers))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hands, "load", lambda: others)
        _forget()
        yield
    _forget()


def _forget() -> None:
    pen_digits.as_written.cache_clear()
    datasets._bundled.cache_clear()
    generated._ahead.clear()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
