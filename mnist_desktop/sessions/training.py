"""The run under way: where the training panel meets the worker that trains."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.runs.events import (
    UNDER_WAY,
    EpochFinished,
    Event,
    Preparing,
    RunDiverged,
    RunState,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.hints import Hint, hint
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.pace import Pace, Progress
from mnist_desktop.runs.plan import Plan
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.training import GoOn, LiveWeights, Start, TrainingWorker

REDRAW_EVERY: Final = 100  # milliseconds


class TrainingSession(QObject):
    """Asks for runs, passes on what is wished of them, and has the panel show them."""

    began = Signal(object)  # KeptRun
    kept = Signal(object)  # KeptRun: its file has been written
    live = Signal(object)  # LiveWeights of the run under way
    ended = Signal(object)  # History; of a run that never began nothing is said
    failed = Signal(str)  # one line for a person

    _assigned = Signal(object)  # Start | GoOn
    _prepare_requested = Signal()

    def __init__(self, panel: TrainPage, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._run = ""
        self._history: History | None = None
        self._is_busy = False
        self._next: Plan | None = None  # to start once the run under way has ended
        self._wishes, self._pace = TrainingControl(), Pace()
        self._progress: Progress | None = None  # not shown yet
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker = TrainingWorker(folder)
        self._worker.moveToThread(self._thread)
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_EVERY)
        self._connect(panel, self._worker)

    @property
    def run(self) -> str:
        """The id of the run on show, under way or ended; "" for none."""
        return self._run

    def begin(self) -> None:
        """Load behind the window what training takes."""
        self._thread.start()
        self._prepare_requested.emit()

    def end(self) -> None:
        """Have the run under way kept, and wait for its thread to end."""
        self._wishes.quit()
        self._thread.requestInterruption()
        self._thread.quit()
        self._thread.wait()

    def start(self, plan: Plan) -> None:
        """Train from nothing; a run under way is stopped for it."""
        if self._is_busy:
            self._next = plan
            self._wishes.stop()
            return
        self._wishes = TrainingControl()
        self._assign(Start(plan, self._wishes))

    def go_on(self, kept: KeptRun) -> None:
        """Take up a kept run where it stopped; one that was done gets one more epoch."""
        done = len(kept.history.epochs)
        self._go_on(kept.id, done + 1 if done >= kept.history.plan.config.epochs else None)

    def forget(self) -> None:
        """Show no run any more."""
        self._run, self._history = "", None
        self._panel.show_run(None)
        self._panel.show_state(None)
        self._panel.show_hint(None)

    def _connect(self, panel: TrainPage, worker: TrainingWorker) -> None:
        self._prepare_requested.connect(worker.prepare)
        self._assigned.connect(worker.work)
        panel.train_requested.connect(self.start)
        panel.pause_requested.connect(self._pause)
        panel.resume_requested.connect(self._resume)
        panel.stop_requested.connect(self._stop)
        panel.epoch_requested.connect(self._add_epoch)
        panel.rates_changed.connect(self._set_rates)
        panel.hint_applied.connect(self._apply)
        worker.begun.connect(self._take_begin)
        worker.told.connect(self._take_events)
        worker.weights_published.connect(self._take_weights)
        worker.kept.connect(self.kept)
        worker.failed.connect(self.failed)
        worker.ended.connect(self._take_end)
        self._redraw.timeout.connect(self._draw)

    def _assign(self, assignment: Start | GoOn) -> None:
        self._is_busy, self._history = True, None
        self._panel.show_decision(None, None)
        self._panel.show_hint(None)
        self._panel.show_state(RunState.RUNNING)
        self._panel.show_status(self.tr("Getting ready…"))
        self._assigned.emit(assignment)

    def _go_on(self, run: str, epochs: int | None) -> None:
        if not self._is_busy:
            self._wishes = TrainingControl()
            self._assign(GoOn(run, epochs, self._wishes))

    def _pause(self) -> None:
        self._wishes.pause()

    def _resume(self) -> None:
        self._wishes.go_on()

    def _stop(self) -> None:
        self._wishes.stop()

    def _set_rates(self, learning_rate: float, momentum: float) -> None:
        self._wishes.set_rates(learning_rate, momentum)

    def _add_epoch(self) -> None:
        if self._is_busy:
            self._wishes.add_epoch()
        elif self._history is not None:
            self._go_on(self._run, len(self._history.epochs) + 1)

    def _apply(self, found: Hint) -> None:
        if found.live and self._is_busy:
            self._set_rates(found.plan.config.learning_rate, found.plan.config.momentum)
            self._panel.show_hint(None)
        else:
            self.start(found.plan)
        self._panel.set_plan("", found.plan)

    def _take_begin(self, begun: KeptRun) -> None:
        self._run, self._history, self._pace = begun.id, begun.history, Pace()
        self._panel.show_run(begun.history)
        self.began.emit(begun)

    def _take_events(self, events: tuple[Event, ...]) -> None:
        history = self._history
        if history is None:
            return
        for event in events:
            history.take(event)
            self._show(event, history)
        if not self._redraw.isActive():
            self._redraw.start()

    def _show(self, event: Event, history: History) -> None:
        match event:
            case StepFinished():
                self._progress = self._pace.take(event, history.plan.config.epochs)
            case Preparing():
                self._panel.show_preparing(event.done, event.of)
            case Scoring():
                self._panel.show_scoring(event.done, event.of)
            case StateChanged():
                self._draw()
                self._panel.show_state(event.state)
            case EpochFinished() | RunDiverged():
                self._panel.show_hint(hint(history))

    def _draw(self) -> None:
        """Show what has come since the last time; more often than this nobody could follow it."""
        if self._progress is not None:
            self._panel.show_progress(self._progress)
            self._progress = None
        self._panel.refresh_run()

    def _take_weights(self, weights: LiveWeights) -> None:
        if self._history is not None:
            self.live.emit(weights)

    def _take_end(self) -> None:
        self._is_busy = False
        history = self._history
        if history is not None and history.state in UNDER_WAY:
            history.take(StateChanged(RunState.STOPPED))  # it broke off, and whoever waits for it has been told why
        self._draw()
        self._panel.show_state(history.state if history else None)
        if self._next is not None:
            plan, self._next = self._next, None
            self.start(plan)
        elif history is not None:
            self.ended.emit(history)
