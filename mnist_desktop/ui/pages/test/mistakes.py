"""The section Mistakes: what was read wrong, the most sure first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from mnist_desktop.ui.pages.test.mistakes_commands import MistakesCommands
from mnist_desktop.ui.pages.test.mistakes_filter import CellRow
from mnist_desktop.ui.pages.test.mistakes_gallery import MistakesGallery
from mnist_desktop.ui.pages.test.mistakes_shown import ALL, Cell, as_tested
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import ElidedLabel

SPACING: Final = 8  # pixels


class MistakesSection(TestSection):
    """The gallery, the row that filters it, and the buttons that put digits on the pad."""

    shown_changed = Signal()  # which mistakes are shown

    def __init__(self) -> None:
        super().__init__()
        self._tested: Tested | None = None
        self.commands = MistakesCommands(self)
        self.gallery = MistakesGallery("mistakesList")
        self._row, self._count = CellRow(), ElidedLabel()
        self._count.setObjectName("mistakesCount")
        self._count.setProperty("role", "caption")
        self.gallery.setAccessibleName(self.tr("Mistakes"))
        self.gallery.setAccessibleDescription(self.tr("What was read wrong. Enter puts a digit on the pad."))
        self._lay_out()
        self._row.chosen.connect(self.choose)
        self.gallery.pad_requested.connect(self.pad_requested)
        self._show()

    @property
    def title(self) -> str:
        return self.tr("Mistakes")

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self.commands.next, self.commands.any

    @property
    def tested(self) -> Tested | None:
        """The test whose digits are shown."""
        return self._tested

    @property
    def cell(self) -> Cell:
        """Which digits are shown."""
        return self._row.cell

    def choose(self, cell: Cell) -> None:
        """Show these digits from now on."""
        self._row.show_cell(cell)
        self._show()

    def show_tested(self, tested: Tested | None) -> None:
        self._tested = tested
        self._show()

    def table(self) -> Table | None:
        """One row for each digit on show: its place in the set, from 0, its label, and what was read."""
        if self._tested is None:
            return None
        evaluation = self._tested.evaluation
        columns = (evaluation.labels, evaluation.digits, evaluation.confidence)
        rows = ([index, *(each[index].item() for each in columns)] for index in self.gallery.indices)
        return [["index", "label", "digit", "confidence"], *rows]

    def set_theme(self, theme: Theme) -> None:
        for part in (self.commands, self.gallery, self._row):
            part.set_theme(theme)

    def _show(self) -> None:
        tested, cell = self._tested, self.cell
        indices = () if tested is None else cell.indices(tested)
        self.gallery.nothing = self._nothing(tested, cell)
        self.gallery.show_digits(indices, None if tested is None else as_tested(tested, self.locale()))
        words = (
            self.tr("Read right: {0}, the most sure first")
            if cell.is_right
            else self.tr("Read wrong: {0}, the most sure first")
        )
        self._count.setText(words.format(self.locale().toString(len(indices))) if indices else "")
        self._row.setEnabled(tested is not None)
        self.shown_changed.emit()

    def _nothing(self, tested: Tested | None, cell: Cell) -> str:
        if tested is None:
            return self.tr("Once digits are tested, those that are read wrong are shown here.")
        if cell == ALL:
            return self.tr("Every digit was read right.")
        return self.tr("There are none of these.")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._row)
        layout.addWidget(self._count)
        layout.addWidget(self.gallery, 1)
        buttons = FoldingRow()
        buttons.setSpacing(SPACING)
        buttons.addWidget(ActionButton(self.commands.next, "nextMistakeButton"))
        buttons.addWidget(ActionButton(self.commands.any, "testDigitButton"))
        buttons.addStretch(1)
        layout.addLayout(buttons)
