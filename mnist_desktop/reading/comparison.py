"""Two sets of weights against each other on the same digits: what the second gains and loses, and if that is chance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Indices
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.system.errors import ProblemError

SIGNIFICANT: Final = 0.05  # a smaller p is evidence


class Verdict(Enum):
    """What can be said of the second set of weights."""

    BETTER = auto()
    WORSE = auto()
    NO_EVIDENCE = auto()


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two evaluations of the same images in the same order. Raises `ProblemError` if their labels differ."""

    first: Evaluation
    second: Evaluation

    def __post_init__(self) -> None:
        if not np.array_equal(self.first.labels, self.second.labels):
            raise ProblemError("evaluations_differ")

    @cached_property
    def gained(self) -> Indices:
        """The indices of what only the second reads right."""
        return np.flatnonzero(~self.first.right & self.second.right)

    @cached_property
    def lost(self) -> Indices:
        """The indices of what only the first reads right."""
        return np.flatnonzero(self.first.right & ~self.second.right)

    @cached_property
    def both_right(self) -> Indices:
        return np.flatnonzero(self.first.right & self.second.right)

    @cached_property
    def both_wrong(self) -> Indices:
        return np.flatnonzero(~self.first.right & ~self.second.right)

    @cached_property
    def p_value(self) -> float:
        """The probability of gains and losses at least as unequal, if both sets of weights were equally good."""
        return mcnemar(len(self.gained), len(self.lost))

    @property
    def verdict(self) -> Verdict:
        if self.p_value >= SIGNIFICANT:
            return Verdict.NO_EVIDENCE
        return Verdict.BETTER if len(self.gained) > len(self.lost) else Verdict.WORSE


def mcnemar(gained: int, lost: int) -> float:
    """Return the two-sided p of McNemar's test (Q. McNemar, Psychometrika 12, 1947), by the binomial distribution.

    This exact form errs at most as often as it says, with few differences too, where chi-squared and mid-p may err more
    often. The sum is one of integers, so that no number of differences makes it inexact.
    """
    count = gained + lost
    ways = fewer = 1  # to have this many on the rarer side, and to have at most as many
    for rarer in range(min(gained, lost)):
        ways = ways * (count - rarer) // (rarer + 1)
        fewer += ways
    return min(float(2 * fewer / 2**count), 1.0)
