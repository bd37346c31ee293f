"""Rare requests: each runs one operation in another thread and one callback with the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.workers.thread import WorkerThread


@dataclass(frozen=True)
class Ask:
    """`operation` runs in a worker's thread. Then `done` is called with its result, or `failed` with a `Problem`.

    Both are called in the thread of the `Asker`.
    """

    operation: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Problem], None]


class Asker(QObject):
    """Runs operations in a worker's thread, one after the other."""

    _asked = Signal(object)  # Ask
    _stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = _AskWorker()
        self._thread = WorkerThread(self._worker, "asking")
        self._is_stopped = False
        self._asked.connect(self._worker.carry_out)
        self._stopped.connect(self._worker.end)
        self._worker.answered.connect(self._answer)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Wait until all operations are done. No callback is called after this."""
        self._is_stopped = True
        self._stopped.emit()
        self._thread.wait()

    def ask(self, operation: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Problem], None]) -> None:
        self._asked.emit(Ask(operation, done, failed))

    def _answer(self, call: Callable[[Any], None], value: object) -> None:
        if not self._is_stopped:
            call(value)


class LatestAsker:
    """Asks for one thing at a time. Of those that wait meanwhile only the latest is asked for."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._waiting: Ask | None = None
        self._is_busy = False

    def ask(self, ask: Ask) -> None:
        """Ask for this, in place of what still waits."""
        self._waiting = ask
        if not self._is_busy:
            self._ask_next()

    def forget(self) -> None:
        """Drop what still waits."""
        self._waiting = None

    def _ask_next(self) -> None:
        ask, self._waiting = self._waiting, None
        self._is_busy = ask is not None
        if ask is not None:
            self._asker.ask(ask.operation, partial(self._take, ask.done), partial(self._take, ask.failed))

    def _take(self, call: Callable[[Any], None], value: Any) -> None:
        call(value)
        self._ask_next()


class _AskWorker(QObject):
    answered = Signal(object, object)  # the callback and its argument

    @Slot(object)
    def carry_out(self, ask: Ask) -> None:
        try:
            self.answered.emit(ask.done, ask.operation())
        except (ProblemError, OSError) as error:
            self.answered.emit(ask.failed, problem_of(error))
        except Exception as error:
            self.answered.emit(ask.failed, log.trace(error))

    @Slot()
    def end(self) -> None:
        QThread.currentThread().quit()


def problem_of(error: ProblemError | OSError) -> Problem:
    """Return the error as a `Problem`."""
    return error.problem if isinstance(error, ProblemError) else Problem("os_error", {"reason": error})
