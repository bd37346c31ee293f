"""Finds what the drawing reminds the network of, while the section Nearest is in view."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from mnist_desktop import paths
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.reading.calibration import Labels
    from mnist_desktop.reading.evaluation import Pixels
    from mnist_desktop.reading.neighbours import Known, Reminders
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.runs.events import Scoring

FIRST: Final = 5000  # training digits that are enough while the weights change
PACE: Final = 1000  # milliseconds between two looks at the training digits
KEEP: Final = 30_000  # milliseconds that the digits and their features are kept out of view

Loading = Generator[Any, None, "Known"]


class NearestSession(QObject):
    """Has the network look at MNIST's training digits once for its weights, and compares each drawing with them.

    It looks at the first few of them, and at all others once its weights have not changed for a while. Drawings are
    compared in a thread of their own, which does not wait for that. `put` puts a digit image on the pad.
    """

    def __init__(
        self, inside: InsideSession, section: NearestSection, put: Callable[[GreyImage], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._inside, self._section, self._put = inside, section, put
        self._steps, self._search = StepAsker(self), Asker(self)
        self._asker = LatestAsker(self._search)
        self._known: Known | None = None
        self._shown: Reminders | None = None
        self._task: Task | None = None
        self._looks_at = 0  # digits, in the task under way
        self._pace, self._keep = _timer(self, PACE), _timer(self, KEEP)
        self._pace.timeout.connect(self._go_on)
        self._keep.timeout.connect(self._give_back)
        inside.subject_changed.connect(self._look)
        section.left_view.connect(self._leave)
        section.pad_requested.connect(self._put_on_pad)

    def end(self) -> None:
        """Cancel what is under way, and wait for the threads."""
        self._steps.stop()
        self._search.stop()

    def _look(self) -> None:
        if self._section.isVisible():
            self._keep.stop()
            self._compare()
            self._go_on()

    def _leave(self) -> None:
        self._cancel()
        self._pace.stop()
        self._keep.start()

    def _give_back(self) -> None:
        self._known = None

    # The training digits

    def _go_on(self) -> None:
        """Look at the training digits with the weights of now, where that is due and nothing else is under way."""
        subject = self._inside.subject
        if not self._section.isVisible() or subject is None:
            return
        known = self._known
        is_new = known is None or known.predictor is not subject.predictor
        if is_new and self._looks_at != FIRST:
            self._cancel()
        if self._task is not None or self._pace.isActive() or (known is not None and not is_new and known.are_all):
            return
        self._pace.start()
        self._looks_at = FIRST if is_new else 0
        steps = partial(_first, subject.predictor, known) if known is None or is_new else partial(_rest, known)
        self._task = self._steps.ask(steps, self._take, self._fail, self._show_progress)

    def _take(self, known: Known) -> None:
        self._task, self._known = None, known
        self._section.show_state(len(known.features), len(known.labels))
        self._compare()
        self._go_on()

    def _show_progress(self, progress: Scoring) -> None:
        """Show the progress, but not each second anew while the network learns."""
        if self._known is None or self._looks_at != FIRST:
            self._section.show_progress(progress)

    def _fail(self, problem: Problem) -> None:
        self._task = None
        self._section.show_failure(sentence(problem))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # The drawing

    def _compare(self) -> None:
        """Compare the digit on the pad. The weights may be a second older than those of its reading."""
        from mnist_desktop.reading.neighbours import reminders

        subject, known = self._inside.subject, self._known
        image = subject.image if subject is not None else None
        if image is None:
            self._asker.forget()
            self._shown = None
            self._section.show_found(None)
        elif known is not None:
            self._search.start()
            self._asker.ask(Ask(partial(reminders, known, image), self._show, self._fail))

    def _show(self, found: Reminders) -> None:
        """Show what was found, unless nothing is drawn any more."""
        subject = self._inside.subject
        if self._section.isVisible() and subject is not None and subject.image is not None:
            self._shown = found
            self._section.show_found(found)

    def _put_on_pad(self, index: int) -> None:
        from mnist_desktop.reading.evaluation import as_ink

        if self._shown is not None:
            self._put(as_ink(self._shown.images[index]))


def _timer(parent: QObject, interval: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    return timer


def _first(predictor: Predictor, before: Known | None) -> Loading:
    """Load the training digits, unless there were some before, and have the network look at the first ones."""
    from mnist_desktop.reading.neighbours import Known, features

    images, labels = (before.images, before.labels) if before is not None else _training_digits()
    found = yield from features(predictor, images[:FIRST])
    return Known(predictor, images, labels, found)


def _rest(known: Known) -> Loading:
    """Have the network look at all other training digits too."""
    from dataclasses import replace

    import numpy as np

    from mnist_desktop.reading.neighbours import features

    count = len(known.features)
    found = yield from features(known.predictor, known.images[count:])
    return replace(known, features=np.concatenate([known.features, found]))


def _training_digits() -> tuple[Pixels, Labels]:
    from mnist_desktop.learning.data import idx

    return idx.load(idx.TRAIN, paths.mnist())
