"""Scores of a network on labelled digits. Each score has a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HELD_OUT: Final = "held out"
MY_DRAWINGS: Final = "my drawings"
_TEST: Final = " test"  # suffix of a score's name on a data set's test set


@dataclass(frozen=True)
class Score:
    """The score of a network on `count` labelled digits.

    `name` is the name of the digits: `HELD_OUT`, `MY_DRAWINGS` or a data set's `test_score`. `accuracy` is a fraction,
    `loss` the mean negative log-likelihood in nats. `confusion[label][digit]` counts how often a `label` was read as
    `digit`; it is empty if only the accuracy is known.
    """

    name: str
    accuracy: float
    loss: float | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    count: int = 0

    @property
    def is_of_test_set(self) -> bool:
        return self.name.endswith(_TEST)

    @property
    def dataset(self) -> str:
        """The title of the data set, for a score on a test set."""
        return self.name.removesuffix(_TEST)

    @property
    def never_read(self) -> tuple[int, ...]:
        """The digits that the network predicted for no image."""
        return tuple(digit for digit, column in enumerate(zip(*self.confusion, strict=True)) if not any(column))


def named(scores: Iterable[Score], name: str) -> Score | None:
    """Return the score of that name, or None."""
    return next((score for score in scores if score.name == name), None)


def of_test_sets(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores on test sets, the one of the run's own data set first."""
    return tuple(score for score in scores if score.is_of_test_set)


def of_test_set(scores: Iterable[Score]) -> Score | None:
    """Return the score on the test set of the run's own data set, or None."""
    return next(iter(of_test_sets(scores)), None)


def unseen(scores: Iterable[Score]) -> Score | None:
    """Return the score on images that the network was not trained on: held-out digits, else the test set."""
    scores = tuple(scores)
    return named(scores, HELD_OUT) or of_test_set(scores)
