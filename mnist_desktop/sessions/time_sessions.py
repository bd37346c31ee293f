"""All that works behind the section Time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.sessions.film import FilmSession
from mnist_desktop.sessions.previews import Previews
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.time_figures import TimeFigures
from mnist_desktop.sessions.time_travel import TimeTravel
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library


class TimeSessions(QObject):
    """The travel to moments of runs, the figures of these moments, and films of them."""

    def __init__(
        self,
        window: MainWindow,
        state: ApplicationState,
        library: Callable[[], Library],
        worker: ReadingWorker,
        reading: ReadingSession,
        previews: Previews,
        page: InsidePage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.travel = TimeTravel(state, library, previews, page, self)
        self.figures = TimeFigures(state, self.travel, worker, reading, window.reading, page, self)
        self.film = FilmSession(window, state, worker, reading, self.travel, self.figures, page, self)

    def end(self) -> None:
        """Wait for the threads."""
        for session in (self.travel, self.figures, self.film):
            session.end()
