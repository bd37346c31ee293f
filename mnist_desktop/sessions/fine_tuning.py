"""Connects learning from the samples on the page Mine with the training worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from mnist_desktop.runs.events import CrossValidating, Event, Fetching, Preparing, StepFinished
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import fine_tuning
from mnist_desktop.sessions.mine import MineSession
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.ui.pages.mine.learning import LearningPanel
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import TrainingWorker

LEARNING: Final = 0.3  # the share of the bar for learning; the rest is for checking with digits left out


class FineTuningSession(QObject):
    """Lets the weights in use learn the samples, shows what came of it, and goes back to the weights before."""

    def __init__(
        self,
        state: ApplicationState,
        samples: Samples,
        mine: MineSession,
        training: TrainingSession,
        worker: TrainingWorker,
        panel: LearningPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._samples, self._mine, self._training, self._panel = state, samples, mine, training, panel
        self._is_learning = False
        panel.learn_requested.connect(self._learn)
        panel.cancel_requested.connect(training.cancel)
        panel.accept_requested.connect(training.decide_to_keep)
        panel.revert_requested.connect(self._revert)
        worker.events_came.connect(self._take_events)
        worker.ended.connect(self._take_end)
        state.run_started.connect(self._take_start)
        for changed in (state.network_changed, state.weights_changed, state.runs_changed, state.run_changed):
            changed.connect(lambda *_: self._show())
        for changed in (samples.changed, mine.suspicious_changed, training.kept, training.discarded):
            changed.connect(lambda *_: self._show())
        self._show()

    def _learn(self) -> None:
        self._begin()
        network, samples = self._state.network, self._samples.all
        self._training.fine_tune(replace(fine_tuning(network, len(samples)), parent=self._start()), samples)

    def _begin(self) -> None:
        self._is_learning = True
        self._panel.show_progress(self.tr("Getting ready…"), 0.0)

    def _start(self) -> str:
        """The id of the run whose weights are in use, "" for the factory weights. Its file may be missing."""
        state = self._state
        return state.run.id if state.run and state.live == state.network else state.chosen(state.network).run

    def _revert(self) -> None:
        """Go back to the weights before: discard what waits for a decision, or keep it and use them."""
        run = self._in_use()
        if run is None:
            return
        if self._training.undecided == run.id:
            self._training.discard()
            return
        plan = run.history.plan
        is_gone = bool(plan.parent) and self._state.find(plan.parent) is None
        self._state.choose(WeightsChoice(plan.network, "" if is_gone else plan.parent))
        if is_gone:
            self._state.say(
                self.tr("The run before was deleted. {0} reads with the factory weights.").format(plan.network)
            )

    def _take_start(self, started: KeptRun) -> None:
        self._is_learning = False
        if started.history.samples:
            self._begin()
        else:
            self._show()

    def _take_events(self, events: tuple[Event, ...]) -> None:
        history = self._state.history
        if self._is_learning and history is not None:
            self._show_progress(events[-1], history)

    def _show_progress(self, event: Event, history: History) -> None:
        match event:
            case Fetching(done, of) | Preparing(done, of):
                self._panel.show_progress(self.tr("Getting ready…"), 0.0)
            case StepFinished():
                share = (event.epoch - 1 + event.step / event.steps) / history.plan.config.epochs
                words = self.tr("Learning. The pad reads with what is learnt so far.")
                self._panel.show_progress(words, LEARNING * share)
            case CrossValidating(done, of):
                words = self.tr("Learnt. Checking with some of your digits left out, to measure honestly.")
                self._panel.show_progress(words, LEARNING + (1 - LEARNING) * done / of)

    def _take_end(self) -> None:
        self._is_learning = False
        self._show()

    def _show(self) -> None:
        """Show what can be learnt, and what the weights in use have learnt."""
        if self._is_learning:
            return
        run = self._in_use()
        before, after = (run.history.before, run.history.scores) if run else ((), ())
        is_open = run is not None and self._training.undecided == run.id
        self._panel.show_result(before, after, is_open=is_open)
        if not is_open:
            self._panel.show_idle(*self._possibility())
        self._panel.show_revert(run is not None)

    def _in_use(self) -> KeptRun | None:
        """The run whose weights are in use, if it learnt samples."""
        run = self._state.run if self._is_unsaved else self._state.find(self._state.chosen(self._state.network).run)
        return run if run is not None and run.history.samples else None

    @property
    def _is_unsaved(self) -> bool:
        """Whether the weights in use are those of an ended run that could not be saved."""
        return self._state.live == self._state.network and not self._training.is_busy

    def _possibility(self) -> tuple[bool, str]:
        """Whether there is something to learn now, and what, or why not."""
        samples, left_out = self._samples.all, self._mine.suspicious
        if self._training.is_busy:
            return False, self.tr("A training is under way. You can learn your digits once it has ended.")
        if not samples:
            return False, ""
        if all(each.id in left_out for each in samples):
            return False, self.tr("Your digits contradict each other. Look at their labels.")
        run = self._in_use()
        learnt = set(run.history.samples) if run else set()
        wanted = [each for each in samples if each.id not in left_out]
        new = sum(each.fingerprint not in learnt for each in wanted)
        words, locale = self.tr("Digits to learn from: {0}. New to these weights: {1}."), self._panel.locale()
        return True, words.format(locale.toString(len(wanted)), locale.toString(new))
