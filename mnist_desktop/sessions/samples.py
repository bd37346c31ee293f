"""The user's samples, as sessions share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.ask import Asker

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample
    from mnist_desktop.samples.store import SampleStore, Stored


class Samples(QObject):
    """The samples as they are in the file that windows share. The asker's thread reads and writes it."""

    changed = Signal()

    def __init__(
        self, state: ApplicationState, store: Callable[[], SampleStore], asker: Asker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._store, self._asker = state, store, asker
        self._file: Path | None = None  # known once the store is made, which imports NumPy
        self._stored: Stored | None = None
        self._is_reading = self._is_outdated = self._has_failed = False
        self._damaged = 0  # lines that the person was told of
        self._watched: list[str] = []
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._read)
        self._watcher.directoryChanged.connect(self._read)

    @property
    def all(self) -> tuple[Sample, ...]:
        """All samples, the oldest first."""
        return self._stored.samples if self._stored else ()

    def begin(self) -> None:
        """Read the file, and follow what other windows do to it."""
        self._asker.ask(lambda: self._store().file, self._follow, self._state.say)

    def add(self, samples: Iterable[Sample], done: Callable[[], None] = lambda: None) -> None:
        """Add samples, and call `done` once they are safe."""
        new = list(samples)
        self._do(lambda: self._store().add(new), done)

    def put(self, samples: Iterable[Sample], done: Callable[[], None] = lambda: None) -> None:
        """Replace the samples with the same ids, and add those whose ids are new, as after an undo."""
        changed = list(samples)
        self._do(lambda: self._store().put(changed), done)

    def remove(self, ids: Iterable[str], done: Callable[[], None] = lambda: None) -> None:
        gone = list(ids)
        self._do(lambda: self._store().remove(gone), done)

    def _do(self, change: Callable[[], None], done: Callable[[], None]) -> None:
        self._asker.ask(change, lambda _: done(), self._state.say)
        self._read()

    def _follow(self, file: Path) -> None:
        self._file = file
        self._read()

    def _read(self) -> None:
        """Read the file, unless it is as it was. What changes while it is read makes it be read again."""
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading = True
        self._watch()
        self._asker.ask(lambda: self._store().read(), self._take, self._fail)

    def _watch(self) -> None:
        """Watch the file, which a rewrite replaces by another, and the nearest folder in which it can appear."""
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self._watched = self._paths()
        if self._watched:
            self._watcher.addPaths(self._watched)

    def _paths(self) -> list[str]:
        """Return what there is to watch now."""
        if self._file is None:
            return []
        folder = next(each for each in self._file.parents if each.is_dir())
        return [str(each) for each in (folder, self._file) if each.exists()]

    def _take(self, stored: Stored) -> None:
        self._has_failed = False
        if stored is not self._stored:
            self._stored = stored
            self._tell_damaged(stored.problems)
            self.changed.emit()
        self._end_reading()

    def _fail(self, problem: Problem) -> None:
        """Tell why the file cannot be read, once until it can."""
        if not self._has_failed:
            self._state.say(problem)
        self._has_failed = True
        self._end_reading()

    def _tell_damaged(self, problems: tuple[Problem, ...]) -> None:
        """Tell of damaged lines in one message, and again only if there are more."""
        if len(problems) > self._damaged:
            self._state.say(Problem("samples_damaged", {"count": len(problems), "reason": problems[0]}))
        self._damaged = len(problems)

    def _end_reading(self) -> None:
        self._is_reading = False
        if self._is_outdated or self._watched != self._paths():  # a folder may come before it can be watched
            self._is_outdated = False
            self._read()
