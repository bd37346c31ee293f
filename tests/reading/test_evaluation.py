"""What follows from an evaluation, beside scikit-learn's figures."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import evaluated_at_once
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import BINS, Calibration
from mnist_desktop.reading.evaluation import PART, Evaluation, evaluated
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.runs.events import Scoring

OF_EACH = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]  # MNIST's test digits


def arbitrary(seed: int, count: int, scale: float, calibration: Calibration) -> Evaluation:
    """Logits of any size that favour the label now and then."""
    random = np.random.default_rng(seed)
    labels, logits = random.integers(0, 10, count), random.normal(0, scale, (count, 10))
    logits[np.arange(count), labels] += random.choice([0.0, 3.0], count) * scale
    return Evaluation("some", labels, logits.astype(np.float32), calibration)


evaluations = st.builds(
    arbitrary,
    st.integers(0, 2**32),
    st.integers(1, 300),
    st.floats(0.1, 3),
    st.builds(Calibration, st.floats(0.5, 3), st.floats(0, 1), st.floats(-5, 5)),
)


@settings(deadline=None, max_examples=60)
@given(evaluations)
def test_scores_and_calibration_are_scikit_learn_s(found: Evaluation) -> None:
    assert found.score.accuracy == pytest.approx(accuracy_score(found.labels, found.digits))
    plain = Calibration().probabilities(found.logits)
    assert found.score.loss == pytest.approx(log_loss(found.labels, plain, labels=range(10)))
    np.testing.assert_array_equal(found.score.confusion, confusion_matrix(found.labels, found.digits, labels=range(10)))
    right, confidence = calibration_curve(found.right, found.confidence, n_bins=BINS)
    np.testing.assert_allclose([row[:2] for row in found.trust.reliability], np.column_stack([confidence, right]))
    low, high = found.interval
    assert low <= found.score.accuracy <= high


@settings(deadline=None, max_examples=60)
@given(evaluations)
def test_mistakes_come_the_most_sure_first_and_each_cell_has_its_own(found: Evaluation) -> None:
    mistakes = found.mistakes()
    assert sorted(mistakes) == np.flatnonzero(found.digits != found.labels).tolist()
    assert (np.diff(found.confidence[mistakes]) <= 0).all()
    for digit in range(10):
        assert found.mistakes(label=digit).tolist() == [each for each in mistakes if found.labels[each] == digit]
        assert found.mistakes(digit=digit).tolist() == [each for each in mistakes if found.digits[each] == digit]
        for other in range(10):
            cell = found.cell(digit, other)
            assert len(cell) == found.score.confusion[digit][other]
            assert found.mistakes(digit, other).tolist() == (cell.tolist() if digit != other else [])


@settings(deadline=None, max_examples=20)
@given(evaluations)
def test_readings_say_what_the_figures_say(found: Evaluation) -> None:
    readings = found.readings()
    assert [each.digit for each in readings] == found.digits.tolist()
    assert [each.confidence for each in readings] == found.confidence.tolist()
    assert np.mean([each.sure for each in readings]) == found.trust.sure
    assert found.readings(found.mistakes()) == [readings[each] for each in found.mistakes()]


@pytest.mark.parametrize("network", NETWORKS)
def test_all_test_digits_are_in_the_matrix_of_either_network(network: str, data: Dataset) -> None:
    found = evaluated_at_once(predictor.load(network), data.test)
    assert [sum(row) for row in found.score.confusion] == [each.count for each in found.by_digit] == OF_EACH
    assert found.score.accuracy > 0.99
    np.testing.assert_allclose(found.logits, predictor.load(network).logits(data.test.normalised().numpy()), atol=1e-4)


def test_an_evaluation_tells_its_progress_in_parts(data: Dataset) -> None:
    reader, images, labels = predictor.load("FirstNet"), data.test.images.numpy(), data.test.labels.numpy()
    count = 2 * PART + 1
    found = list(evaluated(reader, images[:count], labels[:count], "some"))
    assert found == [Scoring(PART, count), Scoring(2 * PART, count), Scoring(count, count)]


def test_an_evaluation_needs_little_memory_and_gives_it_back_when_it_is_stopped(data: Dataset) -> None:
    reader, images, labels = predictor.load("CNNNet"), data.test.images.numpy(), data.test.labels.numpy()
    tracemalloc.start()
    evaluating = evaluated(reader, images, labels, "some")
    for _ in range(10):
        next(evaluating)
    evaluating.close()
    left, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < images.nbytes * 2  # as ink, all of them take four times as much
    assert left < 100_000
    assert list(evaluating) == []
