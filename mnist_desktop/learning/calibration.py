"""Calibration of a network's probabilities, and the thresholds below which a prediction is not sure."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.system.errors import ProblemError

LOW_ENERGY_SHARE: Final = 0.01  # of the validation digits: those of the lowest energy, which count as unsure
LOW_CONFIDENCE_SHARE: Final = 0.005  # likewise those of the lowest confidence
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

    def probabilities(self, logits: Tensor) -> Tensor:
        """Turn (n, 10) logits into (n, 10) probabilities."""
        return F.softmax(logits / self.temperature, dim=1)

    def sure(self, logits: Tensor) -> Tensor:
        """Say which of (n, 10) logits are sure: (n,) bool."""
        confident = self.probabilities(logits).amax(1) >= self.min_confidence
        return confident & (energy(logits) >= self.min_energy)


def energy(logits: Tensor) -> Tensor:
    """Return the log-sum-exp of (n, 10) logits: (n,). It is the negative of the paper's energy."""
    return logits.logsumexp(1)


def calibrate(logits: Tensor, labels: Tensor) -> Calibration:
    """Fit a calibration to (n, 10) logits and (n,) labels of digits that the network was not trained on."""
    temperature = _temperature(logits, labels)
    confidence = F.softmax(logits / temperature, dim=1).amax(1)
    return Calibration(
        temperature=temperature,
        min_confidence=confidence.quantile(LOW_CONFIDENCE_SHARE).item(),
        min_energy=energy(logits).quantile(LOW_ENERGY_SHARE).item(),
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


def trust(logits: Tensor, labels: Tensor, calibration: Calibration) -> Trust:
    """Compare the calibrated predictions of (n, 10) logits, n ≥ 1, with (n,) labels."""
    confidence, read = calibration.probabilities(logits.double()).max(1)
    right, sure = read == labels, calibration.sure(logits)
    bins = (confidence * BINS).long().clamp(max=BINS - 1)
    rows = [(confidence[bins == each], right[bins == each]) for each in bins.unique()]
    return Trust(
        sure=sure.double().mean().item(),
        right_when_sure=(right & sure).sum().item() / max(int(sure.sum()), 1),
        reliability=tuple((sought.mean().item(), found.double().mean().item(), len(found)) for sought, found in rows),
    )


def _temperature(logits: Tensor, labels: Tensor) -> float:
    """Return the temperature of the lowest loss: the best of 21 from 0.1 to 10, then of 21 around that one."""
    best, exponents = 0.0, torch.linspace(-1, 1, 21)
    for step in (1.0, 0.1):
        candidates = (best + step * exponents).tolist()
        best = min(candidates, key=lambda exponent: F.cross_entropy(logits / 10**exponent, labels).item())
    return float(10**best)
