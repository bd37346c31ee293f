from __future__ import annotations

import threading
import time

import pytest

from mnist_desktop.workers.errand import TURN, Errand


def test_it_runs_in_a_thread_of_its_own_and_only_while_somebody_waits() -> None:
    told: list[tuple[str, int]] = []

    def work(errand: Errand) -> None:
        told.append((threading.current_thread().name, threading.get_ident()))
        time.sleep(TURN)
        errand.step_back()
        told.append((threading.current_thread().name, threading.get_ident()))

    errand = Errand(work, "an errand")
    time.sleep(2 * TURN)
    assert told == []
    assert not errand.advance()
    time.sleep(2 * TURN)
    assert [name for name, _ in told] == ["an errand"]
    assert errand.advance()
    assert len(told) == 2
    assert threading.get_ident() not in {ident for _, ident in told}


def test_it_goes_on_where_its_turn_is_not_over() -> None:
    def work(errand: Errand) -> None:
        for _ in range(100):
            errand.step_back()

    errand = Errand(work, "a short errand")
    assert errand.advance()


def test_once_done_it_stays_done_and_leaves_no_thread() -> None:
    errand = Errand(lambda _: None, "a short errand")
    assert errand.advance()
    assert errand.advance()
    assert "a short errand" not in {thread.name for thread in threading.enumerate()}


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def work(errand: Errand) -> None:
        time.sleep(TURN)
        errand.step_back()
        raise ValueError("no")

    errand = Errand(work, "a bad errand")
    assert not errand.advance()
    with pytest.raises(ValueError, match="no"):
        errand.advance()
    assert errand.advance()  # said once
