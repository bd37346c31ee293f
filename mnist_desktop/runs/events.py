"""What happens in a run, told as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class RunState(Enum):
    """Where a run stands; a file that says RUNNING or PAUSED is of a run that was cut off."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by a person, before its last epoch; can go on
    FINISHED = "finished"
    DIVERGED = "diverged"


UNDER_WAY: Final = frozenset({RunState.RUNNING, RunState.PAUSED})


@dataclass(frozen=True)
class Evaluation:
    """What a network made of `count` labelled digits.

    `accuracy` is a fraction, `loss` the mean negative log-likelihood in nats;
    `confusion[label][digit]` counts how often a `label` was read as `digit`.
    """

    accuracy: float
    loss: float
    confusion: tuple[tuple[int, ...], ...]
    count: int

    @property
    def never_read(self) -> tuple[int, ...]:
        """The digits that were not the answer to any image."""
        return tuple(digit for digit, column in enumerate(zip(*self.confusion, strict=True)) if not any(column))


@dataclass(frozen=True)
class Preparing:
    """Before the first step: `done` of `of` pen digits and non-digits are drawn."""

    done: int
    of: int


@dataclass(frozen=True)
class StepFinished:
    """One optimiser update: `step` of `steps`, from 1 in each epoch; `loss` is the batch's mean in nats.

    `seconds` is the time the step took, `images` how many images it saw.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    images: int
    seconds: float


@dataclass(frozen=True)
class Scoring:
    """After an epoch's last step: `done` of `of` images are scored."""

    done: int
    of: int


@dataclass(frozen=True)
class EpochFinished:
    """One pass over the training set.

    `train_loss` (nats) and `train_accuracy` (fraction) are means over the epoch's steps, each taken before its
    update. `validation` is the score on the digits held out, None when there are none; `test` the score on the
    test set, None where digits are held out and the test set waits for the end of the run.
    `seconds` is the time spent training, without scoring and without what the caller does between steps.
    """

    epoch: int
    train_loss: float
    train_accuracy: float
    validation: Evaluation | None
    test: Evaluation | None
    seconds: float
    images_per_second: float

    @property
    def score(self) -> Evaluation | None:
        """On images that were not trained on: the digits held out, or else the test set."""
        return self.validation or self.test


@dataclass(frozen=True)
class RunFinished:
    """All epochs are done: the scores of the weights to keep."""

    validation: Evaluation | None
    test: Evaluation


@dataclass(frozen=True)
class RunDiverged:
    """The loss is lost for good (infinite, not a number, or far beyond guessing): the run ends without its weights."""

    epoch: int
    step: int


@dataclass(frozen=True)
class Change:
    """New rates, from `at` epochs after the start of the run."""

    at: float
    learning_rate: float
    momentum: float


@dataclass(frozen=True)
class EpochsChanged:
    """The run now ends after `epochs` in all."""

    epochs: int


@dataclass(frozen=True)
class StateChanged:
    """A person paused the run, let it go on or stopped it."""

    state: RunState


@dataclass(frozen=True)
class Scored:
    """Weights that no epoch's end had scored, of a run that was stopped in between, on the test set."""

    test: Evaluation


Event = (
    Preparing
    | StepFinished
    | Scoring
    | EpochFinished
    | RunFinished
    | RunDiverged
    | Change
    | EpochsChanged
    | StateChanged
    | Scored
)
