from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.reading.scoring import score


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=200))
def test_every_reading_is_counted_once(pairs: list[tuple[int, int]]) -> None:
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
