"""Puts what people open, drop or paste on the pad."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from mnist_desktop.sessions import pad_mime
from mnist_desktop.sessions.sources import Source, Step, Waiting, step
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad import dialogs
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Asker

RECENT = 9  # files that are remembered; each has a digit as its key


class PadInput(QObject):
    """Opens files and takes what is dropped and pasted. It is read in the asker's thread, and the newest wins.

    The pad shows one of several, and a message has a button for the next. What was on the pad is one undo away.
    """

    recent_changed = Signal(object)  # Sequence[Path], the newest first

    def __init__(self, window: MainWindow, state: ApplicationState, asker: Asker, recent: Sequence[Path]) -> None:
        super().__init__(window)
        self._window, self._state, self._asker = window, state, asker
        self._recent: tuple[Path, ...] = tuple(recent)
        self._generation = 0
        window.commands.open.triggered.connect(self._ask_for_files)
        window.commands.paste.triggered.connect(self._paste)
        window.open_requested.connect(self.open)
        window.dropped.connect(self._take)
        window.recent.file_chosen.connect(lambda file: self.open([file]))
        window.recent.cleared.connect(lambda: self._set_recent(()))
        window.recent.show_files(self._recent)

    def open(self, files: Sequence[Path]) -> None:
        """Show the first of these files that can be read."""
        self._show_next(Waiting(sources=[Source(str(file), file) for file in files]))

    def end(self) -> None:
        """Want nothing more."""
        self._generation += 1

    def _ask_for_files(self) -> None:
        folder = self._recent[0].parent if self._recent else None
        if files := dialogs.files_to_open(self._window, folder):
            self.open(files)

    def _paste(self) -> None:
        held: QMimeData | None = QGuiApplication.clipboard().mimeData()  # where nothing was ever copied it may be None
        self._take(held or QMimeData())

    def _take(self, mime: QMimeData) -> None:
        self._show_next(Waiting(sources=pad_mime.sources_in(mime)))

    def _show_next(self, waiting: Waiting) -> None:
        self._generation += 1
        generation = self._generation
        self._asker.ask(
            lambda: step(waiting, lambda: generation == self._generation),
            lambda found: self._show(found) if generation == self._generation else None,
            self._state.say,
        )

    def _show(self, found: Step) -> None:
        if found.found is not None:
            _show_on(self._window.pad.canvas, found.found.content)
            if found.found.file is not None:
                self._set_recent((found.found.file, *self._recent))
        self._report(found)

    def _report(self, found: Step) -> None:
        """Say in one line what else there is, and what could not be read."""
        refused = _summary(found.refused)
        if found.found is None or not len(found.waiting):
            if refused is not None:
                self._state.say(refused)
            return
        text = self.tr("{0} is on the pad; {1} more can be shown.").format(
            Path(found.found.source).name, len(found.waiting)
        )
        if refused is not None:
            text = f"{text} {sentence(refused)}"
        self._state.say(text, self.tr("Next"), lambda: self._show_next(found.waiting))

    def _set_recent(self, files: Sequence[Path]) -> None:
        self._recent = tuple(dict.fromkeys(files))[:RECENT]
        self._window.recent.show_files(self._recent)
        self.recent_changed.emit(self._recent)


def _show_on(canvas: Canvas, content: PadContent) -> None:
    if content.picture is None:
        canvas.set_drawing(content.drawing)
    elif content.place.isEmpty():
        canvas.set_picture(content.picture)
    else:
        canvas.set_content(content)


def _summary(refused: Sequence[Problem]) -> Problem | None:
    if len(refused) > 1:
        return Problem("several_refused", {"count": len(refused), "reason": refused[0]})
    return refused[0] if refused else None
