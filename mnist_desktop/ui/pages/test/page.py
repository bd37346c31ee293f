"""The page Test: what weights read in labelled digits, in several sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.test.section_row import SectionRow
from mnist_desktop.ui.pages.test.sections import Section
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import Theme

SPACING: Final = 8  # pixels
SECTIONS: Final[Sequence[type[Section]]] = ()
Kind = TypeVar("Kind", bound=Section)


class TestPage(Page):
    """One section at a time. Only the one in view is given what was tested."""

    __test__ = False

    cell_chosen = Signal(int, int)  # a label, and what it was read as, whose digits someone wants to see
    pad_requested = Signal(object)  # int: the index of a digit of the set that is on show

    def __init__(self) -> None:
        super().__init__()
        self._tested: Tested | None = None
        self._sections = [kind() for kind in SECTIONS]
        self._outdated = set(self._sections)
        self._row = SectionRow([section.title for section in self._sections])
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def section(self, kind: type[Kind]) -> Kind:
        """Return the section of this type."""
        return next(section for section in self._sections if isinstance(section, kind))

    def turn_to_section(self, kind: type[Section]) -> None:
        """Bring the section of this type into view."""
        self._turn_to(self._sections.index(self.section(kind)))

    def show_tested(self, tested: Tested | None) -> None:
        """Show this test in place of the last one. None means that there is none."""
        self._tested = tested
        self._outdated = set(self._sections)
        self._show_in_view()

    def set_theme(self, theme: Theme) -> None:
        for section in self._sections:
            section.set_theme(theme)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._row)
        layout.addWidget(self._stack, 1)
        for section in self._sections:
            self._stack.addWidget(section)

    def _connect(self) -> None:
        self._row.chosen.connect(self._turn_to)
        for section in self._sections:
            section.cell_requested.connect(self.cell_chosen)
            section.pad_requested.connect(self.pad_requested)

    def _turn_to(self, index: int) -> None:
        self._row.show_chosen(index)
        self._stack.setCurrentIndex(index)
        self._show_in_view()

    def _show_in_view(self) -> None:
        section = self._stack.currentWidget()
        if isinstance(section, Section) and section in self._outdated:
            self._outdated.remove(section)
            section.show_tested(self._tested)
