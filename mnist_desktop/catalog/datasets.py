"""The data sets to train on, one row each. A new one needs a row here and a loader in `learning.data.datasets`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mnist_desktop.system.noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class DatasetRow:
    """A data set: its name, title and description. `download` is its approximate download size in bytes.

    A run on it is tested on its own test set, then on that of the data set `other`.
    """

    name: str
    title: str
    about: str
    other: str = "hands"
    download: int = 0

    @property
    def test_score(self) -> str:
        """The name of the score on its test set."""
        return f"{self.title} test"


_ROWS: Final = (
    DatasetRow("mnist", "MNIST", QT_TRANSLATE_NOOP("Catalog", "60,000 digits to learn from; comes with the program.")),
    DatasetRow(
        "hands",
        QT_TRANSLATE_NOOP("Catalog", "Hands"),
        QT_TRANSLATE_NOOP(
            "Catalog", "21,000 digits drawn with a pen by 270 people of many countries; comes with the program."
        ),
        other="mnist",
    ),
    DatasetRow(
        "qmnist",
        "QMNIST",
        QT_TRANSLATE_NOOP("Catalog", "MNIST with 60,000 test digits; fetched when you first train on it."),
        download=20_000_000,
    ),
    DatasetRow(
        "emnist-digits",
        "EMNIST digits",
        QT_TRANSLATE_NOOP("Catalog", "240,000 digits by other writers; fetched when you first train on it."),
        download=562_000_000,
    ),
)

DATASETS: Final[Mapping[str, DatasetRow]] = MappingProxyType({row.name: row for row in _ROWS})
USUAL_DATASET: Final = "mnist"
