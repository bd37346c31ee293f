"""What is asked of the run under way: said in one thread, granted in another between two steps."""

from __future__ import annotations

import threading
from enum import Enum


class Mode(Enum):
    RUN = "run"
    PAUSE = "pause"
    STOP = "stop"
    QUIT = "quit"  # the window closes: save the run, and be quick


class TrainingControl:
    """Belongs to one run. No call waits but `wait`; a stop or quit is final."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.RLock())  # a signal handler may call in the middle of a call
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
        """The learning rate and momentum last asked for, once."""
        with self._changed:
            rates, self._rates = self._rates, None
            return rates

    def take_epochs(self) -> int:
        """How many more epochs were asked for, once."""
        with self._changed:
            epochs, self._more_epochs = self._more_epochs, 0
            return epochs

    def wait(self) -> None:
        """Sleep until something else than a pause is asked for."""
        with self._changed:
            self._changed.wait_for(lambda: self._mode is not Mode.PAUSE or self._rates or self._more_epochs)

    def _set(self, mode: Mode) -> None:
        with self._changed:
            if self._mode is Mode.QUIT or (self._mode is Mode.STOP and mode is not Mode.QUIT):
                return
            self._mode = mode
            self._changed.notify()
