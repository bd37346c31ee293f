"""The user's samples, as sessions share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.sessions.state import ApplicationState
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
        self._all: tuple[Sample, ...] = ()

    @property
    def all(self) -> tuple[Sample, ...]:
        """All samples, the oldest first."""
        return self._all

    def begin(self) -> None:
        """Read the file, and follow what other windows do to it."""
        self._read()

    def add(self, samples: Iterable[Sample], done: Callable[[], None] = lambda: None) -> None:
        """Add samples, and call `done` once they are safe."""
        self._do(lambda: self._store().add(samples), done)

    def put(self, samples: Iterable[Sample], done: Callable[[], None] = lambda: None) -> None:
        """Replace the samples with the same ids, and add those whose ids are new, as after an undo."""
        self._do(lambda: self._store().put(samples), done)

    def remove(self, ids: Iterable[str], done: Callable[[], None] = lambda: None) -> None:
        self._do(lambda: self._store().remove(ids), done)

    def _do(self, change: Callable[[], None], done: Callable[[], None]) -> None:
        self._asker.ask(change, lambda _: done(), self._state.say)
        self._read()

    def _read(self) -> None:
        self._asker.ask(lambda: self._store().read(), self._take, self._state.say)

    def _take(self, stored: Stored) -> None:
        self._all = stored.samples
        self.changed.emit()
