"""Runs with moments, made without training: their weights go from small random ones to those of the factory."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mnist_desktop.learning.library import Library
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.predictor import load_checkpoint
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.runs.events import EpochFinished, RunFinished, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.plan import Plan

STEPS = (0, 1, 2, 4, 8)
RUNS = {"CNNNet": "20250101-120000-aaaa", "FirstNet": "20250102-120000-bbbb"}


def runs_with_moments(folder: Path) -> Library:
    """Keep a run of one epoch of each network."""
    library = Library(folder)
    for network, run in RUNS.items():
        factory = load_checkpoint(network)
        library.take(run)
        for step in STEPS:
            weights = _between(factory, step / STEPS[-1])
            moment = Moment(step, step / STEPS[-1])
            library.record(run, Snapshot(network, factory.options, weights, factory.calibration, moment))
        kept = Checkpoint(network, factory.options, factory.weights, factory.calibration, _history(network))
        library.save(run, kept)
        library.keep(run)
    return library


def _between(factory: Checkpoint, share: float) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    random = np.random.default_rng(0)
    return {
        name: (share * value + (1 - share) * random.normal(0, 0.05, value.shape)).astype(np.float32)
        for name, value in factory.weights.items()
    }


def _history(network: str) -> History:
    history = History(f"{network} 1", Plan(network))
    for step in range(STEPS[-1]):
        history.take(StepFinished(1, step + 1, STEPS[-1], 2.3 / (step + 1), 64, 0.1))
    history.take(EpochFinished(1, 0.5, 0.8, (), 1.0, 1000.0))
    history.take(RunFinished(()))
    return history
