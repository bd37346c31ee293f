"""The section Mistakes: what was read wrong, the most sure first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from mnist_desktop.ui.pages.test.mistakes_commands import MistakesCommands
from mnist_desktop.ui.pages.test.mistakes_shown import ALL, Cell
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.ui.pages.test.mistakes_view import MistakesView


class MistakesSection(TestSection):
    """Knows which digits are shown, and has the commands that put digits on the pad, before it has widgets too."""

    shown_changed = Signal()  # which mistakes are shown

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._tested: Tested | None = None
        self._cell = ALL
        self._indices: tuple[int, ...] = ()
        self._view: MistakesView | None = None
        self.commands = MistakesCommands(self)

    @property
    def title(self) -> str:
        return self.tr("Mistakes")

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self.commands.next, self.commands.any

    @property
    def view(self) -> MistakesView:
        """The widgets, once they are built."""
        assert self._view is not None, "the section was in view before"
        return self._view

    @property
    def tested(self) -> Tested | None:
        """The test whose digits are shown."""
        return self._tested

    @property
    def cell(self) -> Cell:
        """Which digits are shown."""
        return self._cell

    @property
    def indices(self) -> tuple[int, ...]:
        """The indices in their set of the digits on show, in the order shown."""
        return self._indices

    def build(self) -> None:
        from mnist_desktop.ui.pages.test.mistakes_view import MistakesView

        self._view = view = MistakesView(self.commands)
        view.set_theme(self._theme)
        view.cell_chosen.connect(self.choose)
        view.pad_requested.connect(self.pad_requested)
        self._fill_with(view)
        self._show()

    def choose(self, cell: Cell) -> None:
        """Show these digits from now on."""
        self._cell = cell
        self._show()

    def show_tested(self, tested: Tested | None) -> None:
        self._tested = tested
        self._show()

    def request_next(self) -> None:
        """Wish for the digit after the last one, and for the first one after all others. Without digits do nothing."""
        if self._view is not None:
            self._view.gallery.request_next()

    def table(self) -> Table | None:
        """One row for each digit on show: its place in the set, from 0, its label, and what was read."""
        if self._tested is None:
            return None
        evaluation = self._tested.evaluation
        columns = (evaluation.labels, evaluation.digits, evaluation.confidence)
        rows = ([index, *(each[index].item() for each in columns)] for index in self._indices)
        return [["index", "label", "digit", "confidence"], *rows]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.commands.set_theme(theme)
        if self._view is not None:
            self._view.set_theme(theme)

    def _show(self) -> None:
        self._indices = () if self._tested is None else self._cell.indices(self._tested)
        if self._view is not None:
            self._view.show_digits(self._tested, self._cell, self._indices)
        self.shown_changed.emit()
