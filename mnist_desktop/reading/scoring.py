"""Scores predictions: accuracy and its interval, loss, confusion matrix, and precision, recall and F1 of each digit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.calibration import Labels, cross_entropy
from mnist_desktop.runs.scores import Score

CERTAINTY: Final = 0.95  # of an interval
_DEVIATIONS: Final = NormalDist().inv_cdf((1 + CERTAINTY) / 2)


@dataclass(frozen=True)
class DigitScore:
    """The score of one digit: of `count` images with this label `right` are read so; of all images, `read` are.

    Precision, recall and F1 (C. J. van Rijsbergen, Information Retrieval, 1979, chapter 7) are in 0…1, or None where
    there is nothing to divide by, as of a digit that is never read.
    """

    digit: int
    count: int
    read: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of what is read as this digit that is one."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of this digit's images that are read so."""
        return self.right / self.count if self.count else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.count + self.read) if self.count + self.read else None


def score(logits: Float32Array, labels: Labels, name: str) -> Score:
    """Compare (n, 10) logits, n ≥ 1, with (n,) labels. `name` is the name of the digits."""
    confusion = np.bincount(labels * 10 + logits.argmax(axis=1), minlength=100).reshape(10, 10)
    return Score(
        name,
        accuracy=int(confusion.trace()) / len(labels),
        loss=cross_entropy(logits, labels),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
        count=len(labels),
    )


def by_digit(confusion: Sequence[Sequence[int]]) -> tuple[DigitScore, ...]:
    """Return the score of each digit, from `Score.confusion`."""
    read = map(sum, zip(*confusion, strict=True))
    rows = enumerate(zip(confusion, read, strict=True))
    return tuple(DigitScore(digit, sum(row), many, row[digit]) for digit, (row, many) in rows)


def interval(right: int, count: int) -> tuple[float, float]:
    """Return where the accuracy on all such digits is with a `CERTAINTY` of 95 %, after `right` of `count` ≥ 1.

    It is the score interval, which stays within 0…1 and holds for shares near 1 too (E. B. Wilson, Journal of the
    American Statistical Association 22, 1927).
    """
    share, spread = right / count, _DEVIATIONS**2 / count
    middle = share + spread / 2
    half = math.sqrt(spread * (share * (1 - share) + spread / 4))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return max(low, 0.0), min(high, 1.0)
