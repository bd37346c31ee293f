"""The widgets of the section Mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.ui.pages.test.mistakes_commands import MistakesCommands
from mnist_desktop.ui.pages.test.mistakes_filter import CellRow
from mnist_desktop.ui.pages.test.mistakes_gallery import MistakesGallery
from mnist_desktop.ui.pages.test.mistakes_shown import ALL, Cell, as_tested
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import ElidedLabel

SPACING: Final = 8  # pixels


class MistakesView(QWidget):
    """The gallery, the row that filters it, and the buttons that put digits on the pad."""

    cell_chosen = Signal(object)  # Cell; by the user
    pad_requested = Signal(object)  # int: the index of a digit of the set to put on the pad

    def __init__(self, commands: MistakesCommands) -> None:
        super().__init__()
        self.gallery = MistakesGallery("mistakesList")
        self._row, self._count = CellRow(), ElidedLabel()
        self._count.setObjectName("mistakesCount")
        self._count.setProperty("role", "caption")
        self.gallery.setAccessibleName(self.tr("Mistakes"))
        self.gallery.setAccessibleDescription(self.tr("What was read wrong. Enter puts a digit on the pad."))
        self._lay_out(commands)
        self._row.chosen.connect(self.cell_chosen)
        self.gallery.pad_requested.connect(self.pad_requested)

    def show_digits(self, tested: Tested | None, cell: Cell, indices: Sequence[int]) -> None:
        """Show the digits with these indices in what was tested, which are those of a cell."""
        self._row.show_cell(cell)
        self._row.setEnabled(tested is not None)
        self.gallery.nothing = self._nothing(tested, cell)
        self.gallery.show_digits(indices, None if tested is None else as_tested(tested, self.locale()))
        words = (
            self.tr("Read right: {0}, the most sure first")
            if cell.is_right
            else self.tr("Read wrong: {0}, the most sure first")
        )
        self._count.setText(words.format(self.locale().toString(len(indices))) if indices else "")

    def set_theme(self, theme: Theme) -> None:
        self.gallery.set_theme(theme)
        self._row.set_theme(theme)

    def _nothing(self, tested: Tested | None, cell: Cell) -> str:
        if tested is None:
            return self.tr("Once digits are tested, those that are read wrong are shown here.")
        if cell == ALL:
            return self.tr("Every digit was read right.")
        return self.tr("There are none of these.")

    def _lay_out(self, commands: MistakesCommands) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._row)
        layout.addWidget(self._count)
        layout.addWidget(self.gallery, 1)
        buttons = FoldingRow()
        buttons.setSpacing(SPACING)
        buttons.addWidget(ActionButton(commands.next, "nextMistakeButton"))
        buttons.addWidget(ActionButton(commands.any, "testDigitButton"))
        buttons.addStretch(1)
        layout.addLayout(buttons)
