"""Connects the page Test with weights, labelled digits and the thread that scores."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.catalog.datasets import USUAL_DATASET
from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.sessions.digits_to_test import DigitsKey, DigitsToTest, Load
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.weights_to_test import WeightsToTest
from mnist_desktop.system.errors import Problem
from mnist_desktop.system.files import write_output
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.shown import Choice, Tested
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.steps import StepAsker, Task
from mnist_desktop.workers.training import TrainingWorker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.evaluation import Evaluation
    from mnist_desktop.reading.predictor import Predictor

Evaluating = Generator[Fetching | Scoring, None, "Evaluation"]
Testing = Generator[Fetching | Scoring, None, tuple["DigitSet", "Evaluation"]]


@dataclass(frozen=True)
class _Wanted:
    """Which test is to be on show. That of the weights of a run under way differs from that of its file."""

    weights: WeightsChoice
    is_live: bool
    digits: DigitsKey


class TestingSession(QObject):
    """Scores the chosen weights on the chosen digits while the page is in view: when either changes, and when asked.

    Digits that must be fetched first are scored only when asked.
    """

    __test__ = False

    changed = Signal()  # what was tested

    def __init__(
        self,
        state: ApplicationState,
        samples: Samples,
        library: Callable[[], Library],
        trainer: TrainingWorker,
        page: TestPage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._page = state, page
        self.weights, self.digits = WeightsToTest(state, library, trainer, self), DigitsToTest(samples, self)
        self._asker = StepAsker(self)
        self._chosen_weights: WeightsChoice | None = None  # None for those in use
        self._chosen_digits = USUAL_DATASET
        self._tested: Tested | None = None
        self._tested_weights: WeightsChoice | None = None
        self._done_for: _Wanted | None = None  # what was asked for last, also if it failed or was cancelled
        self._task: Task | None = None  # under way for the page
        self._other_task: Task | None = None  # under way for `ask`
        samples.changed.connect(self._refresh)
        self.weights.changed.connect(self._refresh)
        self._connect_page()

    @property
    def tested(self) -> Tested | None:
        """What was tested last and is on show."""
        return self._tested

    @property
    def tested_weights(self) -> WeightsChoice | None:
        """The weights that read what is on show, None if their run is gone."""
        weights = self._tested_weights if self._tested is not None else None
        return weights if weights is not None and self.weights.are_there(weights) else None

    def predictor_of(self, choice: WeightsChoice) -> Callable[[], Predictor]:
        """Return what makes the predictor of some weights, as `WeightsToTest.predictor_of`."""
        return self.weights.predictor_of(choice)

    def ask(self, choice: WeightsChoice, digits: DigitSet, done: Callable[[Tested], None]) -> None:
        """Evaluate other weights on digits. Another call, or another test on show, cancels this."""
        self._cancel_other()
        title = self.weights.title_now(choice)
        self._other_task = self._asker.ask(
            partial(_evaluate, self.predictor_of(choice), digits),
            lambda evaluation: done(Tested(title, digits, evaluation)),
            self._state.say,
        )

    @property
    def has_digits(self) -> bool:
        """Whether `ask_for_digits` can give digits without a download."""
        return self._tested is not None or self.digits.are_here(self._chosen_digits)

    def ask_for_digits(self, done: Callable[[DigitSet], None]) -> None:
        """Give the digits of the test on show, or while there is none those that are chosen, once they are loaded."""
        if self._tested is not None:
            done(self._tested.digits)
            return
        key = self.digits.key(self._chosen_digits)
        self._asker.ask(self.digits.loader(key), lambda digits: self._give(key, digits, done), self._state.say)

    def end(self) -> None:
        """Cancel everything, and wait for the thread."""
        self._asker.stop()

    def _connect_page(self) -> None:
        page = self._page
        page.shown.connect(self._refresh)
        page.choices.weights_chosen.connect(self._choose_weights)
        page.choices.digits_chosen.connect(self._choose_digits)
        page.choices.score_requested.connect(self._score)
        page.choices.cancel_requested.connect(self._cancel)
        page.export_requested.connect(self._export)

    def _choose_weights(self, choice: WeightsChoice | None) -> None:
        self._chosen_weights = choice
        self._refresh()

    def _choose_digits(self, name: str) -> None:
        self._chosen_digits = name
        self._refresh()

    def _refresh(self) -> None:
        """Show what there is to choose from, and score what is wanted, if the page is in view."""
        if not self._page.isVisible():
            return
        if self._chosen_weights is not None and not self.weights.are_there(self._chosen_weights):
            self._chosen_weights = None  # its run was deleted
        self._show_choices()
        if self._wanted() == self._done_for:
            return
        if self.digits.are_here(self._chosen_digits):
            self._score()
        else:
            self._cancel()
            self._show(None)

    def _show_choices(self) -> None:
        in_use = self.tr("{0} (in use)").format(self.weights.title_of(self.weights.in_use))
        weights = [Choice(in_use, None), *self.weights.choices]
        self._page.choices.show_weights(weights, self._chosen_weights)
        self._page.choices.show_digits(self.digits.choices, self._chosen_digits)

    def _wanted(self) -> _Wanted:
        weights = self._chosen_weights or self.weights.in_use
        return _Wanted(weights, self.weights.is_live(weights), self.digits.key(self._chosen_digits))

    def _score(self) -> None:
        self._cancel()
        wanted = self._done_for = self._wanted()
        title = self.weights.title_now(wanted.weights)
        self._page.choices.show_busy(True)
        self._task = self._asker.ask(
            partial(_load_and_evaluate, self.digits.loader(wanted.digits), self.predictor_of(wanted.weights)),
            lambda result: self._take(wanted, Tested(title, *result)),
            self._fail,
            self._page.show_progress,
        )

    def _cancel(self) -> None:
        """Stop scoring. What was on show stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._page.choices.show_busy(False)

    def _take(self, wanted: _Wanted, tested: Tested) -> None:
        self._end_task()
        self.digits.remember(wanted.digits, tested.digits)
        self._tested_weights = wanted.weights
        self._show(tested)

    def _give(self, key: DigitsKey, digits: DigitSet, done: Callable[[DigitSet], None]) -> None:
        self.digits.remember(key, digits)
        done(digits)

    def _fail(self, problem: Problem) -> None:
        self._end_task()
        self._show(None, sentence(problem))

    def _end_task(self) -> None:
        self._task = None
        self._page.choices.show_busy(False)
        self._show_choices()  # what was fetched need not be fetched again

    def _show(self, tested: Tested | None, why_not: str = "") -> None:
        self._cancel_other()
        self._tested = tested
        self._page.show_tested(tested, why_not)
        self.changed.emit()

    def _cancel_other(self) -> None:
        if self._other_task is not None:
            self._other_task.cancel()
            self._other_task = None

    def _export(self, content: bytes, path: Path) -> None:
        done = self.tr("Exported to {0}").format(path)
        self._asker.ask(partial(_write, content, path), lambda _: self._state.say(done), self._state.say)


def _load_and_evaluate(load: Load, make: Callable[[], Predictor]) -> Testing:
    """Load digits and evaluate weights on them, and yield the progress of both."""
    digits = yield from load()
    return digits, (yield from _evaluate(make, digits))


def _evaluate(make: Callable[[], Predictor], digits: DigitSet) -> Evaluating:
    """Evaluate, and compute here what the page shows, so that it need not."""
    from mnist_desktop.reading.evaluation import evaluated

    evaluation = yield from evaluated(make(), digits.images, digits.labels, digits.name)
    _ = evaluation.score, evaluation.trust, evaluation.confidence, evaluation.digits
    return evaluation


def _write(content: bytes, path: Path) -> Generator[None, None, None]:
    yield from ()
    write_output(path, content)
