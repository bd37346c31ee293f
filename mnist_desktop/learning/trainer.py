"""A run with its history: what the window and the command line both train with, and what is kept of it."""

from __future__ import annotations

import copy
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from mnist_desktop.learning.calibration import Calibration, calibrate
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.data.mnist import Dataset, Digits, joined
from mnist_desktop.learning.data.pen_digits import pen_digits
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.loop import Run, prepare
from mnist_desktop.learning.networks import Network, begin
from mnist_desktop.runs.events import (
    Change,
    EpochFinished,
    EpochsChanged,
    Event,
    RunState,
    Scored,
    Scoring,
)
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan

VALIDATION: Final = 5000  # training images, the last ones, that calibration looks at; the test set stays unseen
VALIDATION_PENS: Final = 2500  # pen digits it looks at too, where such are trained on
UNCALIBRATED: Final = Calibration(min_confidence=0.5)  # until an epoch is there to calibrate on


class Trainer:
    """Iterate to train, once; between two events the run may be changed, and all of it be taken down as a checkpoint.

    Raises ValueError, at the start of the iteration, for what `Run` and `prepare` refuse.
    """

    def __init__(self, history: History, network: Network, data: Dataset, last: Checkpoint | None = None) -> None:
        self.history = history
        self.calibration = last.calibration if last else UNCALIBRATED
        self._network, self._data = network, data
        self._resume = last.resume if last else None
        self._run: Run | None = None

    @classmethod
    def start(cls, plan: Plan, data: Dataset, name: str) -> Trainer:
        """A run from nothing but its plan."""
        created = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(History(name, plan, data.name, created), begin(plan), data)

    @classmethod
    def resume(cls, checkpoint: Checkpoint, data: Dataset, epochs: int | None = None) -> Trainer:
        """The rest of a run, to `epochs` in all instead of its plan's; ValueError for weights without a run."""
        if checkpoint.resume is None:
            raise ValueError("this file holds weights alone, and no run to go on with")
        history = History.from_json(checkpoint.history)
        if history.dataset != data.name:
            raise ValueError(f"the run was on {history.dataset}, not on {data.name}")
        history.state = RunState.RUNNING
        if epochs is not None:
            history.take(EpochsChanged(epochs))
        return cls(history, checkpoint.network, data, checkpoint)

    @property
    def result(self) -> Network | None:
        """The weights to score and keep; None before the first step."""
        return self._run.result if self._run else None

    def __iter__(self) -> Iterator[Event]:
        data = yield from prepare(self._data, self.history.plan.config)
        # The plan is asked again: it may have been changed meanwhile.
        self._run = Run(self._network, data, self.history.plan.config, self._resume)
        for event in self._run:
            self.history.take(event)
            if isinstance(event, EpochFinished):
                logits = all_logits(self._run.result, self._validation).cpu()
                self.calibration = calibrate(logits, self._validation.labels)
            yield event

    def set_rates(self, learning_rate: float, momentum: float) -> Change:
        """Change both from the next step on; raises ValueError for one out of its range."""
        change = Change(self._run.epochs_done if self._run else 0.0, learning_rate, momentum)
        self._follow(change)
        return change

    def add_epoch(self) -> EpochsChanged:
        """Make the run one epoch longer."""
        change = EpochsChanged(self.history.plan.config.epochs + 1)
        self._follow(change)
        return change

    def score(self) -> Generator[Scoring, None, Scored | None]:
        """Score the weights as they are on the test set, for a run that was stopped between two epochs."""
        if self._run is None:
            return None
        scored = Scored((yield from self._run.test()))
        self.history.take(scored)
        return scored

    def checkpoint(self) -> Checkpoint | None:
        """Copy all that is to be kept of the run as it stands; None before the first step."""
        if self._run is None:
            return None
        network = copy.deepcopy(self._run.result).cpu()
        is_lost = self.history.state is RunState.DIVERGED
        return Checkpoint(network, self.calibration, self.history.to_json(), None if is_lost else self._run.state())

    def _follow(self, change: Change | EpochsChanged) -> None:
        self.history.take(change)
        if self._run:
            self._run.follow(self.history.plan.config)

    @cached_property
    def _validation(self) -> Digits:
        """The end of the training set, which is what is held out where anything is, and pen digits of another seed."""
        config = self.history.plan.config
        drawn = pen_digits(VALIDATION_PENS if config.pen_digits else 0, (config.seed + 1) % 2**63)
        return joined([self._data.train[-(config.hold_out or VALIDATION) :], drawn])
