"""Calibration of a network's probabilities, and the thresholds below which a prediction is not sure."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.system.errors import ProblemError

Labels = npt.NDArray[np.int64]

LOW_ENERGY_SHARE: Final = 0.0165  # of the validation digits: those of the lowest energy, which count as unsure
LOW_CONFIDENCE_SHARE: Final = 0.003  # likewise those of the lowest confidence
LIKELIER_THAN_NOT: Final = 0.5  # a digit of lower confidence is never sure
BINS: Final = 15  # of confidence, as many as the paper on temperature scaling has


@dataclass(frozen=True)
class Calibration:
    """Turns logits into probabilities, and says which are sure. A checkpoint stores it beside its weights.

    `temperature` > 0 divides the logits (C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017, section
    4.2). A prediction is sure when its probability reaches `min_confidence` (0…1) and the log-sum-exp of its logits
    reaches `min_energy`. Non-digits seldom reach it (W. Liu et al., Energy-based Out-of-distribution Detection, NeurIPS
    2020, section 3).
    """

    temperature: float = 1.0
    min_confidence: float = 0.0
    min_energy: float = -1e30

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, astuple(self))) or self.temperature <= 0:
            raise ProblemError("calibration_unfit")

    def probabilities(self, logits: Float32Array) -> FloatArray:
        """Turn (n, 10) logits into (n, 10) float64 probabilities."""
        return np.exp(log_softmax(logits / self.temperature))

    def readings(self, logits: Float32Array) -> list[DigitReading]:
        """Return the prediction for each of (n, 10) logits."""
        probabilities = self.probabilities(logits)
        rows = zip(probabilities.tolist(), self.sure(logits, probabilities).tolist(), strict=True)
        return [DigitReading(tuple(row), is_sure) for row, is_sure in rows]

    def sure(self, logits: Float32Array, probabilities: FloatArray) -> Flags:
        """Say which of (n, 10) logits are sure, given their (n, 10) `probabilities`: (n,) bool."""
        return np.asarray((probabilities.max(axis=1) >= self.min_confidence) & (energy(logits) >= self.min_energy))


def energy(logits: Float32Array | FloatArray) -> FloatArray:
    """Return the log-sum-exp of (n, 10) logits: (n,) float64. It is the negative of the paper's energy."""
    exact = logits.astype(np.float64)
    highest = exact.max(axis=1)
    with np.errstate(invalid="ignore"):  # those of a network that diverged may be infinite
        return np.asarray(highest + np.log(np.exp(exact - highest[:, None]).sum(axis=1)))


def log_softmax(logits: Float32Array | FloatArray) -> FloatArray:
    """Return the logarithms of the probabilities of (n, 10) logits, in float64."""
    with np.errstate(invalid="ignore"):  # the same
        return np.asarray(logits.astype(np.float64) - energy(logits)[:, None])


def cross_entropy(logits: Float32Array | FloatArray, labels: Labels) -> float:
    """Return the mean negative log-likelihood of (n,) labels under (n, 10) logits, in nats."""
    return float(-log_softmax(logits)[np.arange(len(labels)), labels].mean())


def calibrate(logits: Float32Array, labels: Labels) -> Calibration:
    """Fit a calibration to (n, 10) logits and (n,) labels of digits that the network was not trained on."""
    temperature = _temperature(logits, labels)
    confidence = Calibration(temperature).probabilities(logits).max(axis=1)
    return Calibration(
        temperature=temperature,
        min_confidence=max(float(np.quantile(confidence, LOW_CONFIDENCE_SHARE)), LIKELIER_THAN_NOT),
        min_energy=float(np.quantile(energy(logits), LOW_ENERGY_SHARE)),
    )


@dataclass(frozen=True)
class Trust:
    """How reliable readings are. All shares are in 0…1.

    `sure` is the share of readings that are sure, and `right_when_sure` the share of those that are right.
    `reliability` has one row for each non-empty bin of confidence: mean confidence, share right, number of readings.
    """

    sure: float
    right_when_sure: float
    reliability: tuple[tuple[float, float, int], ...]

    @property
    def calibration_error(self) -> float:
        """The expected calibration error (C. Guo et al., ICML 2017, section 2)."""
        count = sum(row[2] for row in self.reliability)
        return sum(abs(confidence - right) * many for confidence, right, many in self.reliability) / count


def trust(logits: Float32Array, labels: Labels, calibration: Calibration) -> Trust:
    """Compare the calibrated predictions of (n, 10) logits, n ≥ 1, with (n,) labels."""
    probabilities = calibration.probabilities(logits)
    confidence, sure = probabilities.max(axis=1), calibration.sure(logits, probabilities)
    right = logits.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    rows = [(confidence[bins == each], right[bins == each]) for each in np.unique(bins)]
    return Trust(
        sure=float(sure.mean()),
        right_when_sure=int((right & sure).sum()) / max(int(sure.sum()), 1),
        reliability=tuple((float(sought.mean()), float(found.mean()), len(found)) for sought, found in rows),
    )


def _temperature(logits: Float32Array, labels: Labels) -> float:
    """Return the temperature of the lowest loss: the best of 21 from 0.1 to 10, then of 21 around that one."""
    best, exponents = 0.0, np.linspace(-1, 1, 21)
    for step in (1.0, 0.1):
        candidates = (best + step * exponents).tolist()
        best = min(candidates, key=lambda exponent: cross_entropy(logits / 10**exponent, labels))
    return float(10**best)
