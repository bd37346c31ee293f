"""Requests to a run: one thread makes them, the training thread takes them between two steps."""

from __future__ import annotations

import threading
from enum import Enum


class Mode(Enum):
    RUN = "run"
    PAUSE = "pause"
    STOP = "stop"
    QUIT = "quit"  # the window closes: save the run and skip the final score


class TrainingControl:
    """The requests to one run. Only `wait` blocks. After a stop or quit, other modes have no effect."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.RLock())  # reentrant: a signal handler may interrupt a call
        self._mode = Mode.RUN
        self._rates: tuple[float, float] | None = None
        self._more_epochs = 0

    @property
    def mode(self) -> Mode:
        return self._mode

    def resume(self) -> None:
        self._set(Mode.RUN)

    def pause(self) -> None:
        self._set(Mode.PAUSE)

    def stop(self) -> None:
        self._set(Mode.STOP)

    def quit(self) -> None:
        self._set(Mode.QUIT)

    def set_rates(self, learning_rate: float, momentum: float) -> None:
        with self._changed:
            self._rates = learning_rate, momentum
            self._changed.notify()

    def add_epoch(self) -> None:
        with self._changed:
            self._more_epochs += 1
            self._changed.notify()

    def take_rates(self) -> tuple[float, float] | None:
        """Return the last requested learning rate and momentum, and clear the request."""
        with self._changed:
            rates, self._rates = self._rates, None
            return rates

    def take_epochs(self) -> int:
        """Return how many more epochs were requested, and clear the request."""
        with self._changed:
            epochs, self._more_epochs = self._more_epochs, 0
            return epochs

    def wait(self) -> None:
        """Block during a pause, until a request arrives."""
        with self._changed:
            self._changed.wait_for(lambda: self._mode is not Mode.PAUSE or self._rates or self._more_epochs)

    def _set(self, mode: Mode) -> None:
        with self._changed:
            if self._mode is Mode.QUIT or (self._mode is Mode.STOP and mode is not Mode.QUIT):
                return
            self._mode = mode
            self._changed.notify()
