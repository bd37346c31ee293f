"""Measures for the section Time what was read at each moment of a run, and how well it read at the one on show."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mnist_desktop.catalog.datasets import USUAL_DATASET
from mnist_desktop.runs.scores import Score
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.time_travel import TimeTravel
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import ReadingWorker
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.ui.pages.inside.time_shown import Confidences

REST: Final = 200  # milliseconds without a change, after which a moment is scored
SCORED: Final = 2000  # digits that it is scored on


class TimeFigures(QObject):
    """Reads the drawing with all moments of the run on show, and test digits with the moment that the slider rests at.

    Nothing is read while the section is out of view.
    """

    def __init__(
        self,
        state: ApplicationState,
        travel: TimeTravel,
        worker: ReadingWorker,
        reading: ReadingSession,
        panel: ReadingPanel,
        page: InsidePage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._travel, self._worker, self._reading = state, travel, worker, reading
        self._panel, self._section = panel, page.section(TimeSection)
        self._asker = StepAsker(self)
        self._drawing_task = self._score_task = Task(lambda _: None)
        self._image: GreyImage | None = None  # whose confidences are shown
        self._content = reading.content_read  # with this image
        self._digits: DigitSet | None = None
        self._is_scored = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._score)
        page.came_into_view.connect(self._come)
        self._section.left_view.connect(self._cancel)
        travel.moments_changed.connect(self._read)
        travel.moment_changed.connect(self._wait)
        panel.image_changed.connect(self._take_image)
        state.weights_changed.connect(self._take_weights)

    @property
    def is_settled(self) -> bool:
        """Whether all figures are those of the moment on show."""
        return self._is_scored

    def end(self) -> None:
        """Cancel what is under way, and wait for the thread."""
        self._asker.stop()

    def _come(self) -> None:
        if self._section.isVisible():
            self._read()
            self._wait()

    def _cancel(self) -> None:
        self._rest.stop()
        for task in (self._drawing_task, self._score_task):
            task.cancel()

    # The drawing at all moments

    def _take_image(self) -> None:
        """Read another drawing. At a moment it is the same one as before, even if it is seen in other parts."""
        is_as_before = (self._panel.image is None) is (self._image is None)  # neither cleared nor back after that
        is_same = self._travel.is_at_moment and self._reading.content_read is self._content and is_as_before
        if self._section.isVisible() and not is_same:
            self._read()

    def _read(self) -> None:
        self._drawing_task.cancel()
        if not self._section.isVisible():
            return
        self._image, self._content = self._panel.image, self._reading.content_read
        run, steps = self._travel.run, self._travel.steps
        if run is None or not steps or self._image is None:
            self._section.show_confidences(None)
            return
        now = self._worker.in_use(run.history.plan.network)
        loads = [partial(self._travel.load, run.id, step) for step in steps]
        show = self._section.show_confidences
        self._drawing_task = self._asker.ask(partial(_confidences, loads, now, self._image), show, lambda _: show(None))

    # The test digits at one moment

    def _take_weights(self, _: str) -> None:
        if not self._travel.is_at_moment:
            self._wait()

    def _wait(self) -> None:
        """Score what the network reads with once it has rested."""
        self._score_task.cancel()
        self._is_scored = False
        if self._section.isVisible():
            self._section.show_score(None)
            self._rest.start()

    def _score(self) -> None:
        run = self._travel.run
        network = self._state.network if run is None else run.history.plan.network
        predictor = self._travel.predictor if self._travel.is_at_moment else self._worker.in_use(network)
        if predictor is not None:
            scoring = partial(_scored, predictor, self._digits)
            self._score_task = self._asker.ask(scoring, self._take_score, self._state.say)

    def _take_score(self, found: tuple[Score, DigitSet]) -> None:
        score, self._digits = found
        self._is_scored = True
        self._section.show_score(score)


def _confidences(
    loads: Sequence[Callable[[], Predictor]], now: Predictor | None, image: GreyImage
) -> Generator[None, None, Confidences]:
    """Read an image with all moments. The digit of now is what the weights in use read, or else the last moment's."""
    from mnist_desktop.ui.pages.inside.time_shown import Confidences

    readings = []
    for load in loads:
        readings.extend(load().predict([image]))
        yield
    digit = (now.predict([image])[0] if now is not None else readings[-1]).digit
    return Confidences(digit, [each.digit for each in readings], [each.probabilities[digit] for each in readings])


def _scored(predictor: Predictor, known: DigitSet | None) -> Generator[object, None, tuple[Score, DigitSet]]:
    """Score weights on some digits of the usual test set, spread over all its writers, which are loaded once."""
    from mnist_desktop.reading.evaluation import evaluated

    digits = (yield from _some_digits()) if known is None else known
    evaluation = yield from evaluated(predictor, digits.images, digits.labels, digits.name)
    return evaluation.score, digits


def _some_digits() -> Generator[object, None, DigitSet]:
    from mnist_desktop.learning.data import test_sets
    from mnist_desktop.reading.digit_set import DigitSet

    whole = yield from test_sets.load(USUAL_DATASET)
    every = slice(None, None, max(len(whole) // SCORED, 1))
    return DigitSet(whole.name, whole.images[every], whole.labels[every])
