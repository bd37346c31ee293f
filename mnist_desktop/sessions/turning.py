"""Brings the page Train into view when a run starts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.ui.pages.tabs import Page, PageTabs


class TurningSession(QObject):
    """Turns to the page Train, unless another page was chosen while the run got ready.

    A run that learns samples is watched on their page.
    """

    def __init__(
        self, state: ApplicationState, training: TrainingSession, pages: PageTabs, train: Page, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._train = pages, train
        self._asked_from = pages.current
        training.requested.connect(self._take_request)
        state.run_started.connect(self._take_start)

    def _take_request(self) -> None:
        self._asked_from = self._pages.current

    def _take_start(self, started: KeptRun) -> None:
        if not started.history.samples and self._pages.current is self._asked_from:
            self._pages.turn_to(self._train)
