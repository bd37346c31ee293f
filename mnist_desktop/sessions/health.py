"""Shows in the section Health how well the layers of a run learn, a few times a second while it is in view."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from mnist_desktop.runs.history import History
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.inside.health import HealthSection

LOOK_EVERY: Final = 400  # milliseconds


class HealthSession(QObject):
    """Shows the run on show, or while there is none, that whose weights read. The curves of one under way grow."""

    def __init__(self, state: ApplicationState, inside: InsideSession, section: HealthSection, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._section = state, section
        self._shown: tuple[History | None, tuple[int, int]] | None = None  # the run, and how much of it
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        inside.subject_changed.connect(self._come)
        section.left_view.connect(self._timer.stop)

    def _come(self) -> None:
        if self._section.isVisible() and not self._timer.isActive():
            self._timer.start()
            self._look()

    def _look(self) -> None:
        """Show what is new."""
        history = self._history()
        extent = (len(history.health), history.losses.length) if history is not None else (0, 0)
        if self._shown is None or self._shown[0] is not history or self._shown[1] != extent:
            self._shown = history, extent
            self._section.show_history(history)

    def _history(self) -> History | None:
        if self._state.history is not None:
            return self._state.history
        run = self._state.find(self._state.chosen(self._state.network).run)
        return run.history if run is not None else None
