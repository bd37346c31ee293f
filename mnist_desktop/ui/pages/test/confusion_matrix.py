"""The confusion matrix as a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from mnist_desktop.ui.pages.test.cells import DIGITS, Cell
from mnist_desktop.ui.style.colours import blend, readable_on
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.words.numbers import percent

CELL: Final = Qt.ItemDataRole.UserRole
LEAST: Final = 24  # pixels: the side of a cell
STRONGEST: Final = 0.85  # the share of the colour in the strongest cell; the rest is paper
TEXT_SIZE: Final = 11  # pixels


class ConfusionMatrix(QTableWidget):
    """Ten rows, one for each label, and ten columns, one for each digit read. Arrow keys move, Enter opens."""

    opened = Signal(int, int)  # the label and the digit of a cell that has digits

    def __init__(self) -> None:
        super().__init__(DIGITS, DIGITS)
        self.setObjectName("confusionMatrix")
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setAccessibleDescription(
            self.tr("A row for each digit, a column for what it is read as. Arrow keys move, Enter shows the digits.")
        )
        self._painter = _CellPainter(self)
        self.setItemDelegate(self._painter)
        self._set_up()
        self.cellClicked.connect(self._open)

    def clear_cells(self) -> None:
        self.clearContents()

    def show_cells(self, cells: list[list[Cell]], *, by_share: bool, without_right: bool) -> None:
        """Show counts or shares, and of the cells on the diagonal nothing if so wanted."""
        for row in cells:
            for cell in row:
                item = self.item(cell.label, cell.digit) or self._new_item(cell)
                is_hidden = without_right and cell.is_right
                about = self._about(cell)
                item.setData(CELL, None if is_hidden else cell)
                item.setText("" if is_hidden or not cell.count else self._text(cell, by_share=by_share))
                item.setToolTip(self._tool_tip(cell, about))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, about)

    def set_theme(self, theme: Theme) -> None:
        self._painter.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, LEAST) * (DIGITS + 1)

    def _set_up(self) -> None:
        names = [str(digit) for digit in range(DIGITS)]
        self.setHorizontalHeaderLabels(names)
        self.setVerticalHeaderLabels(names)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(LEAST)
            header.setSectionsClickable(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _new_item(self, cell: Cell) -> QTableWidgetItem:
        item = QTableWidgetItem()
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItem(cell.label, cell.digit, item)
        return item

    def _text(self, cell: Cell, *, by_share: bool) -> str:
        if by_share and cell.share is not None:
            return self.locale().toString(100 * cell.share, "f", 1)
        return self.locale().toString(cell.count)

    def _about(self, cell: Cell) -> str:
        words = self.tr("{0}, read right: {2}") if cell.is_right else self.tr("{0}, read as {1}: {2}")
        text = words.format(cell.label, cell.digit, self.locale().toString(cell.count))
        return text if cell.share is None else f"{text} ({percent(cell.share, self.locale(), 2)})"

    def _tool_tip(self, cell: Cell, about: str) -> str:
        return self.tr("{0}\nA click shows them").format(about) if cell.count else about

    def _open(self, row: int, column: int) -> None:
        item = self.item(row, column)
        cell = item.data(CELL) if item is not None else None
        if isinstance(cell, Cell) and cell.count:
            self.opened.emit(cell.label, cell.digit)


class _CellPainter(QStyledItemDelegate):
    """Paints what is right in blue and mistakes in orange, which all eyes tell apart, the darker the more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, cell = self.theme, index.data(CELL)
        area = option.rect.adjusted(1, 1, 0, 0)
        ground = _ground(theme, cell)
        painter.save()
        painter.fillRect(area, ground)
        font = QFont(option.font)
        font.setPixelSize(TEXT_SIZE)
        painter.setFont(font)
        painter.setPen(readable_on(ground))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


def _ground(theme: Theme, cell: Cell | None) -> QColor:
    if cell is None:
        return QColor(theme.card)
    return blend(theme.paper, theme.accent if cell.is_right else theme.unseen, STRONGEST * cell.strength)
