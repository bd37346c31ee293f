"""Trainings without a window, for tests: from start to end, and on digits that are given."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeVar

import numpy as np

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data.datasets import Loading
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.loop import TrainingData, TrainingLoop, prepare
from mnist_desktop.learning.networks import Network, name_of, weights_of
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.runs.events import Event, RunDiverged, RunFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan

Result = TypeVar("Result")


def result_of(generator: Generator[Any, None, Result]) -> Result:
    """What a generator returns, whatever it yields."""
    while True:
        try:
            next(generator)
        except StopIteration as end:
            result: Result = end.value
            return result


def prepared(data: Dataset, config: TrainingConfig) -> TrainingData:
    return result_of(prepare(data, config))


def fit(network: Network, data: Dataset, config: TrainingConfig) -> Iterator[Event]:
    """Train a network in place; at the end it holds the weights to keep, after less those of the last step."""
    loop = TrainingLoop(network, (yield from prepare(data, config)), config)
    for event in loop:
        if isinstance(event, RunFinished | RunDiverged):
            network.load_state_dict(loop.result.state_dict())
        yield event


def giving(data: Dataset) -> Callable[[str], Loading]:
    """What a trainer loads its data set with, where it is to have these digits whatever the name."""

    def load(_: str) -> Loading:
        yield from ()
        return data

    return load


def saves_nothing(_: Checkpoint) -> None:
    """Takes what a trainer saves."""


def trained(plan: Plan, data: Dataset) -> Trainer:
    """A run that nobody disturbs, at its end."""
    trainer = Trainer.start(plan, "a run", TrainingControl(), saves_nothing, giving(data))
    list(trainer)
    return trainer


def checkpoint_of(
    network: Network, calibration: Calibration | None = None, history: History | None = None
) -> Checkpoint:
    return Checkpoint(name_of(network), network.options, weights_of(network), calibration or Calibration(), history)


def predictor_of(network: Network, calibration: Calibration | None = None) -> Predictor:
    return Predictor(name_of(network), network.options, weights_of(network), calibration or Calibration())


def same_weights(one: Checkpoint | Network, other: Checkpoint | Network) -> bool:
    ones, others = (each.weights if isinstance(each, Checkpoint) else weights_of(each) for each in (one, other))
    return ones.keys() == others.keys() and all(np.array_equal(value, others[name]) for name, value in ones.items())
