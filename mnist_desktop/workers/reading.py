"""Reads drawings in a thread of its own: the latest wins, and torch is imported there, behind the window."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from mnist_desktop import paths
from mnist_desktop.drawing.prediction import Prediction
from mnist_desktop.drawing.strokes import Drawing

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.learning.predictor import Predictor


@dataclass(frozen=True)
class Question:
    """A drawing to be read by the network named `model`; a later question has a higher `generation`."""

    generation: int
    drawing: Drawing
    model: str


@dataclass(frozen=True)
class Reading:
    """The answer to the question of that `generation`; both values are None when nothing is drawn.

    `digit_image` is (28, 28) float32, ink 1, paper 0. `prediction` is None too while the network is not there.
    """

    generation: int
    digit_image: GreyImage | None
    prediction: Prediction | None


@dataclass(frozen=True)
class Weights:
    """Weights that can read from now on: whose, and what share of MNIST's test set they read right, if known."""

    model: str
    test_accuracy: float | None


class ReadingWorker(QObject):
    """Lives in its own thread. Call `ask` from any thread; all else comes and goes by signals."""

    loaded = Signal(object)  # Weights
    load_failed = Signal(str, str)  # the network, and one line for a person
    answered = Signal(object)  # Reading
    _question_waits = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._waiting: Question | None = None
        self._predictors: dict[str, Predictor] = {}
        self._question_waits.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Question) -> None:
        """Have a drawing read; a question that nobody has looked at yet is dropped in favour of this one."""
        with self._lock:
            is_first = self._waiting is None
            self._waiting = question
        if is_first:
            self._question_waits.emit()

    @Slot(str)
    def load(self, first: str) -> None:
        """Import torch and load the bundled weights, those of the network `first` before the other's."""
        from mnist_desktop.learning import threads

        threads.leave_one_core_to_the_window()
        for model in self._wanted(first):
            self._load(model)
            self._answer()
        gc.freeze()  # torch's 200,000 objects stay for good: without them a collection is no pause to notice

    def _wanted(self, first: str) -> Iterator[str]:
        from mnist_desktop.learning.networks import NETWORKS

        for model in sorted(NETWORKS, key=lambda name: name != first):
            if not QThread.currentThread().isInterruptionRequested():
                yield model

    def _load(self, model: str) -> None:
        from mnist_desktop.learning import checkpoint
        from mnist_desktop.learning.predictor import Predictor

        try:
            bundled = checkpoint.load(paths.weights(model), model)
        except checkpoint.CheckpointError as error:
            self.load_failed.emit(model, f"{model} cannot read: {error}. Install mnist-desktop again to repair it.")
            return
        predictor = Predictor(bundled.network, bundled.calibration)
        predictor.warm_up()
        self._predictors[model] = predictor
        self.loaded.emit(Weights(model, bundled.history.get("test_accuracy")))

    @Slot()
    def _answer(self) -> None:
        with self._lock:
            question, self._waiting = self._waiting, None
        if question is not None:
            self.answered.emit(self._read(question))

    def _read(self, question: Question) -> Reading:
        from mnist_desktop.drawing.digit_image import digit_image

        image = digit_image(question.drawing)
        predictor = self._predictors.get(question.model)
        if image is None or predictor is None:
            return Reading(question.generation, image, None)
        [prediction] = predictor.predict([image])
        return Reading(question.generation, image, prediction)
