"""The trainer carries out a plan: it trains, follows requests, scores and saves.

The window and the command line use the same generator.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

import torch

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.learning.calibrating import UNCALIBRATED, calibrated, validation_digits
from mnist_desktop.learning.control import Mode, TrainingControl
from mnist_desktop.learning.data import datasets
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.fine_tuning import FineTuning, compared, with_start
from mnist_desktop.learning.loop import TrainingLoop, prepare
from mnist_desktop.learning.networks import Network, begin, name_of, restored, weights_of
from mnist_desktop.learning.recording import Record, Recorder
from mnist_desktop.reading.checkpoint import Checkpoint, ResumeState
from mnist_desktop.runs.events import (
    Change,
    ChangeRefused,
    EpochFinished,
    EpochsChanged,
    Event,
    Fetching,
    NotSaved,
    RunDiverged,
    RunFinished,
    RunState,
    Saved,
    Scored,
    StateChanged,
)
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem, ProblemError

_STATES: Final = {Mode.RUN: RunState.RUNNING, Mode.PAUSE: RunState.PAUSED, Mode.STOP: RunState.STOPPED}

Load = Callable[[str], Generator[Fetching, None, Dataset]]
Save = Callable[[Checkpoint], None]


class Trainer:
    """Trains a network. Iterate once.

    It checks `control` between two events, and calls `save` after every epoch and at the end. If `save` raises OSError,
    training continues and the event `NotSaved` gives the reason. At the start, the iteration raises `ProblemError` if
    the data cannot be loaded or have changed since the run began, or if the loop refuses the config.
    """

    def __init__(
        self,
        history: History,
        network: Network,
        control: TrainingControl,
        save: Save,
        load: Load = datasets.load,
        last: Checkpoint | None = None,
        tuning: FineTuning | None = None,
    ) -> None:
        self.history = history
        self.calibration = last.calibration if last else UNCALIBRATED
        self._network, self._control, self._save_to, self._load = network, control, save, load
        self._resume = last.resume if last else None
        self._tuning = tuning
        self._first_step = 0
        self._recorder: Recorder | None = None
        self._loop: TrainingLoop | None = None
        self._dataset: Dataset | None = None

    @classmethod
    def start(cls, plan: Plan, name: str, control: TrainingControl, save: Save, load: Load = datasets.load) -> Trainer:
        """Start a new run from initial weights."""
        return cls(History(name, plan, created=_now()), begin(plan), control, save, load)

    @classmethod
    def fine_tune(
        cls,
        start: Checkpoint,
        plan: Plan,
        samples: Sequence[Sample],
        name: str,
        control: TrainingControl,
        save: Save,
        load: Load = datasets.load,
    ) -> Trainer:
        """Start a new run that trains the weights of `start` on, with its options. With samples, it learns those too.

        Those that contradict the rest it leaves out. Raises `ProblemError` if none is left.
        """
        tuning = FineTuning.begin(start, samples)
        history = History(name, replace(plan, options=start.options), created=_now(), samples=tuning.fingerprints)
        return cls(history, restored(start), control, save, load, replace(start, resume=None), tuning)

    @classmethod
    def resume(
        cls,
        checkpoint: Checkpoint,
        control: TrainingControl,
        save: Save,
        epochs: int | None = None,
        load: Load = datasets.load,
    ) -> Trainer:
        """Resume a run where it stopped. `epochs`, if given, replaces the total number of epochs in its plan.

        Raises `ProblemError` for weights without a run.
        """
        if checkpoint.resume is None or checkpoint.history is None:
            raise ProblemError("weights_without_run")
        history = copy.deepcopy(checkpoint.history)
        history.state = RunState.RUNNING
        if epochs is not None:
            history.take(EpochsChanged(epochs))
        return cls(history, restored(checkpoint), control, save, load, checkpoint, FineTuning.of(checkpoint))

    @classmethod
    def extend(
        cls, parent: Checkpoint, plan: Plan, name: str, control: TrainingControl, save: Save, load: Load = datasets.load
    ) -> Trainer:
        """Start a new run that continues from its finished parent. `plan` names the parent."""
        trainer = cls.resume(parent, control, save, plan.config.epochs, load)
        trainer.history.name, trainer.history.plan, trainer.history.created = name, plan, _now()
        trainer._first_step = trainer.history.losses.length
        return trainer

    def record_to(self, record: Record) -> None:
        """Pass the weights that read to `record` at some moments, as a `Recorder` does. The run stays the same."""
        self._recorder = Recorder(record, self._first_step)

    @property
    def contradicting(self) -> tuple[Sample, ...]:
        """The samples that it was given but does not learn from, as they contradict the rest."""
        return self._tuning.contradicting if self._tuning else ()

    @property
    def result(self) -> Network | None:
        """The network to score and keep, or None before the first step."""
        return self._loop.result if self._loop else None

    def __iter__(self) -> Iterator[Event]:
        with closing(self._trained()) as events:
            for event in events:
                self._take(event)
                yield event
                if isinstance(event, EpochFinished | RunFinished):
                    yield from self._save()
                if not isinstance(event, RunFinished | RunDiverged) and not (yield from self._follow_requests()):
                    break
        yield from self._end()

    @property
    def can_resume(self) -> bool:
        """Whether a checkpoint saved now can be resumed later. A diverged run cannot."""
        return self.history.state is not RunState.DIVERGED

    def checkpoint(self) -> Checkpoint | None:
        """Return a checkpoint of the current state, all copies, or None before the first step."""
        if self._loop is None:
            return None
        network = self._loop.result
        return Checkpoint(
            name_of(network),
            network.options,
            weights_of(network),
            self.calibration,
            copy.deepcopy(self.history),
            self._state(self._loop) if self.can_resume else None,
            str(torch.__version__),
        )

    def _state(self, loop: TrainingLoop) -> ResumeState:
        return self._tuning.added_to(loop.state()) if self._tuning else loop.state()

    def _trained(self) -> Generator[Event, None, None]:
        self._dataset = yield from self._load(self.history.plan.dataset)
        other = yield from self._other_dataset()
        samples = self._tuning.samples if self._tuning else ()
        data = yield from prepare(self._dataset, self.history.plan.config, other, samples)
        self._check(data.fingerprint())
        if self._tuning is not None and self.history.plan.config.distillation:
            data = yield from with_start(data, self._tuning)
        # Reads the config again: it may have changed during `prepare`.
        self._loop = TrainingLoop(self._network, data, self.history.plan.config, self._resume)
        if self._recorder is not None:
            self._recorder.take_start(self.history, self._loop.result, self.calibration)
        for event in self._loop:
            if isinstance(event, RunFinished) and self._tuning is not None:
                yield from compared(event, self._tuning, data, self.history.plan.config)
            else:
                yield event

    def _other_dataset(self) -> Generator[Fetching, None, Dataset | None]:
        """Load the data set that the run is tested on besides its own. Without it a run is tested on its own alone."""
        try:
            return (yield from self._load(DATASETS[self.history.plan.dataset].other))
        except DataError as error:
            log.note(f"a test set is left out: {error}")
            return None

    def _check(self, fingerprint: str) -> None:
        """Refuse to resume with other data than the run was trained on."""
        if self.history.fingerprint not in ("", fingerprint):
            raise ProblemError("data_changed", run=self.history.name, dataset=self.history.plan.dataset)
        self.history.fingerprint = fingerprint

    def _take(self, event: Event) -> None:
        self.history.take(event)
        if self._loop is None:
            return
        if isinstance(event, EpochFinished):
            self.calibration = calibrated(self._loop.result, self._validation)
        if self._recorder is not None:
            self._recorder.take(event, self.history, self._loop.result, self.calibration)

    def _follow_requests(self) -> Generator[Event, None, bool]:
        """Follow the requests and wait during a pause. Return False if the run must end."""
        while True:
            yield from self._change()
            mode = self._control.mode
            if mode is Mode.QUIT:
                return False
            yield from self._set_state(_STATES[mode])
            if mode is not Mode.PAUSE:
                return mode is Mode.RUN
            self._control.wait()

    def _change(self) -> Iterator[Event]:
        """Apply new rates and more epochs. Refuse values out of range and continue training."""
        try:
            if rates := self._control.take_rates():
                yield self._follow(Change(self._loop.epochs_done if self._loop else 0.0, *rates))
            for _ in range(self._control.take_epochs()):
                yield self._follow(EpochsChanged(self.history.plan.config.epochs + 1))
        except ProblemError as error:
            yield ChangeRefused(error.problem)

    def _follow(self, change: Change | EpochsChanged) -> Change | EpochsChanged:
        self.history.take(change)
        if self._loop:
            self._loop.follow(self.history.plan.config)
        return change

    def _set_state(self, state: RunState) -> Iterator[Event]:
        if self.history.state is not state:
            change = StateChanged(state)
            self.history.take(change)
            yield change

    def _end(self) -> Iterator[Event]:
        """Score and save a run that was stopped within an epoch. Save a diverged run only after its first epoch."""
        state = self.history.state
        if state is RunState.STOPPED:
            yield from self._score()
        if state is not RunState.FINISHED and (state is not RunState.DIVERGED or self.history.epochs):
            yield from self._save()

    def _score(self) -> Iterator[Event]:
        if self._loop is None:
            return
        scoring = self._loop.score()
        while self._control.mode is not Mode.QUIT:
            try:
                yield next(scoring)
            except StopIteration as end:
                scored = Scored(end.value)
                self.history.take(scored)
                yield scored
                return

    def _save(self) -> Iterator[Event]:
        try:
            if (content := self.checkpoint()) is not None:
                self._save_to(content)
                yield Saved()
        except OSError as error:
            yield NotSaved(Problem("run_not_saved", {"run": self.history.name, "reason": error}))

    @cached_property
    def _validation(self) -> Digits:
        assert self._dataset is not None, "there is no epoch before there are data"
        return validation_digits(self._dataset, self.history.plan.config)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
