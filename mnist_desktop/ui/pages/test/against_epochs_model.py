"""The errors of each digit after each epoch of a run, as a model of Qt in which better and worse are seen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QLocale, QObject, Qt
from PySide6.QtGui import QBrush, QColor

from mnist_desktop.runs.digit_errors import DigitErrors
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.models import NO_PARENT, Index
from mnist_desktop.words.translation import translate

TINT: Final = 70  # alpha of 255, of the colour of what is better
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class EpochsModel(QAbstractTableModel):
    """A row for each digit, a column for each epoch. A cell whose errors changed is tinted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errors: DigitErrors | None = None
        self._changes: tuple[tuple[int, ...], ...] = ()
        self._theme, self.locale = LIGHT, QLocale()

    def show_errors(self, errors: DigitErrors | None) -> None:
        """Show these errors in place of those before, None for none."""
        self.beginResetModel()
        self._errors = errors
        self._changes = errors.changes if errors else ()
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])

    # Qt's questions

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or self._errors is None else len(self._errors.counts)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or self._errors is None else len(self._errors.epochs)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._errors is None:
            return None
        return str(section) if way == Qt.Orientation.Vertical else self.locale.toString(self._errors.epochs[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._count(row, column)
            case Qt.ItemDataRole.BackgroundRole:
                return self._ground(self._changes[row][column])
            case Qt.ItemDataRole.TextAlignmentRole:
                return CENTRE
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._about(row, column)
        return None

    def _count(self, row: int, column: int) -> str:
        assert self._errors is not None, "a model with cells has errors"
        return self.locale.toString(self._errors.counts[row][column])

    def _about(self, row: int, column: int) -> str:
        assert self._errors is not None, "a model with cells has errors"
        epoch, change = self.locale.toString(self._errors.epochs[column]), self._changes[row][column]
        if change < 0:
            words = translate("Epochs", "{0} after epoch {1}: read wrong {2}, {3} fewer than before")
        elif change > 0:
            words = translate("Epochs", "{0} after epoch {1}: read wrong {2}, {3} more than before")
        else:
            words = translate("Epochs", "{0} after epoch {1}: read wrong {2}")
        return words.format(row, epoch, self._count(row, column), self.locale.toString(abs(change)))

    def _ground(self, change: int) -> QBrush | None:
        if not change:
            return None
        if change > 0:
            return QBrush(QColor(self._theme.warning_card))
        better = QColor(self._theme.bar)
        better.setAlpha(TINT)
        return QBrush(better)
