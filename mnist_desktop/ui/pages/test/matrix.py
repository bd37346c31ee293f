"""The section Matrix: how often each digit was read as each other one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mnist_desktop.ui.pages.test.cells import Cell, cells_of
from mnist_desktop.ui.pages.test.figures import explained
from mnist_desktop.ui.pages.test.sections import Section, Table
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.colours import blend, most_readable
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent

DIGITS: Final = 10
CELL: Final = Qt.ItemDataRole.UserRole
LEAST: Final = 24  # pixels: the side of a cell
STRONGEST: Final = 0.85  # the share of the colour in the strongest cell; the rest is paper
TEXT_SIZE: Final = 11  # pixels


class MatrixSection(Section):
    """The matrix, with counts or shares, with or without what is right. A cell with digits can be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._tested: Tested | None = None
        self._matrix = ConfusionMatrix()
        self._shares = QCheckBox(self.tr("Shares"))
        self._mistakes = QCheckBox(self.tr("Mistakes only"))
        self._shares.setObjectName("matrixSharesBox")
        self._shares.setToolTip(self.tr("Show the share of each row instead of counts"))
        self._mistakes.setObjectName("matrixMistakesBox")
        self._mistakes.setToolTip(self.tr("Hide the diagonal, where everything is right"))
        words = self.tr("Rows: what it is. Columns: what it is read as. A click shows those digits.")
        self._figure = explained(self._matrix, label(words, "caption"))
        self._lay_out()
        self._matrix.opened.connect(self.cell_requested)
        for box in (self._shares, self._mistakes):
            box.toggled.connect(lambda _: self._show())

    @property
    def title(self) -> str:
        return self.tr("Matrix")

    def show_tested(self, tested: Tested | None) -> None:
        self._tested = tested
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._matrix.set_theme(theme)

    def figure(self) -> QWidget | None:
        return self._figure if self._tested is not None else None

    def table(self) -> Table | None:
        """One row for each label, and one column for each digit."""
        if self._tested is None:
            return None
        rows = self._tested.evaluation.score.confusion
        return [["label", *range(DIGITS)], *([label, *row] for label, row in enumerate(rows))]

    def _show(self) -> None:
        self.setEnabled(self._tested is not None)
        if self._tested is None:
            self._matrix.clear_cells()
        else:
            confusion, by_share = self._tested.evaluation.score.confusion, self._shares.isChecked()
            cells = cells_of(confusion, by_share=by_share)
            self._matrix.show_cells(cells, by_share=by_share, without_right=self._mistakes.isChecked())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._shares)
        row.addSpacing(12)
        row.addWidget(self._mistakes)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._figure, 1)


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
                item.setToolTip(about)
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
        painter.setPen(most_readable((theme.text, theme.on_accent), ground))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


def _ground(theme: Theme, cell: Cell | None) -> QColor:
    if cell is None:
        return QColor(theme.card)
    return blend(theme.paper, theme.accent if cell.is_right else theme.unseen, STRONGEST * cell.strength)
