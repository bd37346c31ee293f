"""Says in one sentence which of two sets of weights is better."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.words.translation import translate

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
SMALLEST: Final = 0.001  # p that is shown


def verdict(against: Against, locale: QLocale) -> str:
    """Return what McNemar's test says of the tested weights."""
    from mnist_desktop.reading.comparison import Verdict

    found = against.comparison
    if not len(found.gained) and not len(found.lost):
        return translate("Against", "Both read the same digits right.")
    words = {
        Verdict.BETTER: translate(
            "Against",
            "The tested weights read such digits better than the others: this difference is hardly chance"
            " (McNemar’s test, {0}).",
        ),
        Verdict.WORSE: translate(
            "Against",
            "The tested weights read such digits worse than the others: this difference is hardly chance"
            " (McNemar’s test, {0}).",
        ),
        Verdict.NO_EVIDENCE: translate(
            "Against",
            "No evidence that either reads such digits better: this difference may well be chance"
            " (McNemar’s test, {0}).",
        ),
    }
    return words[found.verdict].format(_p(found.p_value, locale).replace(" ", NO_BREAK))


def _p(value: float, locale: QLocale) -> str:
    if value < SMALLEST:
        return translate("Against", "p < {0}").format(locale.toString(SMALLEST, "f", 3))
    return translate("Against", "p = {0}").format(locale.toString(value, "f", 3 if value < 0.1 else 2))
