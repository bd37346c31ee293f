"""What tested weights can be compared with: all other weights, and those that their own run had before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.sessions.moments_to_test import MomentChoice, MomentsToTest
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.weights_to_test import WeightsToTest
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.workers.reading import WeightsChoice

if TYPE_CHECKING:
    from mnist_desktop.reading.predictor import Predictor

Other = WeightsChoice | MomentChoice


class AgainstChoices(QObject):
    """Arranges the choices for the weights that are tested, and makes their predictors."""

    changed = Signal()  # which there are

    def __init__(
        self, state: ApplicationState, weights: WeightsToTest, moments: MomentsToTest, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._weights, self._moments = state, weights, moments
        for changed in (weights.changed, moments.changed):
            changed.connect(self.changed)

    def arranged(self, tested: WeightsChoice) -> Sequence[Choice]:
        """Return all others, the most alike first: what the tested ones continue, what continues them, and so on."""
        others = [choice for choice in self._weights.choices if choice.value != tested]
        found = [*self._moments.choices(tested.run), *(self._named(choice, tested) for choice in others)]
        return sorted(found, key=lambda choice: self._rank(choice.value, tested))

    def title_now(self, other: Other) -> str:
        """Return the name of others that there are, for people."""
        return self._moments.title_now(other) if isinstance(other, MomentChoice) else self._weights.title_now(other)

    def predictor_of(self, other: Other) -> Callable[[], Predictor]:
        """Return what makes the predictor, for a worker's thread, where it raises `ProblemError`."""
        if isinstance(other, MomentChoice):
            return self._moments.predictor_of(other)
        return self._weights.predictor_of(other)

    def _rank(self, other: Other, tested: WeightsChoice) -> tuple[bool, ...]:
        """Return what sorts the most alike first. So a moment never is the first one."""
        if isinstance(other, MomentChoice):
            return True, True, True, False
        is_factory = not other.run
        is_alike = other.network == tested.network
        is_parent, is_child = self._continues(tested, other), self._continues(other, tested)
        return not is_parent, not is_child, not (is_factory and is_alike), True, not is_factory

    def _named(self, choice: Choice, tested: WeightsChoice) -> Choice:
        if self._continues(tested, choice.value):
            return replace(choice, title=self.tr("{0} (which it continued)").format(choice.title))
        if self._continues(choice.value, tested):
            return replace(choice, title=self.tr("{0} (which continued it)").format(choice.title))
        return choice

    def _continues(self, one: WeightsChoice, other: WeightsChoice) -> bool:
        kept = self._state.find(one.run)
        return kept is not None and bool(other.run) and kept.history.plan.parent == other.run
