"""Says how well weights read the test sets."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from mnist_desktop.runs.scores import Score
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate


def read_right(tests: Iterable[Score], locale: QLocale) -> str:
    """Return the share read right of each test set, as `99.10 % of MNIST and 98.30 % of Hands`."""
    words = translate("TestScores", "{0} of {1}")
    shares = ((percent(each.accuracy, locale, 2), translate("Catalog", each.dataset)) for each in tests)
    return locale.createSeparatedList([words.format(*share) for share in shares])
