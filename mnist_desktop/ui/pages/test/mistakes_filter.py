"""The row that says which digits the gallery of mistakes shows: of which label, and read as what."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from mnist_desktop.ui.pages.test.mistakes_shown import ALL, Cell
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import CaptionOrNothing

SPACING: Final = 8  # pixels


class CellRow(QWidget):
    """A selector for the label, one for what is read, and a button that shows all mistakes again."""

    chosen = Signal(object)  # Cell; by the user

    def __init__(self) -> None:
        super().__init__()
        self._label = self._new_selector("mistakesLabel", self.tr("Label"))
        self._digit = self._new_selector("mistakesDigit", self.tr("Read as"))
        self._clear = QToolButton()
        self._clear.setObjectName("allMistakesButton")
        self._clear.setProperty("role", "quiet")
        self._clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clear.setToolTip(self.tr("Show all mistakes"))
        self._clear.setAccessibleName(self.tr("Show all mistakes"))
        self._clear.clicked.connect(lambda: self.chosen.emit(ALL))
        self._lay_out()
        self.show_cell(ALL)

    @property
    def cell(self) -> Cell:
        return Cell(self._label.currentData(), self._digit.currentData())

    def show_cell(self, cell: Cell) -> None:
        """Show this choice, without a signal."""
        for selector, digit in ((self._label, cell.label), (self._digit, cell.digit)):
            with QSignalBlocker(selector):
                selector.setCurrentIndex(0 if digit is None else digit + 1)
        self._clear.setEnabled(cell != ALL)

    def set_theme(self, theme: Theme) -> None:
        self._clear.setIcon(icons.themed(Glyph.CLOSE, theme))

    def _new_selector(self, name: str, title: str) -> Selector:
        selector = Selector()
        selector.setObjectName(name)
        selector.setAccessibleName(title)
        selector.addItem(self.tr("any"), None)
        for digit in range(10):
            selector.addItem(str(digit), digit)
        selector.currentIndexChanged.connect(lambda _: self.chosen.emit(self.cell))
        return selector

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for selector in (self._label, self._digit):
            layout.addWidget(CaptionOrNothing(selector.accessibleName()))
            layout.addWidget(selector)
        layout.addWidget(self._clear)
        layout.addStretch(1)
