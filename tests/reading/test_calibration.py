from __future__ import annotations

import numpy as np
import pytest
import torch

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.calibration import (
    LIKELIER_THAN_NOT,
    LOW_CONFIDENCE_SHARE,
    LOW_ENERGY_SHARE,
    Calibration,
    Labels,
    Trust,
    calibrate,
    cross_entropy,
    energy,
    trust,
)
from mnist_desktop.system.errors import ProblemError


def overconfident(count: int = 4000) -> tuple[Float32Array, Labels]:
    """Logits three times too large, and labels drawn from what they ought to say."""
    random = np.random.default_rng(0)
    honest = random.normal(0, 2, (count, 10)).astype(np.float32)
    labels = np.array([random.choice(10, p=row) for row in Calibration().probabilities(honest)])
    return honest * 3, labels


def test_the_temperature_makes_probabilities_honest() -> None:
    logits, labels = overconfident()
    calibration = calibrate(logits, labels)
    assert calibration.temperature == pytest.approx(3, rel=0.1)
    assert cross_entropy(logits / calibration.temperature, labels) < cross_entropy(logits, labels)


def test_of_likely_digits_no_more_are_called_unsure_than_promised_and_unlikely_ones_always_are() -> None:
    logits, labels = overconfident()
    calibration = calibrate(logits, labels)
    probabilities = calibration.probabilities(logits)
    sure, is_likely = calibration.sure(logits, probabilities), probabilities.max(axis=1) >= LIKELIER_THAN_NOT
    assert not sure[~is_likely].any()
    assert (is_likely & ~sure).mean() <= LOW_ENERGY_SHARE + LOW_CONFIDENCE_SHARE + 0.001
    assert 1 - sure.mean() >= LOW_ENERGY_SHARE * 0.9


def test_probabilities_sum_to_one_and_rank_as_the_logits_do() -> None:
    logits, _ = overconfident(50)
    found = Calibration(temperature=2.5).probabilities(logits)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert (found.argsort(axis=1) == logits.argsort(axis=1)).all()


def test_probabilities_energy_and_loss_are_torch_s() -> None:
    logits, labels = overconfident(200)
    theirs = torch.from_numpy(logits).double()
    np.testing.assert_allclose(Calibration(1.7).probabilities(logits), (theirs / 1.7).softmax(1), rtol=1e-6)
    np.testing.assert_allclose(energy(logits), theirs.logsumexp(1))
    expected = torch.nn.functional.cross_entropy(theirs, torch.from_numpy(labels))
    assert cross_entropy(logits, labels) == pytest.approx(expected.item())


def test_logits_of_any_size_have_finite_probabilities() -> None:
    logits = np.array([[3e38] + [0.0] * 9, [-3e38] * 10], np.float32)
    assert np.isfinite(Calibration().probabilities(logits)).all()
    assert np.isfinite(energy(logits)).all()


def test_a_prediction_is_sure_when_likely_and_of_high_energy() -> None:
    likely, torn, faint = np.zeros((3, 10), np.float32)
    likely[3], torn[3], torn[5], faint[3] = 9, 9, 9, 5
    calibration = Calibration(min_confidence=0.9, min_energy=6.0)
    logits = np.stack([likely, torn, faint])
    assert calibration.sure(logits, calibration.probabilities(logits)).tolist() == [True, False, False]


def test_uncalibrated_every_prediction_is_sure() -> None:
    logits = np.zeros((1, 10), np.float32)
    assert Calibration().sure(logits, Calibration().probabilities(logits)).all()


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
    certain = np.full((1, 10), -99.0, np.float32)
    certain[0, 4] = 99.0
    found = trust(np.concatenate([logits, certain]), np.append(labels, 4), Calibration())
    assert sum(row[2] for row in found.reliability) == 501
    assert sum(row[1] * row[2] for row in found.reliability) == pytest.approx((logits.argmax(1) == labels).sum() + 1)


def test_of_what_is_sure_alone_it_is_said_how_often_it_is_right() -> None:
    logits = np.zeros((4, 10), np.float32)
    logits[range(4), [1, 2, 3, 3]] = [9.0, 9.0, 9.0, 0.1]
    labels = np.array([1, 2, 5, 3])
    found = trust(logits, labels, Calibration(min_confidence=0.5))
    assert found.sure == 0.75
    assert found.right_when_sure == pytest.approx(2 / 3)
    assert trust(logits, labels, Calibration(min_confidence=1.0)).right_when_sure == 0.0
