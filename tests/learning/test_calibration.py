from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.learning.calibration import UNSURE_SHARE, Calibration, calibrate


def overconfident(count: int = 4000) -> tuple[Tensor, Tensor]:
    """Logits three times too large, and labels drawn from what they ought to say."""
    generator = torch.Generator().manual_seed(0)
    honest = torch.randn(count, 10, generator=generator) * 2
    labels = torch.multinomial(honest.softmax(1), 1, generator=generator)[:, 0]
    return honest * 3, labels


def test_the_temperature_makes_probabilities_honest() -> None:
    logits, labels = overconfident()
    calibration = calibrate(logits, labels)
    assert calibration.temperature == pytest.approx(3, rel=0.1)
    assert F.cross_entropy(logits / calibration.temperature, labels) < F.cross_entropy(logits, labels)


def test_the_limits_call_no_more_digits_unsure_than_promised() -> None:
    logits, labels = overconfident()
    unsure = 1 - calibrate(logits, labels).sure(logits).double().mean().item()
    assert UNSURE_SHARE * 0.9 <= unsure <= 2 * UNSURE_SHARE + 0.001


def test_probabilities_sum_to_one_and_rank_as_the_logits_do() -> None:
    logits, _ = overconfident(50)
    found = Calibration(temperature=2.5).probabilities(logits)
    torch.testing.assert_close(found.sum(1), torch.ones(50))
    assert torch.equal(found.argsort(1), logits.argsort(1))


def test_a_prediction_is_sure_when_likely_and_strongly_felt() -> None:
    likely, torn, faint = (torch.zeros(10) for _ in range(3))
    likely[3], torn[3], torn[5], faint[3] = 9, 9, 9, 5
    calibration = Calibration(min_confidence=0.9, min_energy=6.0)
    assert calibration.sure(torch.stack([likely, torn, faint])).tolist() == [True, False, False]


def test_uncalibrated_every_prediction_is_sure() -> None:
    assert Calibration().sure(torch.zeros(1, 10)).all()


@pytest.mark.parametrize("wrong", [{"temperature": 0.0}, {"temperature": -1.0}, {"min_energy": float("nan")}])
def test_a_calibration_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="three finite numbers"):
        Calibration(**wrong)
