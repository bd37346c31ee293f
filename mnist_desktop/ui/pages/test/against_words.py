"""Says in one sentence which of two sets of weights is better."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.words.translation import translate

SMALLEST: Final = 0.001  # p that is shown


def verdict(against: Against, locale: QLocale) -> str:
    """Return what McNemar's test says of the tested weights."""
    from mnist_desktop.reading.comparison import Verdict

    found = against.comparison
    if not len(found.gained) and not len(found.lost):
        return translate("Against", "Both read the same digits right.")
    words = {
        Verdict.BETTER: translate(
            "Against", "{0} is better on digits like these: chance alone would hardly do this (McNemar’s test, {1})."
        ),
        Verdict.WORSE: translate(
            "Against", "{0} is worse on digits like these: chance alone would hardly do this (McNemar’s test, {1})."
        ),
        Verdict.NO_EVIDENCE: translate(
            "Against", "No evidence that {0} is better or worse: chance alone would do this (McNemar’s test, {1})."
        ),
    }
    return words[found.verdict].format(against.tested.title, _p(found.p_value, locale))


def _p(value: float, locale: QLocale) -> str:
    if value < SMALLEST:
        return translate("Against", "p < {0}").format(locale.toString(SMALLEST, "f", 3))
    return translate("Against", "p = {0}").format(locale.toString(value, "f", 3 if value < 0.1 else 2))
