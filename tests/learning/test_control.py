"""TrainingControl: none is lost, a stop is final, and whoever waits wakes up."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.learning.control import Mode, TrainingControl

SAY: dict[Mode, Callable[[TrainingControl], None]] = {
    Mode.RUN: TrainingControl.resume,
    Mode.PAUSE: TrainingControl.pause,
    Mode.STOP: TrainingControl.stop,
    Mode.QUIT: TrainingControl.quit,
}
rates = st.tuples(st.floats(1e-8, 1e4), st.floats(0, 0.9))


def expected(said: list[Mode]) -> Mode:
    if Mode.QUIT in said:
        return Mode.QUIT
    if Mode.STOP in said:
        return Mode.STOP
    return said[-1] if said else Mode.RUN


@given(st.lists(st.sampled_from(Mode), max_size=8))
def test_the_last_wish_counts_but_a_stop_is_final_and_a_quit_is_more_so(said: list[Mode]) -> None:
    control = TrainingControl()
    for number, mode in enumerate(said, start=1):
        SAY[mode](control)
        assert control.mode is expected(said[:number])


@given(st.lists(rates | st.none(), max_size=8))
def test_of_rates_the_last_ones_are_taken_once(said: list[tuple[float, float] | None]) -> None:
    """None stands for a look at them."""
    control, waiting = TrainingControl(), None
    for wish in [*said, None]:
        if wish is None:
            assert control.take_rates() == waiting
            waiting = None
        else:
            control.set_rates(*wish)
            waiting = wish


@given(st.lists(st.booleans(), max_size=12))
def test_no_epoch_is_lost_and_none_taken_twice(said: list[bool]) -> None:
    control, taken = TrainingControl(), 0
    for is_wish in said:
        if is_wish:
            control.add_epoch()
        else:
            taken += control.take_epochs()
    assert taken + control.take_epochs() == sum(said)
    assert control.take_epochs() == 0


@given(st.lists(st.sampled_from([Mode.PAUSE, Mode.RUN]), max_size=4), rates)
def test_modes_and_rates_do_not_touch_each_other(said: list[Mode], wish: tuple[float, float]) -> None:
    control = TrainingControl()
    control.set_rates(*wish)
    control.add_epoch()
    for mode in said:
        SAY[mode](control)
    assert (control.take_rates(), control.take_epochs(), control.mode) == (wish, 1, expected(said))


WAKE: dict[str, Callable[[TrainingControl], None]] = {
    "resume": TrainingControl.resume,
    "stop": TrainingControl.stop,
    "quit": TrainingControl.quit,
    "rates": lambda control: control.set_rates(0.1, 0.9),
    "an epoch": TrainingControl.add_epoch,
}


@pytest.mark.parametrize("kind", WAKE)
def test_whoever_waits_wakes_up_at_any_wish_but_to_pause(kind: str) -> None:
    control = TrainingControl()
    control.pause()
    waiter = threading.Thread(target=control.wait, daemon=True)
    waiter.start()
    control.pause()
    waiter.join(0.05)
    assert waiter.is_alive()
    WAKE[kind](control)
    waiter.join(30)
    assert not waiter.is_alive()


@pytest.mark.parametrize("kind", WAKE)
def test_a_wish_that_was_there_before_the_wait_is_not_slept_through(kind: str) -> None:
    control = TrainingControl()
    control.pause()
    WAKE[kind](control)
    waiter = threading.Thread(target=control.wait, daemon=True)
    waiter.start()
    waiter.join(30)
    assert not waiter.is_alive()


def test_many_threads_may_wish_at_once() -> None:
    control = TrainingControl()

    def wish() -> None:
        for _ in range(500):
            control.add_epoch()

    threads = [threading.Thread(target=wish) for _ in range(8)]
    for thread in threads:
        thread.start()
    taken = 0
    while any(thread.is_alive() for thread in threads):
        taken += control.take_epochs()
    assert taken + control.take_epochs() == 4000
