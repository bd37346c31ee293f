"""Scores weights that the lab changed on test digits, beside the same weights without changes."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mnist_desktop.catalog.datasets import USUAL_DATASET
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.evaluation import Evaluation
    from mnist_desktop.reading.lab import Edits
    from mnist_desktop.reading.predictor import Predictor


@dataclass(frozen=True)
class Changed:
    """Weights, and what is changed in them."""

    base: Predictor
    edits: Edits

    def is_like(self, other: Changed) -> bool:
        """Whether other weights of the same network are changed in the same way."""
        return self.edits == other.edits and self.base.network.name == other.base.network.name


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured of `of`: an evaluation without the changes, and one with them, of `predictor`.

    The latter are None while they are under way, and without changes.
    """

    of: Changed
    digits: DigitSet
    before: Evaluation
    predictor: Predictor | None = None
    after: Evaluation | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing more of it is under way."""
        return self.after is not None or self.of.edits.are_none


class LabScoring(QObject):
    """Scores the latest that was asked for, in a thread of its own."""

    measured = Signal(object)  # Measured: first without, then with the changes
    failed = Signal(object)  # Problem

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asker = StepAsker(self)
        self._task: Task | None = None
        self._wanted: Changed | None = None  # was asked for last
        self._begun: Changed | None = None  # is under way or done
        self._last: Measured | None = None

    def ask(self, wanted: Changed, *, is_live: bool) -> None:
        """Score these. What is under way is cancelled, unless it has the same changes in weights that are learning.

        Otherwise weights that change several times a second would never be scored.
        """
        self._wanted = wanted
        is_older = self._task is not None and self._begun is not None and self._begun.is_like(wanted)
        if not (is_live and is_older):
            self._begin()

    def cancel(self) -> None:
        """Stop. What was not done is done when it is asked for again."""
        if self._task is not None:
            self._task.cancel()
            self._task = self._begun = None

    def end(self) -> None:
        """Cancel everything, and wait for the thread."""
        self._asker.stop()

    def _begin(self) -> None:
        if self._wanted is None or self._wanted == self._begun:
            return
        self.cancel()
        self._begun = self._wanted
        steps = partial(_measured, self._wanted, self._last)
        self._task = self._asker.ask(steps, self._finish, self._fail, self._take)

    def _take(self, progress: Any) -> None:
        if isinstance(progress, Measured):
            self._last = progress
            self.measured.emit(progress)

    def _finish(self, measured: Measured) -> None:
        self._task = None
        self._take(measured)
        self._begin()

    def _fail(self, problem: Problem) -> None:
        self._task = self._begun = None
        self.failed.emit(problem)


def _measured(wanted: Changed, last: Measured | None) -> Generator[object, None, Measured]:
    """Measure, and use what the last measurement has. What is not of type `Measured` is the progress between."""
    from mnist_desktop.learning.data import test_sets
    from mnist_desktop.reading.lab import edited

    digits = last.digits if last is not None else (yield from test_sets.load(USUAL_DATASET))
    is_known = last is not None and last.of.base is wanted.base
    before = last.before if last is not None and is_known else (yield from _evaluated(wanted.base, digits))
    found = Measured(wanted, digits, before)
    if wanted.edits.are_none:
        return found
    yield found
    changed = edited(wanted.base, wanted.edits)
    return replace(found, predictor=changed, after=(yield from _evaluated(changed, digits)))


def _evaluated(predictor: Predictor, digits: DigitSet) -> Generator[object, None, Evaluation]:
    """Evaluate, and compute the score here, so that the window need not."""
    from mnist_desktop.reading.evaluation import evaluated

    found = yield from evaluated(predictor, digits.images, digits.labels, digits.name)
    _ = found.score
    return found
