"""Bins of confidence, and what chance explains of them."""

from __future__ import annotations

import pytest

from mnist_desktop.reading.calibration import Trust
from mnist_desktop.reading.reliability import bins_of
from mnist_desktop.reading.scoring import interval


def test_each_row_is_a_bin_with_the_interval_of_its_share() -> None:
    small, large = bins_of(Trust(0.9, 1.0, ((0.5, 0.75, 4), (0.99, 0.97, 1000))))
    assert (small.confidence, small.right, small.count) == (0.5, 0.75, 4)
    assert (small.low, small.high) == interval(3, 4)
    assert (large.low, large.high) == interval(970, 1000)


@pytest.mark.parametrize(("count", "is_off"), [(10, False), (1000, True)])
def test_the_same_gap_is_chance_in_few_and_not_in_many(count: int, is_off: bool) -> None:
    (found,) = bins_of(Trust(1.0, 0.8, ((0.9, 0.8, count),)))
    assert found.is_off is is_off
