"""The page Test: what weights read in labelled digits, in several sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.ui.commands import command
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.sections import SPACING, Kind, SectionStack
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.choice_bar import ChoiceBar
from mnist_desktop.ui.pages.test.digits import DigitsSection
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.mistakes import MistakesSection
from mnist_desktop.ui.pages.test.reliability import ReliabilitySection
from mnist_desktop.ui.pages.test.sections import TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.pages.test.summary import Summary
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.controls import ActionButton

SECTIONS: Final[Sequence[type[TestSection]]] = (
    MatrixSection,
    DigitsSection,
    ReliabilitySection,
    MistakesSection,
    AgainstSection,
    StressSection,
)


class TestPage(Page):
    """What to test, what it came to, and one section at a time. Only the one in view is given what was tested."""

    __test__ = False

    cell_chosen = Signal(int, int)  # a label, and what it was read as, whose digits someone wants to see
    pad_requested = Signal(object)  # int: the index of a digit of the set that is on show
    export_requested = Signal(object, object)  # bytes, Path

    def __init__(self) -> None:
        super().__init__()
        self._tested: Tested | None = None
        self._theme = LIGHT
        self.choices, self._summary = ChoiceBar(), Summary()
        self._export = command(self, self.tr("Export…"), about=self.tr("Save this section as a picture or a table"))
        export = ActionButton(self._export, "exportTestButton", "quiet")
        export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._stack = SectionStack([kind() for kind in SECTIONS], export)
        self._outdated = set(self._stack.sections)
        self._lay_out()
        self._connect()

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return [action for section in self._stack.sections for action in section.menu_actions]

    def section(self, kind: type[Kind]) -> Kind:
        """Return the section of this type."""
        return self._stack.section(kind)

    def turn_to_section(self, kind: type[TestSection]) -> None:
        """Bring the section of this type into view, or while the page is out of view, have it show what was tested."""
        self._stack.turn_to(kind)
        self._show_in(self._stack.current)

    def show_tested(self, tested: Tested | None, why_not: str = "") -> None:
        """Show this test in place of the last one, or if there is none, why there is none."""
        self._tested = tested
        self._summary.show_tested(tested, why_not)
        self._outdated = set(self._stack.sections)
        if self.isVisible():
            self._show_in(self._stack.current)

    def show_progress(self, progress: Fetching | Scoring) -> None:
        """Show how far the test under way is."""
        self.choices.show_progress(progress)
        self._summary.show_progress(progress)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._export.setIcon(icons.themed(icons.Glyph.SAVE, theme))
        self.choices.set_theme(theme)
        self._stack.set_theme(theme)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.choices)
        layout.addWidget(self._summary)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._stack.came_into_view.connect(self._show_in)
        self._export.triggered.connect(self._ask_where_to)
        for section in self._stack.sections:
            section.cell_requested.connect(self.cell_chosen)
            section.pad_requested.connect(self.pad_requested)
            section.contents_changed.connect(self._show_possible)

    def _show_in(self, section: TestSection) -> None:
        """Show what was tested in this section, where that is due."""
        if section in self._outdated:
            self._outdated.remove(section)
            section.show_tested(self._tested)
        self._show_possible()

    def _show_possible(self) -> None:
        if self.isVisible():
            self._export.setEnabled(bool(self._kinds(self._stack.current)))

    def _kinds(self, section: TestSection) -> Mapping[str, str]:
        from mnist_desktop.ui.pages.test import figure_files  # the start of the window does not need it

        return figure_files.kinds(section)

    def _ask_where_to(self) -> None:
        from mnist_desktop.ui.pages.test.figure_files import Heading, written

        section = self._stack.current
        kinds = self._kinds(section)
        path = dialogs.new_file(self, self.tr("Export"), f"{section.title}{next(iter(kinds.values()))}", kinds)
        if path is not None:
            title = f"{section.title} · {self._summary.title}"
            self.export_requested.emit(written(section, Heading(title, self._theme), path), path)
