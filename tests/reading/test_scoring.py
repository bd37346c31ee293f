from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import precision_recall_fscore_support

from mnist_desktop.reading.scoring import by_digit, interval, score

Pairs = list[tuple[int, int]]

some_pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=200)


@settings(deadline=None, max_examples=50)
@given(some_pairs)
def test_every_reading_is_counted_once(pairs: Pairs) -> None:
    labels, read = np.array(pairs).T
    found = score(np.eye(10, dtype=np.float32)[read] * 20, labels, "some")
    assert found.name == "some"
    assert found.count == len(pairs) == sum(map(sum, found.confusion))
    assert found.accuracy == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
    for label in range(10):
        for digit in range(10):
            assert found.confusion[label][digit] == pairs.count((label, digit))


def test_the_loss_is_in_nats() -> None:
    assert score(np.zeros((3, 10), np.float32), np.array([1, 2, 3]), "some").loss == pytest.approx(math.log(10))


@settings(deadline=None, max_examples=50)
@given(some_pairs)
def test_precision_recall_and_f1_are_scikit_learn_s(pairs: Pairs) -> None:
    labels, read = np.array(pairs).T
    expected = precision_recall_fscore_support(labels, read, labels=range(10), zero_division=np.nan)
    found = by_digit(score(np.eye(10, dtype=np.float32)[read], labels, "some").confusion)
    values = [(each.precision, each.recall, each.f1, each.count) for each in found]
    np.testing.assert_allclose(np.array(values, np.float64).T, expected)  # None becomes a NaN
    assert [each.digit for each in found] == list(range(10))


def test_a_digit_that_is_never_read_has_no_precision() -> None:
    [_, one, two, *_] = by_digit(score(np.eye(10, dtype=np.float32)[[2, 2]], np.array([1, 2]), "some").confusion)
    assert (one.precision, one.recall, one.f1) == (None, 0.0, 0.0)
    assert (two.precision, two.recall) == (0.5, 1.0)
    assert two.f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(("right", "count"), [(0, 1), (1, 1), (0, 50), (50, 50), (9932, 10_000), (59_999, 60_000)])
def test_the_interval_is_wilson_s(right: int, count: int) -> None:
    expected = binomtest(right, count).proportion_ci(0.95, method="wilson")
    assert interval(right, count) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 10**6), st.data())
def test_the_interval_holds_the_share_and_stays_within_0_and_1(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    low, high = interval(right, count)
    assert 0 <= low <= right / count + 1e-15
    assert right / count - 1e-15 <= high <= 1
