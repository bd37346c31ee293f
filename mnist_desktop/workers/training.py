"""Trains in a thread, and emits the events and, several times a second, the weights."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal, Slot

from mnist_desktop.catalog.networks import USUAL_NETWORK
from mnist_desktop.catalog.presets import USUAL_PRESET
from mnist_desktop.runs.events import (
    CrossValidating,
    EpochFinished,
    Event,
    Fetching,
    NotSaved,
    Preparing,
    RunFinished,
    Saved,
    Scored,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.system import log
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.workers.ask import problem_of

if TYPE_CHECKING:
    from mnist_desktop.learning.control import TrainingControl
    from mnist_desktop.learning.library import Library
    from mnist_desktop.learning.trainer import Trainer
    from mnist_desktop.reading.checkpoint import Checkpoint
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.samples.sample import Sample

PASS_ON_EVERY: Final = 0.04  # seconds between two batches of events
PUBLISH_EVERY: Final = 0.18  # seconds between two copies of the weights
_CAN_WAIT: Final = (StepFinished, Fetching, Preparing, Scoring, CrossValidating)
_SHOWS_WEIGHTS: Final = (EpochFinished, RunFinished, StateChanged, Scored)


@dataclass(frozen=True)
class Start:
    """Start a new run, from scratch or, if the plan names a parent, from the parent's end."""

    plan: Plan
    control: TrainingControl


@dataclass(frozen=True)
class Resume:
    """Resume a kept run. `epochs`, if given, replaces the total number of epochs in its plan."""

    run: str
    epochs: int | None
    control: TrainingControl


@dataclass(frozen=True)
class FineTune:
    """Start a new run that trains weights which can read on, with samples to learn. The plan names their run."""

    plan: Plan
    samples: tuple[Sample, ...]
    control: TrainingControl


@dataclass(frozen=True)
class LiveWeights:
    """A predictor with a copy of the current weights of a run."""

    network: str
    predictor: Predictor


Assignment = Start | Resume | FineTune


class TrainingWorker(QObject):
    """Runs one training at a time in its own thread. Requests reach the run through its `TrainingControl`."""

    run_started = Signal(object)  # KeptRun: its id, and a copy of the history so far
    events_came = Signal(object)  # tuple[Event, ...]
    weights_published = Signal(object)  # LiveWeights
    run_saved = Signal(object)  # KeptRun, after each save
    failed = Signal(object)  # Problem
    ended = Signal()
    prepared = Signal()  # what training needs is imported

    def __init__(self, library: Callable[[], Library]) -> None:
        super().__init__()
        self._library = library
        self._waiting: list[Event] = []
        self._passed_on_at = self._published_at = 0.0
        self._unsaved: tuple[str, Checkpoint] | None = None  # the last run, if it could not be saved
        self._is_imported = False
        self._may_import = threading.Event()
        self._may_import.set()

    def hold_imports(self) -> None:
        """Pause the import of torch and the preparation, as during a stroke. Any thread may call it."""
        self._may_import.clear()

    def release_imports(self) -> None:
        """Let them go on. Any thread may call it."""
        self._may_import.set()

    @Slot()
    def prepare(self) -> None:
        """Import modules and draw digits before Train is pressed. The data set is loaded later, to save memory."""
        self._import()
        self._generate_ahead()
        self.prepared.emit()

    def _generate_ahead(self) -> None:
        from mnist_desktop.learning.data.generated import generate_ahead

        try:
            for _ in generate_ahead(plan_of(USUAL_PRESET, USUAL_NETWORK).config):
                self._may_import.wait()
                if QThread.currentThread().isInterruptionRequested():
                    return
        except ProblemError as error:
            log.trace(error)  # a run that needs these digits reports the error

    @Slot(object)
    def work(self, assignment: Assignment) -> None:
        """Run a training to its end and report any error."""
        try:
            self._import()
            self.prepared.emit()
            self._train(assignment)
        except (ProblemError, OSError) as error:
            self.failed.emit(problem_of(error))
        except Exception as error:
            self.failed.emit(log.trace(error))
        self._pass_on()
        self.ended.emit()

    @Slot(object)
    def save_unsaved(self, path: Path) -> None:
        """Save the last run to another file, if its own file could not be written."""
        from mnist_desktop.reading import checkpoint

        if self._unsaved is None:
            return
        try:
            checkpoint.save(self._unsaved[1], path)
        except OSError as error:
            self.failed.emit(problem_of(error))

    def _import(self) -> None:
        """Import what training needs. Later calls return at once."""
        if self._is_imported:
            return
        from mnist_desktop.workers.torch_import import import_torch

        import_torch(self._may_import.wait)
        import_module("mnist_desktop.learning.trainer")
        import_module("mnist_desktop.learning.devices").reserve_one_core()
        self._is_imported = True

    def _train(self, assignment: Assignment) -> None:
        from mnist_desktop.learning.control import Mode

        if assignment.control.mode in {Mode.STOP, Mode.QUIT}:
            return
        run = assignment.run if isinstance(assignment, Resume) else self._library().new_id()
        was_saved = False
        save = self._take_run(run)
        try:
            trainer = self._trainer(assignment, save)
            trainer.record_to(lambda snapshot: self._library().record(run, snapshot))
            self.run_started.emit(KeptRun(run, copy.deepcopy(trainer.history), can_resume=False))
            for event in trainer:
                self._take(event, run, trainer)
                was_saved = was_saved or isinstance(event, Saved)
        finally:
            if not was_saved:
                self._library().keep(run)  # nothing was saved, so there is nothing to keep or discard

    def _take_run(self, run: str) -> Callable[[Checkpoint], None]:
        """Reserve a run and return its save function. If its folder is not writable, each save raises the reason.

        Raises `RunInUseError`.
        """
        try:
            self._library().take(run)
        except OSError as error:
            reason = error
        else:
            return lambda content: self._library().save(run, content)

        def refuse(_: Checkpoint) -> None:
            raise reason

        return refuse

    def _trainer(self, assignment: Assignment, save: Callable[[Checkpoint], None]) -> Trainer:
        from mnist_desktop.learning.trainer import Trainer

        control, new_name = assignment.control, self._library().new_name
        match assignment:
            case Resume(run, epochs):
                return Trainer.resume(self._last(run), control, save, epochs)
            case FineTune(plan, samples):
                return Trainer.fine_tune(self._start(plan), plan, samples, new_name(plan.network), control, save)
            case Start(plan) if plan.parent:
                return Trainer.extend(self._last(plan.parent), plan, new_name(plan.network), control, save)
            case Start(plan):
                return Trainer.start(plan, new_name(plan.network), control, save)

    def _last(self, run: str) -> Checkpoint:
        """Return the last state of a run, from memory if it could not be saved, else from its file."""
        if self._unsaved and self._unsaved[0] == run:
            return self._unsaved[1]
        return self._library().load(run)

    def _start(self, plan: Plan) -> Checkpoint:
        """Return the weights that a run fine-tunes."""
        from mnist_desktop.reading.predictor import load_checkpoint

        return self._last(plan.parent) if plan.parent else load_checkpoint(plan.network)

    def _take(self, event: Event, run: str, trainer: Trainer) -> None:
        self._waiting.append(event)
        if isinstance(event, NotSaved) and (last := trainer.checkpoint()):
            self._unsaved = run, last
        if isinstance(event, Saved):
            self._unsaved = None
            history = copy.deepcopy(trainer.history)
            self.run_saved.emit(KeptRun(run, history, trainer.can_resume))
        self._publish(trainer, now=isinstance(event, _SHOWS_WEIGHTS))
        if not isinstance(event, _CAN_WAIT) or time.monotonic() - self._passed_on_at > PASS_ON_EVERY:
            self._pass_on()

    def _pass_on(self) -> None:
        if self._waiting:
            events, self._waiting = tuple(self._waiting), []
            self._passed_on_at = time.monotonic()
            self.events_came.emit(events)

    def _publish(self, trainer: Trainer, *, now: bool) -> None:
        """Publish a copy of the weights, not too often, and only if all are finite."""
        from mnist_desktop.learning.networks import name_of, weights_of
        from mnist_desktop.reading.predictor import Predictor

        network = trainer.result
        if network is None or not (now or time.monotonic() - self._published_at > PUBLISH_EVERY):
            return
        self._published_at = time.monotonic()
        if all(value.isfinite().all() for value in network.parameters()):
            name = name_of(network)
            predictor = Predictor(name, network.options, weights_of(network), trainer.calibration)
            self.weights_published.emit(LiveWeights(name, predictor))
