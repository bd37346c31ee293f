"""How many images of each digit were read wrong after each epoch of a run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from mnist_desktop.runs.history import History
from mnist_desktop.runs.scores import Score


@dataclass(frozen=True)
class DigitErrors:
    """`counts[digit][i]` images of a digit were read wrong after the epoch `epochs[i]`.

    The images are those that the run's epochs were scored on, known by the `name` of the scores.
    """

    name: str
    epochs: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def changes(self) -> tuple[tuple[int, ...], ...]:
        """How many more were read wrong than after the epoch before, which is 0 for the first epoch."""
        return tuple((0, *(now - before for before, now in pairwise(row))) for row in self.counts)


def digit_errors(history: History) -> DigitErrors | None:
    """Count the errors after each epoch. Return None if no epoch has a confusion matrix."""
    scored = [(row.epoch, row.unseen) for row in history.epochs if row.unseen and row.unseen.confusion]
    if not scored:
        return None
    name = scored[-1][1].name
    alike = [(epoch, _errors(score)) for epoch, score in scored if score.name == name]
    return DigitErrors(name, tuple(epoch for epoch, _ in alike), tuple(zip(*(each for _, each in alike), strict=True)))


def _errors(score: Score) -> tuple[int, ...]:
    return tuple(sum(row) - row[label] for label, row in enumerate(score.confusion))
