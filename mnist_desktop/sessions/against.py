"""Reads the digits of the test with other weights too, and shows what each set of weights gains and loses."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from mnist_desktop import paths
from mnist_desktop.runs.events import Scoring
from mnist_desktop.runs.history import History
from mnist_desktop.sessions.against_choices import AgainstChoices, Other
from mnist_desktop.sessions.moments_to_test import MomentsToTest
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.shown import Choice, Tested
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.runs.digit_errors import DigitErrors
    from mnist_desktop.ui.pages.test.against_shown import Against

NONE: Final = WeightsChoice("")  # no weights


class AgainstSession(QObject):
    """Compares the tested weights with others while the section is in view. The latest wish counts."""

    def __init__(
        self,
        state: ApplicationState,
        testing: TestingSession,
        library: Callable[[], Library],
        section: AgainstSection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._testing, self._section = state, testing, section
        self._asker = StepAsker(self)
        self._moments = MomentsToTest(state, library, self._asker, self)
        self._choices = AgainstChoices(state, testing.weights, self._moments, self)
        self._listed: Sequence[Choice] = ()
        self._task: Task | None = None  # under way
        self._tested: Tested | None = None
        self._choice = NONE  # the weights that were tested
        self._other: Other = NONE  # those against them
        self._wish: Other = NONE  # what the user chose to compare with
        section.shown.connect(self._look_for_moments)
        section.needed.connect(self._take_tested)
        section.other_chosen.connect(self._take_other)
        self._choices.changed.connect(self._take_choices)
        state.runs_changed.connect(self._look_for_moments)
        state.run_ended.connect(lambda _: self._take_end())

    def end(self) -> None:
        """Cancel what is under way, and wait for the thread."""
        self._asker.stop()

    def _take_tested(self, tested: Tested) -> None:
        self._tested, self._choice = tested, self._testing.tested_weights or self._testing.weights.in_use
        self._look_for_moments()
        self._list()
        self._show_errors()
        self._compare()

    def _take_other(self, other: Other) -> None:
        self._wish = self._other = other
        self._compare()

    def _take_end(self) -> None:
        """Compare anew if the run that ended is what is compared with, and was resumed."""
        if self._state.run is not None and self._other.run == self._state.run.id:
            self._compare()

    def _take_choices(self) -> None:
        """List what there is now. What is gone is not compared with any more."""
        if self._tested is None:
            return
        before, names = self._other, {choice.value: choice.title for choice in self._listed}
        self._list()
        if self._other == before:
            return
        if self._section.isVisible() and before not in [choice.value for choice in self._listed]:
            words = self.tr("{0} is gone: the digits are compared with {1}")
            self._state.say(words.format(names[before], self._choices.title_now(self._other)))
        self._compare()

    def _list(self) -> None:
        """List what there is to compare with. The first one is chosen, unless the user chose another."""
        self._listed = self._choices.arranged(self._choice)
        values = [choice.value for choice in self._listed]
        self._other = self._wish if self._wish in values else values[0]
        self._section.show_choices(self._listed, self._other)

    def _look_for_moments(self) -> None:
        """List the moments of the tested weights' run, if the section is in view."""
        if self._tested is not None and self._section.isVisible():
            self._moments.look_for(self._choice.run)

    # The comparison

    def _compare(self) -> None:
        """Read the digits with the other weights, in place of what is under way. Out of view, wait for a need."""
        if self._task is not None:
            self._task.cancel()
        tested, title = self._tested, self._choices.title_now(self._other)
        if tested is None or not self._section.isVisible():
            self._section.show_state("")
            return
        self._section.show_state(self.tr("Reading the same digits with {0}…").format(title))
        self._task = self._asker.ask(
            partial(_compared, self._choices.predictor_of(self._other), tested, title),
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
            self._section.show_errors(_errors_in(self._history()))
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
    from mnist_desktop.ui.pages.test.against_shown import Against

    digits = tested.digits
    evaluation = yield from evaluated(predictor(), digits.images, digits.labels, digits.name)
    return Against(tested, Tested(title, digits, evaluation), Comparison(evaluation, tested.evaluation))


def _factory_errors(network: str) -> Generator[Any, None, DigitErrors | None]:
    from mnist_desktop.reading import checkpoint

    yield from ()
    return _errors_in(checkpoint.load_about(paths.weights(network)).history)


def _errors_in(history: History | None) -> DigitErrors | None:
    from mnist_desktop.runs.digit_errors import digit_errors

    return None if history is None else digit_errors(history)
