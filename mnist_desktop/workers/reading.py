"""Reads what is on the pad in a thread, without torch. The latest content wins."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from mnist_desktop import paths
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.values import Reading
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.workers.picture import PadPicture, PictureReader

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.runs.scores import Score
    from mnist_desktop.workers.training import LiveWeights


@dataclass(frozen=True)
class Question:
    """What is on the pad, for `network` to read. A later question has a higher `generation`.

    `other` is the network to compare with, "" for none.
    """

    generation: int
    drawing: Drawing
    network: str
    picture: PadPicture | None = None
    other: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to the question of that `generation`: all digits of strokes and picture, in reading order.

    Boxes are in canvas pixels. `reading` has no digits if none was found, and is None if the network has no weights.
    `other` is what the other network reads in the same digit images, None if it was not asked or has no weights.
    """

    generation: int
    reading: Reading | None
    other: Reading | None = None


@dataclass(frozen=True)
class WeightsChoice:
    """The weights that `network` should read with: those of the kept run with that id, "" for the factory weights."""

    network: str
    run: str = ""


@dataclass(frozen=True)
class WeightsInUse:
    """The weights that a network reads with: the choice, the run's name, and their scores on test sets.

    `factory` has the scores of the factory weights.
    """

    choice: WeightsChoice
    name: str
    tests: tuple[Score, ...]
    factory: tuple[Score, ...]


@dataclass(frozen=True, eq=False)
class Preview:
    """What a network reads with for now, in place of the weights in use, which stay as they are.

    `base` are other weights, those in use if it is None, and `change` is what is changed in them. `change` runs in the
    worker's thread, again each time that the weights in use become others.
    """

    network: str
    base: Predictor | None = None
    change: Callable[[Predictor], Predictor] | None = None


class ReadingWorker(QObject):
    """Reads in its own thread. Any thread may call `ask` and `predictor`. Everything else uses signals."""

    loaded = Signal(object)  # WeightsInUse
    all_loaded = Signal()  # `load` is done, with or without errors
    load_failed = Signal(object, object)  # WeightsChoice, Problem
    adopted = Signal(str)  # the network that now reads with the weights of a run in progress, or with a preview
    answered = Signal(object)  # Answer
    picture_failed = Signal(object)  # Problem: why the picture on the pad cannot be read; once for each
    _question_waits = Signal()

    def __init__(self, library: Callable[[], Library]) -> None:
        super().__init__()
        self._library = library
        self._lock = threading.Lock()
        self._waiting: Question | None = None
        self._in_use: dict[str, Predictor] = {}
        self._previews: dict[str, Preview] = {}
        self._predictors: dict[str, Predictor] = {}  # those in use, or in place of them those of previews
        self._picture = PictureReader(self.picture_failed.emit)
        self._question_waits.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Question) -> None:
        """Read what is on the pad. It replaces a question that still waits."""
        with self._lock:
            is_first = self._waiting is None
            self._waiting = question
        if is_first:
            self._question_waits.emit()

    def predictor(self, network: str) -> Predictor | None:
        """Return what a network reads with now, or None if it has no weights. Any thread may call it."""
        return self._predictors.get(network)

    def in_use(self, network: str) -> Predictor | None:
        """Return what a network reads with when there is no preview. Any thread may call it."""
        return self._in_use.get(network)

    @Slot(object)
    def show_preview(self, preview: Preview) -> None:
        """Read with a preview from now on. One without base and change ends it."""
        self._previews[preview.network] = preview
        self._take_predictor(preview.network)
        self.adopted.emit(preview.network)

    @Slot(object)
    def load(self, choices: Sequence[WeightsChoice]) -> None:
        """Load the weights of all networks, in this order."""
        for choice in choices:
            if QThread.currentThread().isInterruptionRequested():
                return
            self.use(choice)
            self._answer()
        self.all_loaded.emit()
        gc.freeze()  # what was imported stays loaded, so the garbage collector need not scan it

    @Slot(object)
    def use(self, choice: WeightsChoice) -> None:
        """Use other weights from now on. If those of a run cannot be loaded, use the factory weights."""
        from mnist_desktop.reading.tensor_files import CheckpointError

        try:
            self._use(choice)
        except CheckpointError as error:
            self.load_failed.emit(choice, _problem(choice, error.problem))
            if choice.run:
                self.use(WeightsChoice(choice.network))

    @Slot(object)
    def adopt(self, live: LiveWeights) -> None:
        """Read with the weights of a run in progress, or do so once a preview of other weights has ended."""
        self._in_use[live.network] = live.predictor
        if self._preview(live.network).base is None:
            self._take_predictor(live.network)
            self.adopted.emit(live.network)

    def _use(self, choice: WeightsChoice) -> None:
        from mnist_desktop.reading import checkpoint
        from mnist_desktop.reading.predictor import Predictor

        file = self._library().file(choice.run) if choice.run else paths.weights(choice.network)
        found = checkpoint.load(file, choice.network)
        self._in_use[choice.network] = Predictor(found.network, found.options, found.weights, found.calibration)
        self._take_predictor(choice.network)
        name = found.history.name if found.history and choice.run else ""
        tests = found.history.tests if found.history else ()
        self.loaded.emit(WeightsInUse(choice, name, tests, _factory_scores(choice.network)))

    def _take_predictor(self, network: str) -> None:
        """Choose what a network reads with, of what is in use and its preview."""
        preview = self._preview(network)
        found = preview.base or self._in_use.get(network)
        if found is not None:
            self._predictors[network] = found if preview.change is None else preview.change(found)

    def _preview(self, network: str) -> Preview:
        return self._previews.get(network, Preview(network))

    @Slot()
    def _answer(self) -> None:
        with self._lock:
            question, self._waiting = self._waiting, None
        if question is not None:
            self.answered.emit(self._read(question))

    def _read(self, question: Question) -> Answer:
        from mnist_desktop.drawing.numbers import layouts
        from mnist_desktop.reading import merging, numbers

        predictor = self._predictors.get(question.network)
        if predictor is None:
            return Answer(question.generation, None)
        strokes = numbers.read(layouts(question.drawing), predictor)
        picture = Reading(()) if question.picture is None else self._picture.read(question.picture, predictor)
        reading = merging.merged((strokes, picture))
        other = self._predictors.get(question.other)
        return Answer(question.generation, reading, None if other is None else numbers.read_again(reading, other))


def _problem(choice: WeightsChoice, reason: Problem) -> Problem:
    """Why a network does not read with these weights; one may have no factory weights yet."""
    if not choice.run and not paths.weights(choice.network).exists():
        return Problem("factory_missing", {"network": choice.network})
    code = "run_cannot_read" if choice.run else "factory_cannot_read"
    return Problem(code, {"network": choice.network, "reason": reason})


def _factory_scores(network: str) -> tuple[Score, ...]:
    from mnist_desktop.reading import checkpoint

    try:
        history = checkpoint.load_about(paths.weights(network)).history
    except ProblemError:
        return ()  # a kept run can still read without them
    return history.tests if history else ()
