"""Shows on the page Train how the current run goes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from mnist_desktop.runs.events import (
    CrossValidating,
    EpochFinished,
    Event,
    Fetching,
    Preparing,
    RunDiverged,
    Scoring,
    StepFinished,
)
from mnist_desktop.runs.hints import hint
from mnist_desktop.runs.history import History
from mnist_desktop.runs.pace import Pace, Progress
from mnist_desktop.ui.pages.train.page import TrainPage

REDRAW_EVERY: Final = 100  # milliseconds


class RunDisplay(QObject):
    """Shows progress, curves and hints. A timer limits the rate of redraws."""

    def __init__(self, page: TrainPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._pace = page, Pace()
        self._progress: Progress | None = None  # not shown yet
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_EVERY)
        self._redraw.timeout.connect(self.draw)

    def begin(self, history: History) -> None:
        """Show a run from its start on."""
        self._pace = Pace()
        self._page.show_run(history)

    def take(self, event: Event, history: History) -> None:
        """Show an event of the run, whose history has it."""
        status = self._page.controls.status
        match event:
            case StepFinished():
                self._progress = self._pace.take(event, history.plan.config.epochs)
            case Fetching():
                status.show_fetching(event.done, event.of)
            case Preparing():
                status.show_preparing(event.done, event.of)
            case Scoring():
                status.show_scoring(event.done, event.of)
            case CrossValidating():
                status.show_cross_validating(event.done, event.of)
            case EpochFinished() | RunDiverged() if not history.samples:
                self._page.hint.show_hint(hint(history))
        if not self._redraw.isActive():
            self._redraw.start()

    def draw(self) -> None:
        """Show what came since the last time, now."""
        if self._progress is not None:
            self._page.controls.status.show_progress(self._progress)
            self._progress = None
        self._page.board.refresh()
