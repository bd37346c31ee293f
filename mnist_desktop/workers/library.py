"""Looks after the user's kept runs, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library


class LibraryWorker(QObject):
    """Does as it is told with the runs in `folder`, and tells what is there after each time."""

    listed = Signal(object)  # tuple[KeptRun, ...], the newest first
    opened = Signal(object)  # KeptRun, taken over from a file
    failed = Signal(str)  # one line for a person

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @Slot()
    def list_runs(self) -> None:
        self.listed.emit(tuple(self._library().runs()))

    @Slot(str, str)
    def rename(self, run: str, name: str) -> None:
        self._do(lambda: self._library().rename(run, name))

    @Slot(str)
    def delete(self, run: str) -> None:
        self._do(lambda: self._library().delete(run))

    @Slot(str, object)
    def export(self, run: str, to: Path) -> None:
        self._do(lambda: self._library().export(run, to))

    @Slot(object)
    def open(self, path: Path) -> None:
        """Take over a checkpoint file from elsewhere."""
        self._do(lambda: self.opened.emit(self._library().adopt(path)))

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (OSError, ValueError) as error:
            self.failed.emit(" ".join(str(error).split()))
        self.list_runs()

    def _library(self) -> Library:
        from mnist_desktop.learning.library import Library

        return Library(self._folder)
