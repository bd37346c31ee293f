"""Whether two networks read the same in a digit image, as values and in words."""

from __future__ import annotations

from enum import Enum, auto

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.words.translation import translate


class Agreement(Enum):
    """What the readings of two networks have in common."""

    SAME = auto()
    DIFFERENT = auto()
    ONLY_FIRST = auto()  # is sure
    ONLY_SECOND = auto()
    NEITHER = auto()


_BY_SURE = {
    (True, False): Agreement.ONLY_FIRST,
    (False, True): Agreement.ONLY_SECOND,
    (False, False): Agreement.NEITHER,
}


def agreement(first: DigitReading, second: DigitReading) -> Agreement:
    """Compare two readings as they are shown."""
    same = Agreement.SAME if first.digit == second.digit else Agreement.DIFFERENT
    return _BY_SURE.get((first.sure, second.sure), same)


def is_contradiction(first: DigitReading, second: DigitReading) -> bool:
    """Return whether the networks read different digits and at least one is sure of its own."""
    return first.digit != second.digit and (first.sure or second.sure)


def in_words(found: Agreement, first: str, second: str) -> str:
    """Say it of two networks with these names."""
    return {
        Agreement.SAME: translate("Agreement", "Both read the same"),
        Agreement.DIFFERENT: translate("Agreement", "They disagree"),
        Agreement.ONLY_FIRST: translate("Agreement", "Only {0} is sure").format(first),
        Agreement.ONLY_SECOND: translate("Agreement", "Only {0} is sure").format(second),
        Agreement.NEITHER: translate("Agreement", "Neither is sure"),
    }[found]
