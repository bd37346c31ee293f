"""Reads drawings in a thread of its own: the latest wins, and torch is imported there, behind the window."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from mnist_desktop import paths
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.values import DigitReading

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.learning.predictor import Predictor
    from mnist_desktop.workers.training import LiveWeights


_FACTORY_INSTEAD: Final = "The factory weights read instead."
_INSTALL_AGAIN: Final = "Install mnist-desktop again to repair it."


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
    prediction: DigitReading | None


@dataclass(frozen=True)
class WeightsChoice:
    """Which weights the network `model` is to read with: those of the kept run with that id; "" for the box's."""

    model: str
    run: str = ""


@dataclass(frozen=True)
class Weights:
    """What a network reads with from now on, the name being its run's.

    The accuracies are shares of MNIST's test set read right, by these weights and by those in the box, if known.
    """

    choice: WeightsChoice
    name: str
    test_accuracy: float | None
    factory_accuracy: float | None


class ReadingWorker(QObject):
    """Lives in its own thread. Call `ask` from any thread; all else comes and goes by signals."""

    loaded = Signal(object)  # Weights
    all_loaded = Signal()  # or refused: `load` is done
    load_failed = Signal(object, str)  # the WeightsChoice, and one line for a person
    adopted = Signal(str)  # the network that now reads with live weights
    answered = Signal(object)  # Reading
    _question_waits = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
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

    @Slot(object)
    def load(self, choices: Sequence[WeightsChoice]) -> None:
        """Import torch and load the weights of all networks, in this order."""
        from mnist_desktop.learning import devices

        devices.leave_one_core_to_the_window()
        for choice in choices:
            if QThread.currentThread().isInterruptionRequested():
                return
            self.use(choice)
            self._answer()
        self.all_loaded.emit()
        gc.freeze()  # torch's 200,000 objects stay for good: without them a collection is no pause to notice

    @Slot(object)
    def use(self, choice: WeightsChoice) -> None:
        """Read with other weights from now on; where those of a run cannot be had, with those in the box."""
        from mnist_desktop.learning import checkpoint

        try:
            self._use(choice)
        except checkpoint.CheckpointError as error:
            repair = _FACTORY_INSTEAD if choice.run else _INSTALL_AGAIN
            self.load_failed.emit(choice, f"{choice.model} cannot read: {error}. {repair}")
            if choice.run:
                self.use(WeightsChoice(choice.model))

    @Slot(object)
    def adopt(self, live: LiveWeights) -> None:
        """Read with the weights of a run under way."""
        self._predictors[live.model] = live.predictor
        self.adopted.emit(live.model)

    def _use(self, choice: WeightsChoice) -> None:
        from mnist_desktop.learning import checkpoint
        from mnist_desktop.learning.library import Library
        from mnist_desktop.learning.predictor import Predictor

        file = Library(self._folder).file(choice.run) if choice.run else paths.weights(choice.model)
        found = checkpoint.load(file, choice.model)
        predictor = Predictor(found.network, found.calibration)
        predictor.warm_up()
        self._predictors[choice.model] = predictor
        name = found.history.get("name", "") if choice.run else ""
        self.loaded.emit(
            Weights(choice, name, found.history.get("test_accuracy"), self._factory_accuracy(choice.model))
        )

    def _factory_accuracy(self, model: str) -> float | None:
        from mnist_desktop.learning import checkpoint

        try:
            accuracy: float | None = checkpoint.load_about(paths.weights(model))["history"].get("test_accuracy")
        except checkpoint.CheckpointError:
            return None  # a run of one's own reads all the same
        return accuracy

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
