from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.events import StepFinished
from mnist_desktop.runs.pace import Pace, Progress


def step(number: int, seconds: float = 0.5, epoch: int = 1, images: int = 100) -> StepFinished:
    return StepFinished(epoch, number, 10, 1.0, images, seconds)


def test_what_is_left_is_the_steps_left_at_the_pace_of_the_last_ones() -> None:
    pace = Pace()
    first = pace.take(step(1, seconds=1.0), epochs=2)
    assert (first.seconds_left, first.images_per_second) == (19.0, 100.0)
    second = pace.take(step(2, seconds=0.5), epochs=2)
    assert second.seconds_left == pytest.approx(18 * 0.75)
    assert second.images_per_second == pytest.approx(200 / 1.5)


def test_more_epochs_take_longer() -> None:
    assert Pace().take(step(10), epochs=1).seconds_left == 0
    assert Pace().take(step(10), epochs=3).seconds_left == 10


def test_long_ago_is_forgotten() -> None:
    pace = Pace()
    pace.take(step(1, seconds=1000.0), epochs=1)
    for _ in range(Pace.STEPS):
        found = pace.take(step(5, seconds=0.1), epochs=1)
    assert found.seconds_left == pytest.approx(0.5)
    assert found.images_per_second == pytest.approx(1000)


def test_a_clock_that_stands_still_divides_nothing_by_zero() -> None:
    assert Pace().take(step(1, seconds=0.0), epochs=1).seconds_left == 0


@pytest.mark.parametrize(("epoch", "step", "share"), [(1, 1, 0.05), (1, 10, 0.5), (2, 10, 1.0)])
def test_the_share_is_of_the_whole_run(epoch: int, step: int, share: float) -> None:
    assert Progress(epoch, 2, step, 10, 1.0, None).share == pytest.approx(share)


@given(st.integers(1, 50), st.integers(1, 50))
def test_the_share_grows_with_every_step_to_one(epochs: int, steps: int) -> None:
    shares = [
        Progress(epoch, epochs, step, steps, 1.0, None).share
        for epoch in range(1, epochs + 1)
        for step in range(1, steps + 1)
    ]
    assert shares == sorted(set(shares))
    assert 0 < shares[0] <= shares[-1] == 1
