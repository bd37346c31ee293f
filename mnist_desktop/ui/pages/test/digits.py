"""The section Digits: how well each of the ten digits is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHeaderView,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mnist_desktop.ui.pages.test.figures import explained
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.scoring import DigitScore

RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DigitsSection(TestSection):
    """A table with a row for each digit. The one with the lowest F1 is marked as the worst."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._scores: tuple[DigitScore, ...] = ()

    @property
    def title(self) -> str:
        return self.tr("Digits")

    def build(self) -> None:
        self._table = self._new_table()
        words = self.tr(
            "Precision: of what is read as this digit, the share that is one. Recall: of this digit, the share that is"
            " read so. F1 is high only if both are. The digit read worst is bold."
        )
        self._figure = explained(self._table, label(words, "caption"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._figure)
        layout.addStretch(1)

    def show_tested(self, tested: Tested | None) -> None:
        self._scores = () if tested is None else tested.evaluation.by_digit
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._scores:
            self._show()

    def figure(self) -> QWidget | None:
        return self._figure if self._scores else None

    def table(self) -> Table | None:
        """One row for each digit. What cannot be told is left empty."""
        if not self._scores:
            return None
        rows = ([each.digit, each.count, each.precision, each.recall, each.f1] for each in self._scores)
        return [["digit", "count", "precision", "recall", "f1"], *rows]

    def _new_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setObjectName("digitScores")
        table.setAccessibleName(self.tr("How well each digit is read"))
        titles = [self.tr("Digit"), self.tr("Count"), self.tr("Precision"), self.tr("Recall"), self.tr("F1")]
        table.setColumnCount(len(titles))
        table.setHeaderLabels(titles)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(titles)):
            table.headerItem().setTextAlignment(column, RIGHT)
        return table

    def _show(self) -> None:
        worst = worst_of(self._scores)
        self._table.clear()
        for score in self._scores:
            self._table.addTopLevelItem(self._item(score, is_worst=score is worst))

    def _item(self, score: DigitScore, *, is_worst: bool) -> QTreeWidgetItem:
        shares = (score.precision, score.recall, score.f1)
        item = QTreeWidgetItem([str(score.digit), self.locale().toString(score.count), *map(self._share, shares)])
        for column in range(1, item.columnCount()):
            item.setTextAlignment(column, RIGHT)
        if is_worst:
            self._mark(item)
        return item

    def _mark(self, item: QTreeWidgetItem) -> None:
        font = QFont(self._table.font())
        font.setBold(True)
        words = self.tr("{0}, read worst").format(item.text(0))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        for column in range(item.columnCount()):
            item.setToolTip(column, words)
            item.setFont(column, font)
            item.setForeground(column, QBrush(QColor(self._theme.warning)))

    def _share(self, share: float | None) -> str:
        return "–" if share is None else percent(share, self.locale(), 2)


def worst_of(scores: tuple[DigitScore, ...]) -> DigitScore | None:
    """Return the digit with the lowest F1, or None if all are read equally well."""
    known = [(each.f1, each) for each in scores if each.f1 is not None]
    if not known or len({f1 for f1, _ in known}) == 1:
        return None
    return min(known, key=lambda pair: pair[0])[1]
