"""The events of a run, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Final

from msgspec import Meta

from mnist_desktop.runs import scores
from mnist_desktop.runs.health import Health
from mnist_desktop.runs.scores import Score
from mnist_desktop.system.errors import Problem


class RunState(Enum):
    """The state of a run. A file with RUNNING or PAUSED is from a run that was interrupted."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by the user, before the last epoch; can be resumed
    FINISHED = "finished"
    DIVERGED = "diverged"


Count = Annotated[int, Meta(ge=0, le=2**53)]  # the limit for values in files: larger numbers cannot be plotted
UNDER_WAY: Final = frozenset({RunState.RUNNING, RunState.PAUSED})


@dataclass(frozen=True)
class Fetching:
    """Before the first step: `done` of about `of` bytes of the data set are downloaded."""

    done: int
    of: int


@dataclass(frozen=True)
class Preparing:
    """Before the first step: `done` of `of` pen digits and non-digits are drawn."""

    done: int
    of: int


@dataclass(frozen=True)
class StepFinished:
    """One optimiser update: `step` of `steps`, from 1 in each epoch. `loss` is the batch's mean in nats.

    `seconds` is the duration of the step, `images` the size of its batch. `accuracy` is the fraction of the batch's
    digits that were read right, before the update; None if it has no digits. `health` was measured if it was due.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    images: int
    seconds: float
    accuracy: float | None = None
    health: Health | None = None


@dataclass(frozen=True)
class Scoring:
    """After an epoch's last step: `done` of `of` images are scored."""

    done: int
    of: int


@dataclass(frozen=True)
class CrossValidating:
    """At the end of a run that fine-tunes: `done` of `of` steps are taken, without some of the samples each."""

    done: int
    of: int


@dataclass(frozen=True)
class StartScored:
    """The `scores` of the weights that a run which fine-tunes began with."""

    scores: tuple[Score, ...]


@dataclass(frozen=True)
class EpochFinished:
    """One pass over the training set.

    `train_loss` (nats) and `train_accuracy` (fraction) are means over the epoch's steps, each computed before its
    update. `scores` has the score on the held-out digits or, if there are none, on the test set. With held-out digits
    the test set is scored only at the end of the run. `seconds` is the training time, without scoring and without the
    caller's work between steps.
    """

    epoch: Count
    train_loss: float
    train_accuracy: float
    scores: tuple[Score, ...]
    seconds: float
    images_per_second: float

    @property
    def unseen(self) -> Score | None:
        """The score on images that the network was not trained on."""
        return scores.unseen(self.scores)


@dataclass(frozen=True)
class RunFinished:
    """All epochs are done. `scores` are those of the kept weights."""

    scores: tuple[Score, ...]


@dataclass(frozen=True)
class RunDiverged:
    """The loss is infinite, NaN or far above random guessing. The run ends and its current weights are discarded."""

    epoch: int
    step: int


@dataclass(frozen=True)
class Change:
    """New rates. `at` is in epochs since the start of the run."""

    at: float
    learning_rate: float
    momentum: float


@dataclass(frozen=True)
class EpochsChanged:
    """The run now has `epochs` epochs in total."""

    epochs: int


@dataclass(frozen=True)
class StateChanged:
    """The user paused, resumed or stopped the run."""

    state: RunState


@dataclass(frozen=True)
class Scored:
    """The scores of a run that was stopped within an epoch."""

    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Saved:
    """The current state of the run is saved."""


@dataclass(frozen=True)
class NotSaved:
    """The run could not be saved. Its file is unchanged."""

    problem: Problem


@dataclass(frozen=True)
class ChangeRefused:
    """A request to the run was invalid. Training continues unchanged."""

    problem: Problem


Event = (
    Fetching
    | Preparing
    | StepFinished
    | Scoring
    | CrossValidating
    | StartScored
    | EpochFinished
    | RunFinished
    | RunDiverged
    | Change
    | EpochsChanged
    | StateChanged
    | Scored
    | Saved
    | NotSaved
    | ChangeRefused
)
