"""Drawings and their readings: where canvas and reading panel meet the worker that reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.words.numbers import percent
from mnist_desktop.workers.reading import Question, Reading, ReadingWorker, Weights, WeightsChoice
from mnist_desktop.workers.training import LiveWeights


class ReadingSession(QObject):
    """Has the newest drawing read by the chosen network, and says with which weights."""

    loaded = Signal(object)  # Weights
    all_loaded = Signal()

    _load_requested = Signal(object)  # Sequence[WeightsChoice]
    _use_requested = Signal(object)  # WeightsChoice
    _live_weights_came = Signal(object)  # LiveWeights

    def __init__(self, window: MainWindow, runs_folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._drawing = Drawing()
        self._model = ""
        self._generation = self._wanted_from = 0
        self._weights: dict[str, Weights | None] = {}  # None for a network whose weights cannot be had
        self._learning = ""  # the network that reads with the weights of the run under way
        self.thread_of_worker = QThread()
        self.thread_of_worker.setObjectName("reading")
        self._worker = ReadingWorker(runs_folder)
        self._worker.moveToThread(self.thread_of_worker)
        self._connect(self._worker)

    def begin(self, choices: Sequence[WeightsChoice]) -> None:
        """Load weights behind the window, those of the first choice first."""
        self.thread_of_worker.start()
        self._load_requested.emit(tuple(choices))

    def end(self) -> None:
        self.thread_of_worker.requestInterruption()
        self.thread_of_worker.quit()
        self.thread_of_worker.wait()

    def set_model(self, model: str) -> None:
        """Have `model` read from now on."""
        self._model = model
        self._drop_answers_under_way()
        self._describe_weights()
        self._ask()

    def use(self, choice: WeightsChoice) -> None:
        """Read with other weights; those of the run under way are no longer followed."""
        if choice.model == self._learning:
            self._learning = ""
        self._use_requested.emit(choice)

    def follow(self, model: str) -> None:
        """Have `model` read with the weights of the run under way as they come."""
        self._learning = model
        self._describe_weights()

    def follows(self, model: str) -> bool:
        return model == self._learning

    def take_live(self, weights: LiveWeights) -> None:
        if self.follows(weights.model):
            self._live_weights_came.emit(weights)

    def factory_accuracy(self, model: str) -> float | None:
        """The share of the test set that the weights in the box read right."""
        weights = self._weights.get(model)
        return weights.factory_accuracy if weights else None

    def _connect(self, worker: ReadingWorker) -> None:
        self._load_requested.connect(worker.load)
        self._use_requested.connect(worker.use)
        self._live_weights_came.connect(worker.adopt)
        worker.loaded.connect(self._take_weights)
        worker.load_failed.connect(self._take_failure)
        worker.adopted.connect(self._take_adoption)
        worker.answered.connect(self._take_reading)
        worker.all_loaded.connect(self.all_loaded)
        self._window.drawing_changed.connect(self._take_drawing)

    def _take_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if not drawing.strokes:
            self._drop_answers_under_way()
        self._ask()

    def _ask(self) -> None:
        self._generation += 1
        self._worker.ask(Question(self._generation, self._drawing, self._model))

    def _drop_answers_under_way(self) -> None:
        """Of a cleared pad or another network. Of the stroke under way all are shown, or a fast hand sees none."""
        self._wanted_from = self._generation + 1

    def _take_reading(self, reading: Reading) -> None:
        if reading.generation >= self._wanted_from:
            self._window.show_reading(reading.prediction, reading.digit_image)

    def _take_weights(self, weights: Weights) -> None:
        self._weights[weights.choice.model] = weights
        self._describe_weights()
        self._ask()
        self.loaded.emit(weights)

    def _take_failure(self, choice: WeightsChoice, reason: str) -> None:
        if not choice.run:
            self._weights[choice.model] = None
        self._describe_weights()
        self._window.show_message(reason)

    def _take_adoption(self, model: str) -> None:
        if model == self._model and self._drawing.strokes:
            self._ask()

    def _describe_weights(self) -> None:
        is_loading = self._model not in self._weights
        self._window.show_loading(is_loading)
        self._window.show_status(
            self.tr("Loading the networks; you can draw already") if is_loading else self.tr("Ready")
        )
        self._window.show_weights(self._story())

    def _story(self) -> str:
        if self.follows(self._model):
            return self.tr("{0}, learning now").format(self._model)
        weights = self._weights.get(self._model)
        if weights is None:
            return ""
        name = weights.name or self.tr("{0}, factory weights").format(self._model)
        if weights.test_accuracy is None:
            return name
        share = percent(weights.test_accuracy, self._window.locale(), decimals=2)
        return self.tr("{0}: {1} right on MNIST's test set").format(name, share)
