"""Trains in a thread of its own: tells what happens, shows the weights, keeps the run, and listens between steps."""

from __future__ import annotations

import copy
import gc
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal, Slot

from mnist_desktop.learning.control import Mode, TrainingControl
from mnist_desktop.runs.events import (
    EpochFinished,
    Event,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.plan import PRESETS, Plan
from mnist_desktop.system import log

if TYPE_CHECKING:
    from mnist_desktop.learning.data.mnist import Dataset
    from mnist_desktop.learning.library import Library
    from mnist_desktop.learning.predictor import Predictor
    from mnist_desktop.learning.trainer import Trainer

TELL_EVERY: Final = 0.04  # seconds between two batches of events
SHOW_EVERY: Final = 0.2  # seconds between two looks at the weights
_STATES: Final = {Mode.RUN: RunState.RUNNING, Mode.PAUSE: RunState.PAUSED, Mode.STOP: RunState.STOPPED}


@dataclass(frozen=True)
class Start:
    """A run from nothing, and how to reach it."""

    plan: Plan
    control: TrainingControl


@dataclass(frozen=True)
class GoOn:
    """The rest of a kept run, to `epochs` in all instead of its plan's, and how to reach it."""

    run: str
    epochs: int | None
    control: TrainingControl


@dataclass(frozen=True)
class LiveWeights:
    """A predictor with its own copy of the weights of this moment."""

    model: str
    predictor: Predictor


class TrainingWorker(QObject):
    """Lives in its own thread and knows no widget. A run occupies it; `TrainingControl` reach the run all the same."""

    begun = Signal(object)  # KeptRun: the id to be, and a copy of the history so far
    told = Signal(object)  # tuple[Event, ...]
    weights_published = Signal(object)  # LiveWeights
    kept = Signal(object)  # KeptRun, each time its file has been written
    failed = Signal(str)  # one line for a person
    ended = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._data: Dataset | None = None
        self._untold: list[Event] = []
        self._told_at = self._shown_at = 0.0

    @Slot()
    def prepare(self) -> None:
        """Import and draw, before Train is pressed, what training takes; the data are read only then: their memory."""
        from mnist_desktop.learning import devices
        from mnist_desktop.learning.data.generated import generate_ahead

        devices.leave_one_core_to_the_window()
        import_module("mnist_desktop.learning.library")
        import_module("mnist_desktop.learning.trainer")
        gc.freeze()  # what was imported stays for good, and need not be looked at in every collection
        try:
            for _ in generate_ahead(PRESETS["recommended"]["CNNNet"].config):
                if QThread.currentThread().isInterruptionRequested():
                    return
        except ValueError as error:
            log.trace(error)  # a run that needs them will say so to the person who wants it

    @Slot(object)
    def work(self, assignment: Start | GoOn) -> None:
        """Carry out a run from begin to end, whatever comes."""
        try:
            self._train(assignment)
        except (ValueError, OSError) as error:
            self.failed.emit(str(error))
        except Exception as error:
            self.failed.emit(f"Training broke off ({type(error).__name__}); {log.trace(error)}.")
        self._tell_all()
        self.ended.emit()

    def _train(self, assignment: Start | GoOn) -> None:
        if assignment.control.mode in {Mode.STOP, Mode.QUIT}:
            return
        run, trainer = self._open(assignment)
        control = assignment.control
        self.begun.emit(KeptRun(run, copy.deepcopy(trainer.history), can_resume=False))
        for event in trainer:
            self._tell(event)
            if isinstance(event, EpochFinished | RunFinished):
                self._keep(run, trainer)
            self._show(trainer, now=isinstance(event, EpochFinished | RunFinished))
            if not isinstance(event, RunFinished | RunDiverged) and not self._complies(trainer, control):
                break
        self._close(run, trainer, control)

    def _open(self, assignment: Start | GoOn) -> tuple[str, Trainer]:
        from mnist_desktop.learning.library import new_id
        from mnist_desktop.learning.trainer import Trainer

        library, data = self._library(), self._load_data()
        if isinstance(assignment, GoOn):
            return assignment.run, Trainer.resume(library.load(assignment.run), data, assignment.epochs)
        plan = assignment.plan
        return new_id(), Trainer.start(plan, data, library.new_name(plan.model))

    def _complies(self, trainer: Trainer, control: TrainingControl) -> bool:
        """Do what is wished for, sleeping through a pause; False where the run is to end."""
        while True:
            self._change(trainer, control)
            mode = control.mode
            if mode is Mode.QUIT:
                return False
            self._tell_state(trainer, _STATES[mode])
            if mode is not Mode.PAUSE:
                return mode is Mode.RUN
            self._show(trainer, now=True)
            self._tell_all()
            control.wait()

    def _change(self, trainer: Trainer, control: TrainingControl) -> None:
        """Grant new rates and more epochs; what is out of its range is refused, and training goes on."""
        try:
            if rates := control.take_rates():
                self._tell(trainer.set_rates(*rates))
            for _ in range(control.take_epochs()):
                self._tell(trainer.add_epoch())
        except ValueError as error:
            self.failed.emit(str(error))

    def _close(self, run: str, trainer: Trainer, control: TrainingControl) -> None:
        """Keep what was stopped between two epochs, scored where there is time for it."""
        state = trainer.history.state
        if state is RunState.STOPPED:
            self._tell_all()
            self._score(trainer, control)
            self._show(trainer, now=True)
        if state is not RunState.FINISHED and (state is not RunState.DIVERGED or trainer.history.epochs):
            self._keep(run, trainer)

    def _score(self, trainer: Trainer, control: TrainingControl) -> None:
        scoring = trainer.score()
        while control.mode is not Mode.QUIT:
            try:
                self._tell(next(scoring))
            except StopIteration as end:
                if end.value is not None:
                    self._tell(end.value)
                return

    def _keep(self, run: str, trainer: Trainer) -> None:
        """Write the run's file; where that fails training goes on, and the next epoch tries again."""
        content = trainer.checkpoint()
        if content is None:
            return
        try:
            self._library().save(run, content)
        except OSError as error:
            self.failed.emit(f"{trainer.history.name} could not be kept: {error.strerror or error}.")
            return
        self.kept.emit(KeptRun(run, copy.deepcopy(trainer.history), content.resume is not None))

    def _tell_state(self, trainer: Trainer, state: RunState) -> None:
        if trainer.history.state is not state:
            change = StateChanged(state)
            trainer.history.take(change)
            self._tell(change)

    def _tell(self, event: Event) -> None:
        self._untold.append(event)
        is_urgent = not isinstance(event, StepFinished | Preparing | Scoring)
        if is_urgent or time.monotonic() - self._told_at > TELL_EVERY:
            self._tell_all()

    def _tell_all(self) -> None:
        if self._untold:
            events, self._untold = tuple(self._untold), []
            self._told_at = time.monotonic()
            self.told.emit(events)

    def _show(self, trainer: Trainer, *, now: bool) -> None:
        """Publish a copy of the weights: at most so often, and never one that holds no numbers."""
        from mnist_desktop.learning.predictor import Predictor

        network = trainer.result
        if network is None or not (now or time.monotonic() - self._shown_at > SHOW_EVERY):
            return
        self._shown_at = time.monotonic()
        if all(value.isfinite().all() for value in network.parameters()):
            predictor = Predictor(network, trainer.calibration)
            self.weights_published.emit(LiveWeights(trainer.history.plan.model, predictor))

    def _load_data(self) -> Dataset:
        from mnist_desktop.learning.data import mnist

        if self._data is None:
            self._data = mnist.load()
        return self._data

    def _library(self) -> Library:
        from mnist_desktop.learning.library import Library

        return Library(self._folder)
