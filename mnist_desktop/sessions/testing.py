"""Connects the page Test with weights, labelled digits and the thread that scores."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.steps import StepAsker, Task
from mnist_desktop.workers.training import LiveWeights, TrainingWorker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.evaluation import Evaluation
    from mnist_desktop.reading.predictor import Predictor

MY_DIGITS = ""  # in place of the name of a data set


class TestingSession(QObject):
    """Scores weights on labelled digits while the page is in view, and shows what came of it."""

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
        self._state, self._samples, self._library, self._page = state, samples, library, page
        self._asker = StepAsker(self)
        self._tested: Tested | None = None
        self._task: Task | None = None  # under way for the page
        self._asked: Task | None = None  # under way for `ask`
        self._under_way: KeptRun | None = None
        self._live: LiveWeights | None = None  # the last copy of the weights of the run under way
        trainer.weights_published.connect(self._take_live)
        state.run_started.connect(self._take_run)
        state.run_ended.connect(lambda _: self._take_run(None))

    @property
    def tested(self) -> Tested | None:
        """What was tested last, with the weights and digits that are chosen."""
        return self._tested

    def predictor_of(self, choice: WeightsChoice) -> Callable[[], Predictor]:
        """Return what makes the predictor of some weights, for a worker's thread, where it raises `ProblemError`.

        Of a run under way they are the latest copy as of now.
        """
        live = self._live_of(choice)
        return partial(_load, self._library, choice) if live is None else lambda: live

    def ask(self, choice: WeightsChoice, digits: DigitSet, done: Callable[[Tested], None]) -> None:
        """Evaluate other weights on digits, in place of what was asked for before."""
        if self._asked is not None:
            self._asked.cancel()
        title = self.title_of(choice)
        self._asked = self._asker.ask(
            partial(_evaluate, self.predictor_of(choice), digits),
            lambda evaluation: done(Tested(title, digits, evaluation)),
            self._state.say,
        )

    def title_of(self, choice: WeightsChoice) -> str:
        """Return the name of some weights, for people."""
        if not choice.run:
            return self.tr("{0}, factory weights").format(choice.network)
        if self._live_of(choice) is not None and self._under_way is not None:
            return self.tr("{0}, learning now").format(self._under_way.history.name)
        kept = self._state.find(choice.run)
        return kept.history.name if kept is not None else choice.network

    def end(self) -> None:
        """Cancel everything, and wait for the thread."""
        self._asker.stop()

    def _live_of(self, choice: WeightsChoice) -> Predictor | None:
        is_live = self._under_way is not None and self._under_way.id == choice.run
        return self._live.predictor if is_live and self._live is not None else None

    def _take_run(self, run: KeptRun | None) -> None:
        self._under_way, self._live = run, None

    def _take_live(self, weights: LiveWeights) -> None:
        self._live = weights


def _evaluate(make: Callable[[], Predictor], digits: DigitSet) -> Generator[Any, None, Evaluation]:
    from mnist_desktop.reading.evaluation import evaluated

    return (yield from evaluated(make(), digits.images, digits.labels, digits.name))


def _load(library: Callable[[], Library], choice: WeightsChoice) -> Predictor:
    from mnist_desktop.reading import predictor

    return predictor.load(choice.network, library().file(choice.run) if choice.run else None)
