"""Two sets of weights on the same digits, as the section Against shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from mnist_desktop.ui.pages.test.mistakes_shown import Show, ShownDigit
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.reading.comparison import Comparison


class Group(Enum):
    """Digits that one set of weights, or both, read wrong."""

    GAINED = auto()  # by the tested weights
    LOST = auto()
    BOTH_WRONG = auto()


@dataclass(frozen=True, eq=False)
class Against:
    """What other weights read in the digits of a test. `comparison` has theirs first, so what is tested gains."""

    tested: Tested
    other: Tested
    comparison: Comparison

    @property
    def groups(self) -> Mapping[Group, tuple[int, ...]]:
        """The indices of the digits of each group, first those where the weights that err are the most sure."""
        found, first, second = self.comparison, self.other.evaluation, self.tested.evaluation
        rows = (
            (Group.GAINED, found.gained, first),
            (Group.LOST, found.lost, second),
            (Group.BOTH_WRONG, found.both_wrong, second),
        )
        return {
            group: tuple(sorted(indices.tolist(), key=lambda index: -erring.confidence[index]))
            for group, indices, erring in rows
        }


def as_compared(against: Against, locale: QLocale) -> Show:
    """Let a tile show what the tested weights read, and below it what the others do."""
    tested, other, images = against.tested.evaluation, against.other.evaluation, against.tested.digits.images
    note = translate("Against", "other: {0}")
    about = translate("Against", "Labelled {0}\nRead as {1}, {2} sure: {3}\nRead as {4}, {5} sure: {6}")

    def shown(index: int) -> ShownDigit:
        label, read, others = (int(each[index]) for each in (tested.labels, tested.digits, other.digits))
        sure, also = (percent(float(each.confidence[index]), locale) for each in (tested, other))
        words = about.format(label, read, sure, against.tested.title, others, also, against.other.title)
        return ShownDigit(images[index], label, read, note.format(others), words)

    return shown
