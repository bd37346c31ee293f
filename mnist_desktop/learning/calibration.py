"""When a network is to be believed: honest probabilities, and the line below which it says "not sure"."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.system.errors import ProblemError

FAINT_SHARE: Final = 0.01  # of the validation digits, those of the lowest energy, that are called unsure
TORN_SHARE: Final = 0.005  # of them, those of the lowest confidence
BINS: Final = 15  # of confidence, as the paper on temperatures has them


@dataclass(frozen=True)
class Calibration:
    """What turns logits into a prediction; it lives in the checkpoint, beside the weights it belongs to.

    `temperature` > 0 divides the logits (C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017,
    section 4.2). A prediction is sure when its probability reaches `min_confidence` (0…1) and the log-sum-exp of
    its logits reaches `min_energy`, which what is no digit seldom does (W. Liu et al., Energy-based
    Out-of-distribution Detection, NeurIPS 2020, section 3).
    """

    temperature: float = 1.0
    min_confidence: float = 0.0
    min_energy: float = -1e30

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, astuple(self))) or self.temperature <= 0:
            raise ProblemError("calibration_unfit")

    def probabilities(self, logits: Tensor) -> Tensor:
        """(n, 10) logits to (n, 10) probabilities."""
        return F.softmax(logits / self.temperature, dim=1)

    def sure(self, logits: Tensor) -> Tensor:
        """(n, 10) logits to (n,) bool."""
        confident = self.probabilities(logits).amax(1) >= self.min_confidence
        return confident & (energy(logits) >= self.min_energy)


def energy(logits: Tensor) -> Tensor:
    """(n, 10) logits to (n,): how strongly the network answers at all."""
    return logits.logsumexp(1)


def calibrate(logits: Tensor, labels: Tensor) -> Calibration:
    """Fit a calibration to (n, 10) logits and (n,) labels of digits that were not trained on."""
    temperature = _temperature(logits, labels)
    confidence = F.softmax(logits / temperature, dim=1).amax(1)
    return Calibration(
        temperature=temperature,
        min_confidence=confidence.quantile(TORN_SHARE).item(),
        min_energy=energy(logits).quantile(FAINT_SHARE).item(),
    )


@dataclass(frozen=True)
class Trust:
    """How far readings can be believed, all shares being of 0…1.

    `sure` is the share of readings that are, and `right_when_sure` that of them which are right. `reliability` has a
    row for each bin of confidence that any reading is in: mean confidence, share right, number of readings.
    """

    sure: float
    right_when_sure: float
    reliability: tuple[tuple[float, float, int], ...]

    @property
    def calibration_error(self) -> float:
        """The expected one, by which confidence misses the share right (C. Guo et al., ICML 2017, section 2)."""
        count = sum(row[2] for row in self.reliability)
        return sum(abs(confidence - right) * many for confidence, right, many in self.reliability) / count


def trust(logits: Tensor, labels: Tensor, calibration: Calibration) -> Trust:
    """Compare what `calibration` makes of (n, 10) logits, n ≥ 1, with (n,) labels."""
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
    """The one of the lowest loss: of 21 from 0.1 to 10 that grow evenly, and then of 21 around the best of them."""
    best, exponents = 0.0, torch.linspace(-1, 1, 21)
    for step in (1.0, 0.1):
        candidates = (best + step * exponents).tolist()
        best = min(candidates, key=lambda exponent: F.cross_entropy(logits / 10**exponent, labels).item())
    return float(10**best)
