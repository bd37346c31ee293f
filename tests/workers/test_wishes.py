"""Wishes: none is lost, a stop is final, and whoever waits wakes up."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.workers.wishes import Mode, Wishes

SAY: dict[Mode, Callable[[Wishes], None]] = {
    Mode.GO_ON: Wishes.go_on,
    Mode.PAUSE: Wishes.pause,
    Mode.STOP: Wishes.stop,
    Mode.QUIT: Wishes.quit,
}
rates = st.tuples(st.floats(1e-8, 1e4), st.floats(0, 0.9))


def expected(said: list[Mode]) -> Mode:
    if Mode.QUIT in said:
        return Mode.QUIT
    if Mode.STOP in said:
        return Mode.STOP
    return said[-1] if said else Mode.GO_ON


@given(st.lists(st.sampled_from(Mode), max_size=8))
def test_the_last_wish_counts_but_a_stop_is_final_and_a_quit_is_more_so(said: list[Mode]) -> None:
    wishes = Wishes()
    for number, mode in enumerate(said, start=1):
        SAY[mode](wishes)
        assert wishes.mode is expected(said[:number])


@given(st.lists(rates | st.none(), max_size=8))
def test_of_rates_the_last_ones_are_taken_once(said: list[tuple[float, float] | None]) -> None:
    """None stands for a look at them."""
    wishes, waiting = Wishes(), None
    for wish in [*said, None]:
        if wish is None:
            assert wishes.take_rates() == waiting
            waiting = None
        else:
            wishes.set_rates(*wish)
            waiting = wish


@given(st.lists(st.booleans(), max_size=12))
def test_no_epoch_is_lost_and_none_taken_twice(said: list[bool]) -> None:
    wishes, taken = Wishes(), 0
    for is_wish in said:
        if is_wish:
            wishes.add_epoch()
        else:
            taken += wishes.take_epochs()
    assert taken + wishes.take_epochs() == sum(said)
    assert wishes.take_epochs() == 0


@given(st.lists(st.sampled_from([Mode.PAUSE, Mode.GO_ON]), max_size=4), rates)
def test_modes_and_rates_do_not_touch_each_other(said: list[Mode], wish: tuple[float, float]) -> None:
    wishes = Wishes()
    wishes.set_rates(*wish)
    wishes.add_epoch()
    for mode in said:
        SAY[mode](wishes)
    assert (wishes.take_rates(), wishes.take_epochs(), wishes.mode) == (wish, 1, expected(said))


WAKE: dict[str, Callable[[Wishes], None]] = {
    "go on": Wishes.go_on,
    "stop": Wishes.stop,
    "quit": Wishes.quit,
    "rates": lambda wishes: wishes.set_rates(0.1, 0.9),
    "an epoch": Wishes.add_epoch,
}


@pytest.mark.parametrize("kind", WAKE)
def test_whoever_waits_wakes_up_at_any_wish_but_to_pause(kind: str) -> None:
    wishes = Wishes()
    wishes.pause()
    waiter = threading.Thread(target=wishes.wait, daemon=True)
    waiter.start()
    wishes.pause()
    waiter.join(0.05)
    assert waiter.is_alive()
    WAKE[kind](wishes)
    waiter.join(30)
    assert not waiter.is_alive()


@pytest.mark.parametrize("kind", WAKE)
def test_a_wish_that_was_there_before_the_wait_is_not_slept_through(kind: str) -> None:
    wishes = Wishes()
    wishes.pause()
    WAKE[kind](wishes)
    waiter = threading.Thread(target=wishes.wait, daemon=True)
    waiter.start()
    waiter.join(30)
    assert not waiter.is_alive()


def test_many_threads_may_wish_at_once() -> None:
    wishes = Wishes()

    def wish() -> None:
        for _ in range(500):
            wishes.add_epoch()

    threads = [threading.Thread(target=wish) for _ in range(8)]
    for thread in threads:
        thread.start()
    taken = 0
    while any(thread.is_alive() for thread in threads):
        taken += wishes.take_epochs()
    assert taken + wishes.take_epochs() == 4000
