"""Connects the pad and the reading panel with the reading worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import Answer, Question, ReadingWorker, WeightsChoice
from mnist_desktop.workers.training import LiveWeights


class ReadingSession(QObject):
    """Requests readings of the newest drawing, with the network and weights of the state."""

    _load_requested = Signal(object)  # Sequence[WeightsChoice]
    _use_requested = Signal(object)  # WeightsChoice
    _live_weights_came = Signal(object)  # LiveWeights

    def __init__(
        self, state: ApplicationState, worker: ReadingWorker, canvas: Canvas, panel: ReadingPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._worker, self._panel = state, worker, panel
        self._drawing = Drawing()
        self._generation = self._wanted_from = 0
        self._without_weights: dict[str, Problem] = {}  # by network why its factory weights cannot be had
        self._load_requested.connect(worker.load)
        self._use_requested.connect(worker.use)
        self._live_weights_came.connect(worker.adopt)
        worker.loaded.connect(state.set_weights)
        worker.load_failed.connect(self._take_failure)
        worker.adopted.connect(self._take_adoption)
        worker.answered.connect(self._take_answer)
        canvas.drawing_changed.connect(self._take_drawing)
        panel.network_selected.connect(state.choose_network)
        state.network_changed.connect(self._take_network)
        state.choice_changed.connect(self._use_requested)
        state.weights_changed.connect(self._take_weights)
        state.run_started.connect(lambda run: state.follow(run.history.plan.network))
        panel.set_network(state.network)
        panel.show_loading(state.is_loading(state.network))

    def begin(self, networks: Sequence[str]) -> None:
        """Load the weights in the background, those of the first network first."""
        self._load_requested.emit([self._state.chosen(network) for network in networks])

    def take_live(self, weights: LiveWeights) -> None:
        """Read with the weights of the current run, if the network still follows it."""
        if self._state.live == weights.network:
            self._live_weights_came.emit(weights)

    def _take_network(self, name: str) -> None:
        self._panel.set_network(name)
        self._panel.show_loading(self._state.is_loading(name))
        self._drop_answers_under_way()
        self._ask()
        if self._state.weights(name) is None and name in self._without_weights:
            self._state.say(self._without_weights[name])

    def _take_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if not drawing.strokes:
            self._drop_answers_under_way()
        self._ask()

    def _ask(self) -> None:
        self._generation += 1
        self._worker.ask(Question(self._generation, self._drawing, self._state.network))

    def _drop_answers_under_way(self) -> None:
        """Ignore answers for a cleared pad or another network. All others are shown, or fast drawing shows none."""
        self._wanted_from = self._generation + 1

    def _take_answer(self, answer: Answer) -> None:
        if answer.generation >= self._wanted_from:
            self._panel.show_reading(answer.reading, answer.digit_image)

    def _take_weights(self, network: str) -> None:
        if network == self._state.network:
            self._panel.show_loading(self._state.is_loading(network))
            self._ask()

    def _take_failure(self, choice: WeightsChoice, problem: Problem) -> None:
        if not choice.run:
            self._state.clear_weights(choice.network)
            self._without_weights[choice.network] = problem
        if choice.run or choice.network == self._state.network:
            self._state.say(problem)

    def _take_adoption(self, network: str) -> None:
        if network == self._state.network and self._drawing.strokes:
            self._ask()
