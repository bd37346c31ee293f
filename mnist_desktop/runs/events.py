"""What happens in a run, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Final

from msgspec import Meta

from mnist_desktop.runs import scores
from mnist_desktop.runs.scores import Score
from mnist_desktop.system.errors import Problem


class RunState(Enum):
    """Where a run stands; a file that says RUNNING or PAUSED is of a run that was cut off."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by a person, before its last epoch; can be resumed
    FINISHED = "finished"
    DIVERGED = "diverged"


Count = Annotated[int, Meta(ge=0, le=2**53)]  # what a file may say: no more than a plot can place
UNDER_WAY: Final = frozenset({RunState.RUNNING, RunState.PAUSED})


@dataclass(frozen=True)
class Fetching:
    """Before the first step: `done` of about `of` bytes of the data set are fetched."""

    done: int
    of: int


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
    update. `scores` holds the score on the digits held out or, where there are none, on the test set: with digits held
    out the test set waits for the end of the run. `seconds` is the time spent training, without scoring and without
    what the caller does between steps.
    """

    epoch: Count
    train_loss: float
    train_accuracy: float
    scores: tuple[Score, ...]
    seconds: float
    images_per_second: float

    @property
    def unseen(self) -> Score | None:
        """The score on images that were not trained on."""
        return scores.unseen(self.scores)


@dataclass(frozen=True)
class RunFinished:
    """All epochs are done: the scores of the weights to keep."""

    scores: tuple[Score, ...]


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
    """A person paused, resumed or stopped the run."""

    state: RunState


@dataclass(frozen=True)
class Scored:
    """Weights that no epoch's end has scored, of a run that was stopped in between."""

    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Saved:
    """The run is in its file as it now stands."""


@dataclass(frozen=True)
class NotSaved:
    """The run could not be written to its file; what was there is intact."""

    problem: Problem


@dataclass(frozen=True)
class ChangeRefused:
    """What was asked of the run cannot be; it goes on as before."""

    problem: Problem


Event = (
    Fetching
    | Preparing
    | StepFinished
    | Scoring
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
