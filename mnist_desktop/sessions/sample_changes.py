"""What the user does to samples, and undoes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample


@dataclass(frozen=True, eq=False)
class Change:
    """A change that was made, and what undoes it."""

    undo: Callable[[], None]


class SampleChanges(QObject):
    """Carries out changes at once. Each can be undone, the last one first or from its message."""

    def __init__(self, state: ApplicationState, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._samples = state, samples
        self._made: list[Change] = []

    def relabel(self, samples: Sequence[Sample], label: int) -> None:
        words = self.tr("Labelled {0}: {1} of your digits.").format(label, self._count(samples))
        self._put([each.labelled(label) for each in samples], samples, words)

    def confirm(self, samples: Sequence[Sample]) -> None:
        """Record that the user looked at these again, and stands by their labels."""
        words = self.tr("Said to be right: {0} of your digits.").format(self._count(samples))
        self._put([replace(each, is_confirmed=True) for each in samples], samples, words)

    def delete(self, samples: Sequence[Sample]) -> None:
        words = self.tr("Deleted: {0} of your digits.").format(self._count(samples))
        self._samples.remove(
            [each.id for each in samples], lambda: self._take(words, lambda: self._samples.put(samples))
        )

    def add(self, samples: Sequence[Sample], words: str) -> None:
        """Add samples, and then say so in these words."""
        ids = [each.id for each in samples]
        self._samples.add(samples, lambda: self._take(words, lambda: self._samples.remove(ids)))

    def undo(self) -> None:
        """Undo the last change that is not undone yet."""
        if self._made:
            self._undo(self._made[-1])

    def _put(self, samples: Sequence[Sample], before: Sequence[Sample], words: str) -> None:
        self._samples.put(samples, lambda: self._take(words, lambda: self._samples.put(before)))

    def _take(self, words: str, undo: Callable[[], None]) -> None:
        change = Change(undo)
        self._made.append(change)
        self._state.say(words, self.tr("Undo"), lambda: self._undo(change))

    def _undo(self, change: Change) -> None:
        if change in self._made:
            self._made.remove(change)
            change.undo()

    def _count(self, samples: Sequence[Sample]) -> str:
        return QLocale().toString(len(samples))
