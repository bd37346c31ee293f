"""Long requests: each runs a generator in another thread, tells of its progress, and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any

from PySide6.QtCore import QObject, Signal

from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.ask import Asker

Steps = Callable[[], Generator[Any, None, Any]]


class Task:
    """A request under way. Any thread may look at it."""

    def __init__(self, progressed: Callable[[Any], None]) -> None:
        self._progressed = progressed
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def cancel(self) -> None:
        """Stop before the next step. No callback is called after this."""
        self._is_cancelled = True

    def call(self, callback: Callable[[Any], None], value: Any) -> None:
        if not self._is_cancelled:
            callback(value)

    def tell(self, progress: Any) -> None:
        self.call(self._progressed, progress)


class StepAsker(QObject):
    """Runs generators in a worker's thread, one after the other. The thread begins with the first."""

    _stepped = Signal(object, object)  # Task, what it yielded

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = Asker(self)
        self._tasks = set[Task]()
        self._is_stopped = False
        self._stepped.connect(self._take_step)

    def ask(
        self,
        steps: Steps,
        done: Callable[[Any], None],
        failed: Callable[[Problem], None],
        progressed: Callable[[Any], None] = lambda _: None,
    ) -> Task:
        """Make a generator and run it to its end. Its result goes to `done`, and what it yields to `progressed`."""
        task = Task(progressed)
        if not self._is_stopped:
            self._asker.start()
            self._tasks.add(task)
            self._asker.ask(
                lambda: self._run(task, steps),
                lambda result: self._end(task, done, result),
                lambda problem: self._end(task, failed, problem),
            )
        return task

    def stop(self) -> None:
        """Cancel everything, and wait for the step under way."""
        self._is_stopped = True
        for task in self._tasks:
            task.cancel()
        self._asker.stop()

    def _run(self, task: Task, steps: Steps) -> Any:
        """Run a generator in the worker's thread. Closing it, where it is cancelled, lets it clean up."""
        with closing(steps()) as generator:
            while not task.is_cancelled:
                try:
                    self._stepped.emit(task, next(generator))
                except StopIteration as end:
                    return end.value
        return None

    def _take_step(self, task: Task, progress: Any) -> None:
        task.tell(progress)

    def _end(self, task: Task, callback: Callable[[Any], None], value: Any) -> None:
        self._tasks.discard(task)
        task.call(callback, value)
