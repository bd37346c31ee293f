"""Connects the page Train with the training worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.runs.events import (
    UNDER_WAY,
    ChangeRefused,
    EpochsChanged,
    Event,
    NotSaved,
    RunState,
    Saved,
    StateChanged,
)
from mnist_desktop.runs.hints import Hint
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import Score
from mnist_desktop.sessions.run_display import RunDisplay
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import Assignment, FineTune, Resume, Start, TrainingWorker

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample


class TrainingSession(QObject):
    """Starts runs, passes requests to them, and shows them on the page."""

    requested = Signal()  # a run gets ready
    kept = Signal(str)  # the id of an ended run that is kept
    discarded = Signal(str, object)  # its id, and the WeightsChoice from before if the run's weights are in use

    _assigned = Signal(object)  # Assignment
    _prepare_requested = Signal()
    _save_requested = Signal(object)  # Path

    def __init__(self, state: ApplicationState, worker: TrainingWorker, page: TrainPage, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._page = state, page
        self._history: History | None = None
        self._is_busy = self._is_cancelled = False
        self._undecided = ""  # the id of the run that the user may keep or discard
        self._before = WeightsChoice("")  # the weights in use before the run that is shown
        self._not_saved: Problem | None = None  # why the last save failed
        self._next: Callable[[TrainingControl], Assignment] | None = None  # begins after the current run has ended
        self._control = TrainingControl()
        self._display = RunDisplay(page, self)
        self._connect_page()
        self._connect_worker(worker)
        state.network_changed.connect(self._show_plan)

    @property
    def is_busy(self) -> bool:
        """Whether a run is being trained."""
        return self._is_busy

    @property
    def undecided(self) -> str:
        """The id of the ended run that the user may keep or discard, "" for none."""
        return "" if self._is_busy else self._undecided

    @property
    def run_under_way(self) -> str:
        """The id of the run that is being trained, "" for none."""
        return self._state.run.id if self._is_busy and self._state.run else ""

    def begin(self) -> None:
        """Load in the background what training needs."""
        self._prepare_requested.emit()

    def quit(self) -> None:
        """Save the current run and end it quickly."""
        self._control.quit()

    def start(self, plan: Plan) -> None:
        """Start a run, after stopping the current one."""
        self._begin(lambda control: Start(plan, control))

    def fine_tune(self, plan: Plan, samples: Sequence[Sample]) -> None:
        """Start a run that teaches samples to weights, after stopping the current one."""
        self._begin(lambda control: FineTune(plan, tuple(samples), control))

    def stop(self) -> None:
        """Stop the current run."""
        self._control.stop()

    def cancel(self) -> None:
        """Stop the current run, and discard it at its end."""
        self._is_cancelled = True
        self._control.stop()

    def resume(self, kept: KeptRun, epochs: int | None = None) -> None:
        """Resume a kept run. `epochs`, if given, is the new total. A finished run gets a child with one more epoch."""
        if kept.history.state is RunState.FINISHED:
            self.start(kept.longer_plan())
        elif not self._is_busy:
            self.decide_to_keep()
            self._control = TrainingControl()
            self._assign(Resume(kept.id, epochs, self._control))

    def decide_to_keep(self) -> None:
        """Keep the ended run unless it was discarded. The current run can still be discarded until its end."""
        if self._undecided and not self._is_busy:
            run, self._undecided = self._undecided, ""
            self._page.show_decision(None)
            self.kept.emit(run)

    def forget(self) -> None:
        """Clear the page, so that it shows no run."""
        self._history = None
        self._state.show_run(None)
        self._page.show_run(None)
        self._page.show_state(None)
        self._page.hint.show_hint(None)
        self._show_plan()

    def _begin(self, assignment: Callable[[TrainingControl], Assignment]) -> None:
        self.decide_to_keep()
        if self._is_busy:
            self._next = assignment
            self._control.stop()
            return
        self._control = TrainingControl()
        self._assign(assignment(self._control))

    def _connect_page(self) -> None:
        page, commands = self._page, self._page.commands
        commands.train.triggered.connect(lambda: self.start(page.form.plan))
        commands.pause.triggered.connect(self._pause_or_resume)
        commands.stop.triggered.connect(self.stop)
        commands.epoch.triggered.connect(self._add_epoch)
        page.form.rates_edited.connect(lambda *rates: self._control.set_rates(*rates) if self._is_busy else None)
        page.hint.hint_applied.connect(self._apply)
        page.decision.keep_requested.connect(self.decide_to_keep)
        page.decision.discard_requested.connect(self.discard)
        page.failed.connect(self._state.say)

    def _connect_worker(self, worker: TrainingWorker) -> None:
        self._prepare_requested.connect(worker.prepare)
        self._assigned.connect(worker.work)
        self._save_requested.connect(worker.save_unsaved)
        worker.run_started.connect(self._take_start)
        worker.events_came.connect(self._take_events)
        worker.run_saved.connect(self._take_saved)
        worker.failed.connect(self._state.say)
        worker.ended.connect(self._take_end)

    def _assign(self, assignment: Assignment) -> None:
        self._is_busy, self._is_cancelled, self._history, self._not_saved = True, False, None, None
        self._page.hint.show_hint(None)
        self._page.show_state(RunState.RUNNING)
        self._page.controls.status.show_text(self.tr("Getting ready…"))
        self.requested.emit()
        self._assigned.emit(assignment)

    def _pause_or_resume(self) -> None:
        is_paused = self._history is not None and self._history.state is RunState.PAUSED
        (self._control.resume if is_paused else self._control.pause)()

    def _add_epoch(self) -> None:
        """Add an epoch to the current run, or continue from the end of the run that is shown."""
        if self._is_busy:
            self._control.add_epoch()
        elif self._state.run is not None:
            self.resume(self._state.run, len(self._state.run.history.epochs) + 1)

    def _apply(self, found: Hint) -> None:
        if found.live and self._is_busy:
            self._control.set_rates(found.plan.config.learning_rate, found.plan.config.momentum)
            self._page.hint.show_hint(None)
        else:
            self.start(replace(found.plan, parent=""))
        self._page.form.set_plan("", found.plan)

    def _take_start(self, started: KeptRun) -> None:
        network = started.history.plan.network
        self._history = started.history
        self._before = self._state.chosen(network)
        self._state.show_run(started)
        self._display.begin(started.history)
        self._state.run_started.emit(started)
        self._show_plan()

    def _take_events(self, events: tuple[Event, ...]) -> None:
        history = self._history
        if history is None:
            return
        for event in events:
            history.take(event)
            self._take(event)
            self._display.take(event, history)

    def _take(self, event: Event) -> None:
        match event:
            case StateChanged():
                self._display.draw()
                self._page.show_state(event.state)
                self._show_plan()
            case EpochsChanged():
                self._show_plan()
            case Saved():
                self._not_saved = None
            case NotSaved():
                self._not_saved = event.problem
                self._state.say(event.problem)
            case ChangeRefused():
                self._state.say(event.problem)

    def _take_saved(self, kept: KeptRun) -> None:
        self._undecided = kept.id
        self._state.add_run(kept)

    def _take_end(self) -> None:
        self._is_busy = False
        history = self._history
        if history is not None and history.state in UNDER_WAY:
            history.take(StateChanged(RunState.STOPPED))  # training failed, and the user has seen why
        self._display.draw()
        shown = self._state.history  # the earlier history if the new run did not start
        self._page.show_state(shown.state if shown else None)
        if history is not None and self._is_cancelled:
            self._state.run_ended.emit(history)
            self.discard()
        elif history is not None:
            self._offer_decision(history)
        self._show_plan()
        if self._next is not None:
            assignment, self._next = self._next, None
            self._begin(assignment)

    def _offer_decision(self, history: History) -> None:
        """Use the weights of an ended run if it left any, and let the user keep or discard them."""
        run = self._state.run
        assert run is not None, "a history is of a run on show"
        network, is_saved = history.plan.network, bool(self._undecided)
        self._state.show_run(KeptRun(run.id, history, history.state is not RunState.DIVERGED))
        if self._not_saved is not None and history.state is not RunState.DIVERGED:
            self._offer_to_save(history.name, self._not_saved)
        elif self._state.live == network:
            self._state.choose(WeightsChoice(network, run.id) if is_saved else self._before)
        if is_saved:
            self._page.show_decision(history, self._factory_scores(network))
        else:
            self.decide_to_keep()
        self._state.run_ended.emit(history)

    def _factory_scores(self, network: str) -> tuple[Score, ...]:
        weights = self._state.weights(network)
        return weights.factory if weights else ()

    def _offer_to_save(self, name: str, problem: Problem) -> None:
        """Report that the weights could not be saved, and offer another file. They are still in use."""
        self._state.say(problem, self.tr("Save as…"), lambda: self._save_elsewhere(name))

    def _save_elsewhere(self, name: str) -> None:
        if path := dialogs.weights_file(self._page, name):
            self._save_requested.emit(path)

    def discard(self) -> None:
        """Discard the ended run that waits for a decision, or that could not be saved."""
        run, self._undecided = self._undecided, ""
        self._page.show_decision(None)
        network = self._before.network
        is_live = self._state.live == network
        is_read = is_live or self._state.chosen(network).run == run
        self.forget()
        if run:
            self.discarded.emit(run, self._before if is_read else None)
        elif is_live:
            self._state.choose(self._before)

    def _show_plan(self) -> None:
        """Show the plan of the current run, or else one for the network that reads.

        That of a run which fine-tunes is not for the form, from which runs start from scratch.
        """
        if self._is_busy and self._history is not None and self._history.state in UNDER_WAY:
            if not self._history.samples:
                self._page.form.set_plan("", self._history.plan)
        elif not self._is_busy:
            self._page.form.set_network(self._state.network)
