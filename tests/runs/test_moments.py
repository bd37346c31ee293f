"""Moments: which steps of a run keep their weights, which are dropped first, and the loss along them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.events import StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import due, losses_along, superfluous
from mnist_desktop.runs.plan import Plan

STEPS = st.integers(0, 100_000)


@given(STEPS, STEPS, st.integers(3, 60))
def test_there_are_as_many_as_wanted_or_all_from_start_to_end(start: int, length: int, count: int) -> None:
    steps = sorted(due(start, start + length, count))
    assert len(steps) == min(count, length + 1)
    assert (steps[0], steps[-1]) == (start, start + length)


@given(STEPS, st.integers(1000, 100_000))
def test_there_are_more_at_the_start(start: int, length: int) -> None:
    gaps = [after - before for before, after in pairwise(sorted(due(start, start + length, 40)))]
    assert gaps[:5] == [1] * 5
    assert all(after >= 0.8 * before for before, after in pairwise(gaps))
    assert gaps[-1] > length / 20


def test_an_added_epoch_adds_a_moment() -> None:
    before, after = due(0, 9380, 40), due(0, 10318, 40)
    assert {step for step in after if step > 9380} == {10318}
    assert max(before) == 9380


@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=80, unique=True), st.integers(3, 40))
def test_what_is_dropped_leaves_as_many_as_wanted_with_both_ends_and_the_earlier_half(
    found: list[int], most: int
) -> None:
    steps = sorted(found)
    dropped = superfluous(steps, most)
    left = [step for step in steps if step not in dropped]
    assert len(left) == min(most, len(steps))
    assert (left[0], left[-1]) == (steps[0], steps[-1])
    assert left[: most // 2] == steps[: most // 2]


def test_of_added_epochs_those_that_are_nearest_to_others_are_dropped() -> None:
    steps = sorted(due(0, 9380, 40))
    assert superfluous([*steps, 10318], 40) == [9380]


def history_of(losses: list[float]) -> History:
    history = History("a run", Plan("CNNNet"))
    for step, loss in enumerate(losses, start=1):
        history.take(StepFinished(1, step, len(losses), loss, 64, 0.1))
    return history


def test_the_loss_lies_along_the_moments() -> None:
    history = history_of([4.0, 3.0, 2.0, 1.0])
    assert losses_along(history, (0, 1, 2, 4)) == [(1.0, 4.0), (2.0, 3.0), (2.5, 2.0), (3.0, 1.0)]


def test_losses_outside_the_moments_are_left_out() -> None:
    history = history_of([4.0, 3.0, 2.0, 1.0])
    assert losses_along(history, (2, 3)) == [(0.0, 3.0), (1.0, 2.0)]
    assert losses_along(history, ()) == []
    assert losses_along(history_of([]), (0,)) == []


def test_many_losses_between_two_moments_become_few_points() -> None:
    points = losses_along(history_of([1.0] * 900), (0, 900))
    assert len(points) == 9
    assert all(loss == 1.0 for _, loss in points)
