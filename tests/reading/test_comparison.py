from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import evaluated_at_once
from scipy.stats import binomtest

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.comparison import SIGNIFICANT, Comparison, Verdict, mcnemar
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.system.errors import ProblemError


def evaluation(labels: list[int], read: list[int]) -> Evaluation:
    return Evaluation("some", np.array(labels), np.eye(10, dtype=np.float32)[read], Calibration())


def comparison(gained: int, lost: int) -> Comparison:
    """Both read three digits right and two wrong."""
    right, wrong = [1] * gained, [1] * lost
    first = evaluation([1] * (gained + lost + 5), [2] * gained + wrong + [1, 1, 1, 3, 4])
    return Comparison(first, evaluation([1] * (gained + lost + 5), right + [2] * lost + [1, 1, 1, 3, 5]))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 300), st.integers(0, 300))
def test_p_is_the_exact_binomial_test_s(gained: int, lost: int) -> None:
    expected = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert mcnemar(gained, lost) == mcnemar(lost, gained) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("gained", "lost"), [(30_000, 29_000), (5_000, 5_000), (0, 60_000), (3, 9_997)])
def test_p_is_exact_for_a_whole_data_set_too(gained: int, lost: int) -> None:
    expected = binomtest(gained, gained + lost).pvalue
    assert mcnemar(gained, lost) == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_each_digit_is_gained_lost_or_the_same_for_both() -> None:
    found = comparison(gained=3, lost=2)
    assert found.gained.tolist() == [0, 1, 2]
    assert found.lost.tolist() == [3, 4]
    assert found.both_right.tolist() == [5, 6, 7]
    assert found.both_wrong.tolist() == [8, 9]  # though one of them is misread differently


@pytest.mark.parametrize(
    ("gained", "lost", "expected"),
    [(6, 0, Verdict.BETTER), (0, 6, Verdict.WORSE), (5, 0, Verdict.NO_EVIDENCE), (0, 0, Verdict.NO_EVIDENCE)],
)
def test_six_against_none_is_evidence_and_five_is_not(gained: int, lost: int, expected: Verdict) -> None:
    found = comparison(gained, lost)
    assert found.verdict is expected
    assert (found.p_value < SIGNIFICANT) == (expected is not Verdict.NO_EVIDENCE)


def test_evaluations_of_other_digits_are_not_compared() -> None:
    with pytest.raises(ProblemError) as refused:
        Comparison(evaluation([1, 2], [1, 2]), evaluation([1, 3], [1, 2]))
    assert refused.value.problem.code == "evaluations_differ"


def test_both_networks_are_compared_on_all_test_digits(data: Dataset) -> None:
    first, second = (evaluated_at_once(predictor.load(name), data.test) for name in ("FirstNet", "CNNNet"))
    found = Comparison(first, second)
    parts = (found.gained, found.lost, found.both_right, found.both_wrong)
    assert sorted(np.concatenate(parts).tolist()) == list(range(10_000))
    assert len(found.gained) - len(found.lost) == round(10_000 * (second.score.accuracy - first.score.accuracy))
    assert Comparison(second, first).p_value == found.p_value
