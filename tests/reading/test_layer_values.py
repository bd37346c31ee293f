from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.reading.layer_values import PatchSum, Pooled, Source, Vote


def test_a_sum_is_the_products_of_all_maps_and_the_bias() -> None:
    patches = np.arange(8, dtype=np.float32).reshape(2, 2, 2)
    found = PatchSum(patches, np.full((2, 2, 2), 0.5, np.float32), 1.0, 15.0, 7.0)
    assert list(found.sums) == [3, 11]
    assert found.total == 15.0
    assert found.strongest(1) == [1]


def test_what_takes_much_is_as_strong_as_what_adds_much() -> None:
    patches = np.array([1, -3, 2], np.float32).reshape(3, 1, 1)
    found = PatchSum(patches, np.ones((3, 1, 1), np.float32), 0.0, 0.0, 3.0)
    assert found.strongest(2) == [1, 2]
    assert found.strongest(9) == [1, 2, 0]


def test_the_largest_of_four_is_told() -> None:
    assert Pooled(np.array([[1, 2], [4, 3]], np.float32), 1, 0, 4.0, Source(0, 0, 0, 2)).largest == 4.0


def test_a_vote_adds_up_what_is_for_and_what_is_against() -> None:
    vote = Vote(7, np.array([1, -2, 0, 4], np.float32), -0.5)
    assert vote.above == pytest.approx(5)
    assert vote.below == pytest.approx(-2.5)
    assert vote.most_for(3) == [3, 0]
    assert vote.most_against(3) == [1]
