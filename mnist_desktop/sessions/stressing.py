"""Stresses the digits of the test on show while the section Stress is in view."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.catalog.networks import other_than
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.reading import ReadingWorker
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.reading.stress import Curve


@dataclass(frozen=True)
class Stressed:
    """A curve as far as it has come, and whether it is that of the other network."""

    curve: Curve
    is_other: bool


class StressingSession(QObject):
    """Has the tested weights, and what the other network reads with, read more and more distorted digits.

    It begins when the section comes into view with a test that was not stressed yet, and stops when it leaves.
    """

    def __init__(
        self,
        state: ApplicationState,
        testing: TestingSession,
        worker: ReadingWorker,
        panel: ReadingPanel,
        section: StressSection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._testing, self._worker = state, testing, worker
        self._panel, self._section = panel, section
        self._asker = StepAsker(self)
        self._task: Task | None = None
        self._done_for: Tested | None = None
        section.came_into_view.connect(self._come)
        section.left_view.connect(self._cancel)
        testing.changed.connect(self._begin)
        panel.image_changed.connect(self._show_places)

    def end(self) -> None:
        """Cancel what is under way, and wait for the thread."""
        self._asker.stop()

    def _come(self) -> None:
        self._show_places()
        self._begin()

    def _begin(self) -> None:
        tested, weights = self._testing.tested, self._testing.tested_weights
        if not self._section.isVisible() or (tested is not None and tested is self._done_for):
            return
        self._cancel()
        self._done_for = None
        if tested is None or weights is None:
            self._section.show_titles("", "")
            return
        network = other_than(weights.network)
        other = self._worker.in_use(network)
        self._section.show_titles(tested.title, "" if other is None else self._title_in_use(network))
        self._task = self._asker.ask(
            partial(_stressed, self._testing.predictor_of(weights), other, tested.digits),
            lambda _: self._finish(tested),
            self._fail,
            self._show,
        )

    def _show(self, grown: Sequence[Stressed]) -> None:
        for each in grown:
            self._section.show_curve(each.curve, is_other=each.is_other)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _finish(self, tested: Tested) -> None:
        self._task, self._done_for = None, tested

    def _fail(self, problem: Problem) -> None:
        """Say why in the section: a run that was just deleted is no problem of the window. Another look tries again."""
        self._task = None
        self._section.show_failure(sentence(problem))

    def _title_in_use(self, network: str) -> str:
        weights = self._state.weights(network)
        name = weights.name if weights is not None else ""
        return name or self.tr("{0}, factory weights").format(network)

    def _show_places(self) -> None:
        """Mark where the digit that the panel shows is, while someone can see it."""
        if self._section.isVisible():
            from mnist_desktop.reading.stress import Kind, place_of

            image = self._panel.image
            self._section.show_places({kind: None if image is None else place_of(image, kind) for kind in Kind})


def _stressed(
    make: Callable[[], Predictor], other: Predictor | None, digits: DigitSet
) -> Generator[Sequence[Stressed], None, None]:
    """Stress a sample of the digits in all ways, a part of them after the other, so that all curves grow together.

    What is yielded is shown at once, so that there are few repaints; nothing is yielded for each curve between, so that
    a step is short.
    """
    from mnist_desktop.reading.stress import PART, Kind, curves, sample

    chosen = sample(len(digits))
    images, labels = digits.images[chosen], digits.labels[chosen]

    def of(predictor: Predictor, kind: Kind, *, is_other: bool) -> Iterator[Stressed]:
        return (Stressed(curve, is_other) for curve in curves(predictor, images, labels, kind))

    tested = make()
    under_way = [of(tested, kind, is_other=False) for kind in Kind]
    if other is not None:
        under_way += [of(other, kind, is_other=True) for kind in Kind]
    for _ in range(0, len(chosen), PART):
        grown = list[Stressed]()
        for each in under_way:
            grown.append(next(each))
            yield ()
        yield grown
