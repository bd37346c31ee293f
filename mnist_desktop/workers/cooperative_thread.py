"""Work in a thread of its own that goes on only while somebody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

TURN: Final = 0.004  # seconds after which the work steps back at its next chance


class CooperativeThread:
    """Runs `work(thread)` turn by turn, so that never both threads do something: a coroutine that may import.

    `work` calls `step_back` wherever it can be interrupted; the other thread calls `advance` until that says True.
    """

    def __init__(self, work: Callable[[CooperativeThread], None], name: str) -> None:
        self._work = work
        self._turn, self._turn_over = threading.Semaphore(0), threading.Semaphore(0)
        self._turn_ends = 0.0
        self._is_done = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)  # given up, it holds up nobody's end

    def advance(self) -> bool:
        """Give the work a turn, wait until it steps back; True once it is done. Raises, once, what the work raised."""
        if self._is_done:
            return True
        if self._thread.ident is None:
            self._thread.start()
        self._turn_ends = time.monotonic() + TURN
        self._turn.release()
        self._turn_over.acquire()
        if self._is_done:
            self._thread.join()
            if self._error is not None:
                raise self._error
        return self._is_done

    def step_back(self) -> None:
        """Let the other thread go on, where the turn is over; for `work` only."""
        if time.monotonic() >= self._turn_ends:
            self._turn_over.release()
            self._turn.acquire()

    def _run(self) -> None:
        self._turn.acquire()
        try:
            self._work(self)
        except Exception as error:
            self._error = error
        self._is_done = True
        self._turn_over.release()
