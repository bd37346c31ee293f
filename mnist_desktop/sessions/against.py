"""Reads the digits of the test with other weights too, and shows what each set of weights gains and loses."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from mnist_desktop import paths
from mnist_desktop.runs.digit_errors import DigitErrors, digit_errors
from mnist_desktop.runs.events import Scoring
from mnist_desktop.runs.history import History
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.ui.pages.test.shown import Choice, Tested
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.reading.predictor import Predictor

NONE: Final = WeightsChoice("")  # no weights


class AgainstSession(QObject):
    """Compares the tested weights with others while the section is in view. The latest wish counts."""

    def __init__(
        self, state: ApplicationState, testing: TestingSession, section: AgainstSection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._testing, self._section = state, testing, section
        self._weights = testing.weights
        self._asker = StepAsker(self)
        self._task: Task | None = None  # under way
        self._tested: Tested | None = None
        self._choice = self._other = NONE  # the weights that were tested, and those against them
        self._wish = NONE  # what the user chose to compare with
        section.needed.connect(self._take_tested)
        section.other_chosen.connect(self._take_other)
        testing.weights.changed.connect(self._take_weights)
        state.run_ended.connect(lambda _: self._take_end())

    def end(self) -> None:
        """Cancel what is under way, and wait for the thread."""
        self._asker.stop()

    def _take_tested(self, tested: Tested) -> None:
        self._tested, self._choice = tested, self._testing.tested_weights or self._testing.weights.in_use
        self._list()
        self._show_errors()
        self._compare()

    def _take_other(self, other: WeightsChoice) -> None:
        self._wish = self._other = other
        self._compare()

    def _take_end(self) -> None:
        """Compare anew if the run that ended is what is compared with, and was resumed."""
        if self._state.run is not None and self._other.run == self._state.run.id:
            self._compare()

    def _take_weights(self) -> None:
        """List what there is now. What is gone is not compared with any more."""
        before = self._other
        if self._tested is not None:
            self._list()
        if self._other != before:
            self._compare()

    def _list(self) -> None:
        """List what there is to compare with. The first one is chosen, unless the user chose another."""
        choices = self._arranged()
        values = [choice.value for choice in choices]
        self._other = self._wish if self._wish in values else values[0]
        self._section.show_choices(choices, self._other)

    def _arranged(self) -> Sequence[Choice]:
        """Return all other weights: what the tested ones continue and what continues them come first."""
        others = [choice for choice in self._weights.choices if choice.value != self._choice]
        return [self._named(choice) for choice in sorted(others, key=lambda choice: self._rank(choice.value))]

    def _rank(self, other: WeightsChoice) -> tuple[bool, ...]:
        is_factory = not other.run
        is_alike = other.network == self._choice.network
        return not self._is_parent(other), not self._is_child(other), not (is_factory and is_alike), not is_factory

    def _named(self, choice: Choice) -> Choice:
        if self._is_parent(choice.value):
            return replace(choice, title=self.tr("{0} (which it continued)").format(choice.title))
        if self._is_child(choice.value):
            return replace(choice, title=self.tr("{0} (which continued it)").format(choice.title))
        return choice

    def _is_parent(self, other: WeightsChoice) -> bool:
        return bool(other.run) and self._parent_of(self._choice) == other.run

    def _is_child(self, other: WeightsChoice) -> bool:
        return bool(self._choice.run) and self._parent_of(other) == self._choice.run

    def _parent_of(self, choice: WeightsChoice) -> str:
        kept = self._state.find(choice.run)
        return kept.history.plan.parent if kept is not None else ""

    # The comparison

    def _compare(self) -> None:
        """Read the digits with the other weights, in place of what is under way. Out of view, wait for a need."""
        if self._task is not None:
            self._task.cancel()
        tested, title = self._tested, self._weights.title_now(self._other)
        if tested is None or not self._section.isVisible():
            self._section.show_state("")
            return
        self._section.show_state(self.tr("Reading the same digits with {0}…").format(title))
        self._task = self._asker.ask(
            partial(_compared, self._weights.predictor_of(self._other), tested, title),
            self._section.show_against,
            lambda problem: self._section.show_state(sentence(problem)),
            lambda progress: self._show_progress(title, progress),
        )

    def _show_progress(self, title: str, progress: Scoring) -> None:
        share = percent(progress.done / progress.of, self._section.locale(), 0)
        self._section.show_progress(self.tr("Reading the same digits with {0}: {1}").format(title, share))

    # The epochs

    def _show_errors(self) -> None:
        """Show the errors by epoch of the tested weights' run."""
        if self._choice.run:
            history = self._history()
            self._section.show_errors(digit_errors(history) if history is not None else None)
            return
        self._section.show_errors(None)
        choice = self._choice
        self._asker.ask(
            partial(_factory_errors, choice.network), lambda errors: self._take_errors(choice, errors), self._state.say
        )

    def _history(self) -> History | None:
        kept = self._state.find(self._choice.run)
        if kept is None and self._state.run is not None and self._state.run.id == self._choice.run:
            return self._state.history  # of a run that has no file yet
        return kept.history if kept is not None else None

    def _take_errors(self, choice: WeightsChoice, errors: DigitErrors | None) -> None:
        if choice == self._choice:
            self._section.show_errors(errors)


def _compared(predictor: Callable[[], Predictor], tested: Tested, title: str) -> Generator[Any, None, Against]:
    from mnist_desktop.reading.comparison import Comparison
    from mnist_desktop.reading.evaluation import evaluated

    digits = tested.digits
    evaluation = yield from evaluated(predictor(), digits.images, digits.labels, digits.name)
    return Against(tested, Tested(title, digits, evaluation), Comparison(evaluation, tested.evaluation))


def _factory_errors(network: str) -> Generator[Any, None, DigitErrors | None]:
    from mnist_desktop.reading import checkpoint

    yield from ()
    history = checkpoint.load_about(paths.weights(network)).history
    return digit_errors(history) if history is not None else None
