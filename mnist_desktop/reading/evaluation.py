"""What some weights read in labelled digits, and all that follows from it: scores, calibration and mistakes."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray, GreyImage, Indices
from mnist_desktop.reading.calibration import Calibration, Labels, Trust, trust
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.scoring import DigitScore, by_digit, interval, score
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.events import Scoring
from mnist_desktop.runs.scores import Score

PART: Final = 500  # digits between two reports; CNNNet reads them in 15 ms

Pixels = npt.NDArray[np.uint8]  # (n, 28, 28), ink 255, paper 0


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The (n, 10) logits of n ≥ 1 digits, their (n,) labels, and the calibration that makes readings of logits.

    `name` is the name of the digits, as a `Score` has it.
    """

    name: str
    labels: Labels
    logits: Float32Array
    calibration: Calibration

    @cached_property
    def score(self) -> Score:
        return score(self.logits, self.labels, self.name)

    @cached_property
    def trust(self) -> Trust:
        return trust(self.logits, self.labels, self.calibration)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the accuracy on all such digits is, by `scoring.interval`."""
        return interval(int(self.right.sum()), len(self.labels))

    @property
    def by_digit(self) -> tuple[DigitScore, ...]:
        return by_digit(self.score.confusion)

    @cached_property
    def digits(self) -> Indices:
        """What is read: (n,), 0 to 9."""
        return np.asarray(self.logits.argmax(axis=1))

    @property
    def right(self) -> Flags:
        """Which are read right: (n,)."""
        return np.asarray(self.digits == self.labels)

    @cached_property
    def confidence(self) -> FloatArray:
        """The probability of what is read: (n,) float64, 0…1."""
        return np.asarray(self.calibration.probabilities(self.logits).max(axis=1))

    def readings(self, chosen: Indices | slice = slice(None)) -> list[DigitReading]:
        """Return the reading of each digit, or of the chosen ones."""
        return self.calibration.readings(self.logits[chosen])

    def mistakes(self, label: int | None = None, digit: int | None = None) -> Indices:
        """Return the indices of what is read wrong, the most sure first; of one label, or read as one digit, alone."""
        return self._most_sure_first(~self.right & self._in(label, digit))

    def cell(self, label: int, digit: int) -> Indices:
        """Return the indices of what a cell of the confusion matrix counts, the most sure first."""
        return self._most_sure_first(self._in(label, digit))

    def _in(self, label: int | None, digit: int | None) -> Flags:
        found = np.ones(len(self.labels), np.bool_)
        for values, wanted in ((self.labels, label), (self.digits, digit)):
            if wanted is not None:
                found &= values == wanted
        return found

    def _most_sure_first(self, wanted: Flags) -> Indices:
        indices = np.flatnonzero(wanted)
        return indices[np.argsort(-self.confidence[indices], kind="stable")]


def evaluated(predictor: Predictor, images: Pixels, labels: Labels, name: str) -> Generator[Scoring, None, Evaluation]:
    """Read n ≥ 1 images in parts, and yield the progress after each. Closing the generator stops it."""
    logits: list[Float32Array] = []
    for start in range(0, len(images), PART):
        part = images[start : start + PART]
        logits.append(predictor.logits(network_input(as_ink(part))))
        yield Scoring(start + len(part), len(images))
    return Evaluation(name, labels, np.concatenate(logits), predictor.calibration)


def as_ink(images: Pixels) -> GreyImage:
    """Convert to float32, ink 1, paper 0."""
    return np.divide(images, 255, dtype=np.float32)
