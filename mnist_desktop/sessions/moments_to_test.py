"""The weights that a kept run had at a few of its moments: at its start, and at about the ends of its epochs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from mnist_desktop.runs.moments import KeptMoments, Moment, near_epochs
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.predictor import Predictor


@dataclass(frozen=True)
class MomentChoice:
    """The weights that the kept run with that id, of `network`, had after `step` optimiser updates."""

    network: str
    run: str
    step: int


class MomentsToTest(QObject):
    """Knows the weights by their `MomentChoice`: those of one run, once they are found in the asker's thread."""

    changed = Signal()  # which there are

    def __init__(
        self, state: ApplicationState, library: Callable[[], Library], asker: StepAsker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._library, self._asker = state, library, asker
        self._run = ""  # its id
        self._moments: Sequence[Moment] = ()
        self._search: Task | None = None  # under way

    def choices(self, run: str) -> Sequence[Choice]:
        """Return what to choose from of a run, in order of time; nothing of one that was not looked for, or is gone."""
        kept = self._state.find(run)
        if kept is None or run != self._run:
            return ()
        network, name, last = kept.history.plan.network, kept.history.name, kept.history.losses.length
        return [
            Choice(self._title(name, moment), MomentChoice(network, run, moment.step), self._about(moment, last))
            for moment in self._moments
        ]

    def title_now(self, choice: MomentChoice) -> str:
        """Return the name of some weights that there are, for people."""
        return next(each.title for each in self.choices(choice.run) if each.value == choice)

    def predictor_of(self, choice: MomentChoice) -> Callable[[], Predictor]:
        """Return what makes the predictor, for a worker's thread, where it raises `CheckpointError`."""
        return partial(_load, self._library, choice)

    def look_for(self, run: str) -> None:
        """Find the moments of a run, "" for none, in place of those of another; of the same run they stay meanwhile."""
        if self._search is not None:
            self._search.cancel()
        if run != self._run:
            self._run, self._moments = run, ()
        kept = self._state.find(run)
        if kept is not None:
            plan, last = kept.history.plan, kept.history.losses.length
            search = partial(_found, self._library, run, plan.network, last)
            self._search = self._asker.ask(search, self._take, self._state.say)

    def _take(self, found: KeptMoments) -> None:
        kept = self._state.find(self._run)
        if kept is not None:
            self._moments = near_epochs(kept.history, found.steps)
            self.changed.emit()

    def _title(self, name: str, moment: Moment) -> str:
        if moment.step == 0:
            return self.tr("{0} before training").format(name)
        if moment.epoch.is_integer():
            return self.tr("{0} after epoch {1}").format(name, QLocale().toString(int(moment.epoch)))
        return self.tr("{0} at epoch {1}").format(name, QLocale().toString(moment.epoch, "f", 2))

    def _about(self, moment: Moment, last: int) -> str:
        words = self.tr(
            "Step {0} of {1}.\nThe weights of a moment are kept with less precision, so that of 10,000 digits"
            " a few may be read differently."
        )
        return words.format(*(QLocale().toString(step) for step in (moment.step, last)))


def _found(library: Callable[[], Library], run: str, network: str, last: int) -> Generator[None, None, KeptMoments]:
    yield from ()
    return library().moments(run).kept(network, last)


def _load(library: Callable[[], Library], choice: MomentChoice) -> Predictor:
    return library().moments(choice.run).load(choice.step).predictor()
