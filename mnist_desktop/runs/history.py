"""The history of a run, for plots, hints and files."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Final

from mnist_desktop.runs import scores
from mnist_desktop.runs.events import (
    Change,
    Count,
    EpochFinished,
    EpochsChanged,
    Event,
    RunDiverged,
    RunFinished,
    RunState,
    Scored,
    StartScored,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.health import Health
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import Score

CAPACITY: Final = 8192  # maximum number of points of a curve


@dataclass
class StepCurve:
    """A value by step in bounded memory: each of `values` is the mean of `stride` steps.

    At `CAPACITY` points, pairs of neighbours are averaged. `total` is the sum of the last `count` steps, which are not
    yet a point.
    """

    stride: Count = 1
    values: list[float] = field(default_factory=list)
    total: float = 0.0
    count: Count = 0

    def __post_init__(self) -> None:
        if self.stride < 1 or len(self.values) >= CAPACITY:
            raise ValueError("not a curve of steps")

    def add(self, value: float) -> None:
        self.total += value
        self.count += 1
        if self.count == self.stride:
            self.values.append(_short(self.total / self.stride))
            self.total, self.count = 0.0, 0
        if len(self.values) == CAPACITY:
            self.values = [
                _short((one + other) / 2) for one, other in zip(self.values[::2], self.values[1::2], strict=True)
            ]
            self.stride *= 2

    @property
    def length(self) -> int:
        """The number of steps so far."""
        return len(self.values) * self.stride + self.count

    @property
    def first(self) -> float:
        """The middle of the first point's steps, counted from 1. The other points follow `stride` apart."""
        return (self.stride + 1) / 2

    def steps(self) -> list[float]:
        """Return the middle of each point's steps."""
        return [self.first + index * self.stride for index in range(len(self.values))]


@dataclass
class History:
    """The history of one run, built from its events.

    `created` is ISO 8601 in UTC. `fingerprint` is that of the training data, "" if unknown. `steps` is the number of
    steps per epoch, 0 before the first step. `losses` and `accuracies` (fractions) are those of the training batches.
    `scores` are those of the current weights. A run that fine-tunes has the scores of the weights it began with in
    `before`, and the fingerprints of the samples it learns from in `samples`. `health` was measured at some steps.
    """

    name: str
    plan: Plan
    created: str = ""
    fingerprint: str = ""
    state: RunState = RunState.RUNNING
    steps: Count = 0
    losses: StepCurve = field(default_factory=StepCurve)
    accuracies: StepCurve = field(default_factory=StepCurve)
    epochs: list[EpochFinished] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    scores: tuple[Score, ...] = ()
    before: tuple[Score, ...] = ()
    samples: tuple[str, ...] = ()
    health: list[Health] = field(default_factory=list)

    @property
    def test(self) -> Score | None:
        """The score on the test set of its data set."""
        return scores.of_test_set(self.scores)

    @property
    def tests(self) -> tuple[Score, ...]:
        """The scores on all test sets, that of its own data set first."""
        return scores.of_test_sets(self.scores)

    def take(self, event: Event) -> None:
        match event:
            case StepFinished():
                self.steps = event.steps
                self.losses.add(event.loss)
                if event.accuracy is not None:
                    self.accuracies.add(event.accuracy)
                if event.health is not None:
                    self.health.append(event.health)
            case EpochFinished():
                self.epochs.append(event)
                self.scores = event.scores
            case RunFinished():
                self.state = RunState.FINISHED
                self.scores = event.scores
            case Scored():
                self.scores = event.scores
            case StartScored():
                self.before = event.scores
            case RunDiverged():
                self.state = RunState.DIVERGED
            case StateChanged():
                self.state = event.state
            case Change():
                self._set(learning_rate=event.learning_rate, momentum=event.momentum)
                self.changes.append(event)
            case EpochsChanged():
                self._set(epochs=event.epochs)

    def _set(self, **values: Any) -> None:
        self.plan = replace(self.plan, config=replace(self.plan.config, **values))

    def loss_points(self) -> tuple[list[float], list[float]]:
        """Return the points of the loss curve: x in epochs since the start, and the training loss in nats."""
        steps = max(self.steps, 1)
        return [step / steps for step in self.losses.steps()], self.losses.values

    @property
    def has_accuracies(self) -> bool:
        """Whether the training accuracy is known for every step.

        It is not for a run that an earlier version began, or if a batch has no digits.
        """
        return 0 < self.accuracies.length == self.losses.length


def _short(value: float) -> float:
    """Round to six digits, enough for plots and files."""
    return float(f"{value:.6g}") if math.isfinite(value) else value


@dataclass(frozen=True)
class KeptRun:
    """A run in the user's folder: its id, its history, and whether it can be resumed."""

    id: str
    history: History
    can_resume: bool

    def longer_plan(self) -> Plan:
        """Return the plan of a new run that continues from the end of this one for one more epoch."""
        plan = self.history.plan
        return replace(plan, parent=self.id, config=replace(plan.config, epochs=len(self.history.epochs) + 1))
