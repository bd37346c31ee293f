"""All weights that there are: those of each network that came with the program, of the run under way, of kept runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.words import run_description
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import LiveWeights, TrainingWorker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.predictor import Predictor


class WeightsToTest(QObject):
    """Knows the weights by their `WeightsChoice`. The id of the run under way stands for its weights of now."""

    changed = Signal()  # which there are, or which are in use

    def __init__(
        self, state: ApplicationState, library: Callable[[], Library], trainer: TrainingWorker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._library = state, library
        self._run: KeptRun | None = None  # under way, or ended without a file
        self._is_over = False
        self._live: LiveWeights | None = None  # the latest copy of its weights
        trainer.weights_published.connect(self._take_live)
        state.run_started.connect(self._take_run)
        state.run_ended.connect(lambda _: self._take_end())
        state.run_changed.connect(self._take_shown_run)
        for changed in (state.runs_changed, state.network_changed, state.choice_changed, state.weights_changed):
            changed.connect(lambda *_: self.changed.emit())

    @property
    def in_use(self) -> WeightsChoice:
        """The weights that the network of the window reads with."""
        network = self._state.network
        live = next(iter(self._live_choice()), None)
        return live if live is not None and self._state.live == network else self._state.chosen(network)

    @property
    def choices(self) -> Sequence[Choice]:
        """What to choose from: factory weights, the run under way, and the kept runs, the newest first."""
        factory = [WeightsChoice(network) for network in NETWORKS]
        runs = [WeightsChoice(kept.history.plan.network, kept.id) for kept in self._state.runs]
        found = dict.fromkeys([*factory, *self._live_choice(), *runs])
        return [Choice(self.title_of(choice), choice, self._about(choice)) for choice in found]

    def are_there(self, choice: WeightsChoice) -> bool:
        return not choice.run or self._state.find(choice.run) is not None or self.is_live(choice)

    def is_live(self, choice: WeightsChoice) -> bool:
        """Return whether these are the weights of the run under way, which change all the time."""
        return choice in self._live_choice()

    def title_of(self, choice: WeightsChoice) -> str:
        """Return the name of some weights, for people."""
        if not choice.run:
            return self.tr("{0}, factory weights").format(choice.network)
        history = self._history(choice)
        if history is None:
            return choice.network
        if not self.is_live(choice):
            return history.name
        return (self.tr("{0}, not saved") if self._is_over else self.tr("{0}, learning now")).format(history.name)

    def title_now(self, choice: WeightsChoice) -> str:
        """Return the same, and of a run under way how far it is."""
        history = self._history(choice)
        if history is None or not self.is_live(choice):
            return self.title_of(choice)
        locale = QLocale()
        epoch, step = (locale.toString(number) for number in _epoch_and_step(history))
        return self.tr("{0} at epoch {1}, step {2}").format(history.name, epoch, step)

    def predictor_of(self, choice: WeightsChoice) -> Callable[[], Predictor]:
        """Return what makes the predictor, for a worker's thread, where it raises `ProblemError`.

        Of the run under way it has the copy of its weights of now.
        """
        if self.is_live(choice) and self._live is not None:
            predictor = self._live.predictor
            return lambda: predictor
        return partial(_load, self._library, choice)

    def _live_choice(self) -> Sequence[WeightsChoice]:
        if self._run is None or self._live is None:
            return ()
        return (WeightsChoice(self._live.network, self._run.id),)

    def _history(self, choice: WeightsChoice) -> History | None:
        run = self._run if self.is_live(choice) else self._state.find(choice.run)
        return run.history if run is not None else None

    def _about(self, choice: WeightsChoice) -> str:
        history = self._history(choice)
        return "" if history is None else run_description.about(history, QLocale())

    def _take_run(self, run: KeptRun | None) -> None:
        self._run, self._live, self._is_over = run, None, False
        self.changed.emit()

    def _take_end(self) -> None:
        """Forget the copy once there is a file. What could not be saved still reads, and is tested."""
        run, self._is_over = self._run, True
        if run is not None and (self._state.find(run.id) or self._state.live != run.history.plan.network):
            self._take_run(None)
        self.changed.emit()

    def _take_shown_run(self) -> None:
        """Forget a run that was discarded."""
        if self._run is not None and (self._state.run is None or self._state.run.id != self._run.id):
            self._take_run(None)

    def _take_live(self, weights: LiveWeights) -> None:
        is_first, self._live = self._live is None, weights
        if is_first:
            self.changed.emit()


def _load(library: Callable[[], Library], choice: WeightsChoice) -> Predictor:
    from mnist_desktop.reading import predictor

    return predictor.load(choice.network, library().file(choice.run) if choice.run else None)


def _epoch_and_step(history: History) -> tuple[int, int]:
    """Return the epoch, counted from 1, and how many of its steps are done."""
    steps, done = max(history.steps, 1), max(history.losses.length, 1)
    return (done - 1) // steps + 1, (done - 1) % steps + 1
