"""The samples as a model of Qt: tiles by digit, below a heading for each digit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QLocale, QObject, Qt

from mnist_desktop.ui.pages.mine import words
from mnist_desktop.ui.pages.mine.shown import ALL, Choice, ShownSample
from mnist_desktop.ui.widgets.models import NO_PARENT, Index


@dataclass(frozen=True)
class Heading:
    """The heading above the `count` samples of a digit."""

    label: int
    count: int


Row = Heading | ShownSample


class DigitsModel(QAbstractListModel):
    """The chosen ones of all samples, which are sorted by label."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, ShownSample] = {}
        self._choice = ALL
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}  # the row of each id
        self._headings: frozenset[int] = frozenset()  # their rows
        self.locale = QLocale()

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def all(self) -> Collection[ShownSample]:
        """All samples, chosen or not."""
        return self._all.values()

    def row_of(self, sample_id: str) -> int | None:
        return self._places.get(sample_id)

    def is_heading(self, row: int) -> bool:
        return row in self._headings

    def at(self, row: int) -> Row:
        return self._rows[row]

    def show_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show these samples, which are sorted by label, in place of those before."""
        self._all = {each.id: each for each in samples}
        self._arrange()

    def update_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show these samples in place of those with the same ids. One that is not there any more is ignored."""
        news = {each.id: each for each in samples if each.id in self._all}
        self._all |= news
        if any(self._choice.takes(each) != (each.id in self._places) for each in news.values()):
            self._arrange()
        else:
            self._replace(news)

    def choose(self, choice: Choice) -> None:
        """Show only these samples from now on."""
        self._choice = choice
        self._arrange()

    # Qt's questions

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.row() in self._headings:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return str(row.label) if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.name(row)
        return words.about(row, self.locale) if role == Qt.ItemDataRole.ToolTipRole else None

    # Private

    def _arrange(self) -> None:
        """Show the chosen samples. If they are where they were, the view keeps its place."""
        rows = list(self._arranged())
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            self._rows = rows
            self._tell_changed(0, len(rows) - 1)
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows) if isinstance(row, ShownSample)}
        self._headings = frozenset(place for place, row in enumerate(rows) if isinstance(row, Heading))
        self.endResetModel()

    def _arranged(self) -> Iterator[Row]:
        chosen = (each for each in self._all.values() if self._choice.takes(each))
        for label, group in groupby(chosen, key=lambda each: each.label):
            samples = list(group)
            if self._choice.label is None:
                yield Heading(label, len(samples))
            yield from samples

    def _replace(self, news: dict[str, ShownSample]) -> None:
        places = sorted(self._places[each] for each in news if each in self._places)
        for place in places:
            row = self._rows[place]
            assert isinstance(row, ShownSample), "only samples have a place"
            self._rows[place] = news[row.id]
        if places:
            self._tell_changed(places[0], places[-1])

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))


def _key(row: Row) -> tuple[str, int]:
    """What says that a row is the same, whatever is read of it."""
    return ("", row.count) if isinstance(row, Heading) else (row.id, row.label)
