"""Moments: which steps of a run keep their weights, which are dropped first, and the loss along them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.events import StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import Moment, due, losses_along, near_epochs, superfluous
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


def history_of_epochs(epochs: float, per_epoch: int = 100) -> History:
    history = History("a run", Plan("CNNNet"))
    for step in range(round(epochs * per_epoch)):
        history.take(StepFinished(1 + step // per_epoch, 1 + step % per_epoch, per_epoch, 1.0, 64, 0.1))
    return history


@pytest.mark.parametrize(
    ("epochs", "steps", "wanted"),
    [
        (3.0, (0, 1, 90, 98, 104, 200, 290, 300), (0, 98, 200)),
        (3.0, (1, 74, 126), ()),
        (3.0, (75, 225), (75, 225)),
        (2.1, (150, 196, 205, 210), (196,)),
        (2.9, (190, 285, 290), (190,)),
        (0.5, (0, 20, 50), (0,)),
        (0.0, (0,), ()),
        (2.0, (), ()),
    ],
    ids=["usual", "none near", "just near", "stopped after", "stopped before", "first epoch", "no step", "none kept"],
)
def test_for_the_start_and_the_ends_of_epochs_stand_the_nearest_moments(
    epochs: float, steps: Sequence[int], wanted: Sequence[int]
) -> None:
    found = near_epochs(history_of_epochs(epochs), steps)
    assert found == [Moment(step, step / 100) for step in wanted]


@given(st.sets(st.integers(0, 60)), st.integers(1, 12))
def test_each_end_that_has_a_near_moment_has_its_nearest(kept: set[int], per_epoch: int) -> None:
    history = history_of_epochs(60 // per_epoch, per_epoch)
    found = {round(moment.epoch): moment.step for moment in near_epochs(history, sorted(kept))}
    assert found.pop(0, None) == (0 if 0 in kept else None)
    for end in range(1, 60 // per_epoch):
        distances = [abs(step - end * per_epoch) for step in kept if step < history.losses.length]
        near = [distance for distance in distances if distance <= per_epoch / 4]
        nearest = abs(found.pop(end) - end * per_epoch) if end in found else None
        assert nearest == min(near, default=None)
    assert not found
