from __future__ import annotations

import threading
import time

import pytest

from mnist_desktop.workers.cooperative_thread import TURN, CooperativeThread


def test_it_runs_in_a_thread_of_its_own_and_only_while_somebody_waits() -> None:
    told: list[tuple[str, int]] = []

    def work(thread: CooperativeThread) -> None:
        told.append((threading.current_thread().name, threading.get_ident()))
        time.sleep(TURN)
        thread.yield_turn()
        told.append((threading.current_thread().name, threading.get_ident()))

    thread = CooperativeThread(work, "an thread")
    time.sleep(2 * TURN)
    assert told == []
    assert not thread.advance()
    time.sleep(2 * TURN)
    assert [name for name, _ in told] == ["an thread"]
    assert thread.advance()
    assert len(told) == 2
    assert threading.get_ident() not in {ident for _, ident in told}


def test_it_goes_on_where_its_turn_is_not_over() -> None:
    def work(thread: CooperativeThread) -> None:
        for _ in range(100):
            thread.yield_turn()

    thread = CooperativeThread(work, "a short thread")
    assert thread.advance()


def test_once_done_it_stays_done_and_leaves_no_thread() -> None:
    thread = CooperativeThread(lambda _: None, "a short thread")
    assert thread.advance()
    assert thread.advance()
    assert "a short thread" not in {thread.name for thread in threading.enumerate()}


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def work(thread: CooperativeThread) -> None:
        time.sleep(TURN)
        thread.yield_turn()
        raise ValueError("no")

    thread = CooperativeThread(work, "a bad thread")
    assert not thread.advance()
    with pytest.raises(ValueError, match="no"):
        thread.advance()
    assert thread.advance()  # said once
