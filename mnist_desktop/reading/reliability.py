"""Whether readings are right as often as they say, bin by bin of confidence."""

from __future__ import annotations

from dataclasses import dataclass

from mnist_desktop.reading.calibration import Trust
from mnist_desktop.reading.scoring import interval


@dataclass(frozen=True)
class Bin:
    """`count` ≥ 1 readings of about the same `confidence`, their mean, of which the share `right` is right, in 0…1.

    `low` and `high` are where that share is for all such readings, by `scoring.interval`.
    """

    confidence: float
    right: float
    count: int
    low: float
    high: float

    @property
    def is_off(self) -> bool:
        """Whether chance does not explain that they are right more or less often than they say."""
        return not self.low <= self.confidence <= self.high


def bins_of(trust: Trust) -> tuple[Bin, ...]:
    """Return the bins that have readings, the least confident first."""
    return tuple(Bin(*row, *interval(round(row[1] * row[2]), row[2])) for row in trust.reliability)
