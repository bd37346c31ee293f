"""All labelled digits to test on: the test sets of the catalog, and the user's samples."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import DATASETS, DatasetRow
from mnist_desktop.runs.events import Fetching
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.samples.sample import Sample

MY_DIGITS: Final = ""  # in place of the name of a data set

Load = Callable[[], Generator[Fetching, None, "DigitSet"]]


@dataclass(frozen=True)
class DigitsKey:
    """What tells digits from others: the name of a data set, or which samples there are."""

    name: str
    samples: tuple[Sample, ...] = ()


class DigitsToTest(QObject):
    """Loads digits by the name of their data set, `MY_DIGITS` for the samples. Keeps those that it loaded last."""

    def __init__(self, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._samples = samples
        self._last: tuple[DigitsKey, DigitSet] | None = None

    @property
    def choices(self) -> Sequence[Choice]:
        sets = [Choice(self.title_of(row.name), row.name, translate("Catalog", row.about)) for row in DATASETS.values()]
        return [*sets, Choice(self.tr("My digits"), MY_DIGITS, self.tr("What you labelled, on the page Mine"))]

    def title_of(self, name: str) -> str:
        """Return the name of digits, for people, with the size of what must be fetched first."""
        if name == MY_DIGITS:
            return self.tr("My digits")
        row = DATASETS[name]
        title = self.tr("{0}, test set").format(translate("Catalog", row.title))
        if self.are_here(name):
            return title
        return self.tr("{0} (to fetch: {1})").format(title, QLocale().formattedDataSize(row.download, 0))

    def are_here(self, name: str) -> bool:
        """Return whether digits can be tested on without a download."""
        return name == MY_DIGITS or not DATASETS[name].download or _file(DATASETS[name]).is_file()

    def key(self, name: str) -> DigitsKey:
        return DigitsKey(name, self._samples.all if name == MY_DIGITS else ())

    def loader(self, key: DigitsKey) -> Load:
        """Return what loads digits, for a worker's thread, where it yields the progress and raises `ProblemError`."""
        if self._last is not None and self._last[0] == key:
            return partial(_known, self._last[1])
        return partial(_load, key)

    def remember(self, key: DigitsKey, digits: DigitSet) -> None:
        """Keep these digits for the next test, in place of those before."""
        self._last = key, digits


def _file(row: DatasetRow) -> Path:
    from mnist_desktop.learning.data import downloads

    return downloads.file(row.name, paths.downloads())


def _known(digits: DigitSet) -> Generator[Fetching, None, DigitSet]:
    yield from ()
    return digits


def _load(key: DigitsKey) -> Generator[Fetching, None, DigitSet]:
    if key.name == MY_DIGITS:
        return _mine(key.samples)
    from mnist_desktop.learning.data import test_sets

    return (yield from test_sets.load(key.name))


def _mine(samples: Sequence[Sample]) -> DigitSet:
    from mnist_desktop.samples.digit_set import digit_set

    if not samples:
        raise ProblemError("nothing_to_test")
    return digit_set(samples)
