from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.learning.calibration import (
    LOW_CONFIDENCE_SHARE,
    LOW_ENERGY_SHARE,
    Calibration,
    Trust,
    calibrate,
    trust,
)
from mnist_desktop.system.errors import ProblemError


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
    shares = LOW_ENERGY_SHARE, LOW_CONFIDENCE_SHARE
    assert max(shares) * 0.9 <= unsure <= sum(shares) + 0.001


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
    with pytest.raises(ProblemError) as refused:
        Calibration(**wrong)
    assert refused.value.problem.code == "calibration_unfit"


def test_honest_probabilities_have_next_to_no_calibration_error_and_overconfident_ones_do() -> None:
    logits, labels = overconfident()
    honest = trust(logits, labels, Calibration(temperature=3.0))
    assert honest.calibration_error < 0.02 < trust(logits, labels, Calibration()).calibration_error


def test_the_calibration_error_is_the_mean_gap_of_the_bins_by_their_counts() -> None:
    assert Trust(1.0, 1.0, ((0.9, 0.8, 30), (0.3, 0.6, 10))).calibration_error == pytest.approx(0.15)


def test_every_reading_is_in_one_bin() -> None:
    logits, labels = overconfident(500)
    certain = torch.cat([logits, torch.full((1, 10), -99.0).index_fill(1, torch.tensor([4]), 99.0)])
    found = trust(certain, torch.cat([labels, torch.tensor([4])]), Calibration())
    assert sum(row[2] for row in found.reliability) == 501
    assert sum(row[1] * row[2] for row in found.reliability) == pytest.approx(
        (certain.argmax(1)[:500] == labels).sum() + 1
    )


def test_of_what_is_sure_alone_it_is_said_how_often_it_is_right() -> None:
    logits = torch.zeros(4, 10)
    logits[range(4), [1, 2, 3, 3]] = torch.tensor([9.0, 9.0, 9.0, 0.1])
    found = trust(logits, torch.tensor([1, 2, 5, 3]), Calibration(min_confidence=0.5))
    assert found.sure == 0.75
    assert found.right_when_sure == pytest.approx(2 / 3)
    assert trust(logits, torch.tensor([1, 2, 5, 3]), Calibration(min_confidence=1.0)).right_when_sure == 0.0
