"""Work in a thread that runs only while another thread waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

TURN: Final = 0.004  # seconds; a turn ends at the next `yield_turn` after this time


class CooperativeThread:
    """Runs `work(thread)` in turns, so that only one thread runs at a time: a coroutine that may import modules.

    `work` calls `yield_turn` wherever it can be interrupted. The other thread calls `advance` until it returns True.
    """

    def __init__(self, work: Callable[[CooperativeThread], None], name: str) -> None:
        self._work = work
        self._turn, self._turn_over = threading.Semaphore(0), threading.Semaphore(0)
        self._turn_ends = 0.0
        self._is_done = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)  # daemon: it does not delay exit

    def advance(self) -> bool:
        """Run the work for one turn. Return True once it is done. Raises, once, the exception of the work."""
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

    def yield_turn(self) -> None:
        """End the turn if its time is over. Only `work` calls this."""
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
