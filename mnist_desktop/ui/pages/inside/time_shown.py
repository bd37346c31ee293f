"""What the section Time shows, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnist_desktop.runs.moments import Moment


@dataclass(frozen=True)
class RunMoments:
    """The kept moments of a run in order, and the space of at most `limit` bytes that they take up.

    The run has `epochs` epochs. `losses` are points of the training loss in nats along the moments: the first moment is
    at place 0, the second at 1.
    """

    moments: Sequence[Moment] = ()
    epochs: int = 0
    size: int = 0
    limit: int = 0
    losses: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True)
class Confidences:
    """What is read of the drawing at each moment: `digits`. `probabilities` are those of `digit`, which is read now."""

    digit: int
    digits: Sequence[int]
    probabilities: Sequence[float]
