"""The page Test: what weights read in labelled digits, in several sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.ui.commands import command
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.choice_bar import ChoiceBar
from mnist_desktop.ui.pages.test.digits import DigitsSection
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.mistakes import MistakesSection
from mnist_desktop.ui.pages.test.reliability import ReliabilitySection
from mnist_desktop.ui.pages.test.section_row import SectionRow
from mnist_desktop.ui.pages.test.sections import Section
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.pages.test.summary import Summary
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.controls import ActionButton

SPACING: Final = 8  # pixels
SECTIONS: Final[Sequence[type[Section]]] = (
    MatrixSection,
    DigitsSection,
    ReliabilitySection,
    MistakesSection,
    AgainstSection,
    StressSection,
)
Kind = TypeVar("Kind", bound=Section)


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
        self._sections = [kind() for kind in SECTIONS]
        self._unbuilt, self._outdated = set(self._sections), set(self._sections)
        export = ActionButton(self._export, "exportTestButton", "quiet")
        export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._row = SectionRow([section.title for section in self._sections], export)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._turn_to(0)

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return [action for section in self._sections for action in section.menu_actions]

    def section(self, kind: type[Kind]) -> Kind:
        """Return the section of this type."""
        return next(section for section in self._sections if isinstance(section, kind))

    def turn_to_section(self, kind: type[Section]) -> None:
        """Bring the section of this type into view."""
        self._turn_to(self._sections.index(self.section(kind)))

    def show_tested(self, tested: Tested | None, why_not: str = "") -> None:
        """Show this test in place of the last one, or if there is none, why there is none."""
        self._tested = tested
        self._summary.show_tested(tested, why_not)
        self._outdated = set(self._sections)
        self._show_in_view()

    def show_progress(self, progress: Fetching | Scoring) -> None:
        """Show how far the test under way is."""
        self.choices.show_progress(progress)
        self._summary.show_progress(progress)

    def showEvent(self, event: QShowEvent) -> None:
        self._show_in_view()
        super().showEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._export.setIcon(icons.themed(icons.Glyph.SAVE, theme))
        self.choices.set_theme(theme)
        for section in self._sections:
            section.set_theme(theme)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.choices)
        layout.addWidget(self._summary)
        layout.addWidget(self._row)
        layout.addWidget(self._stack, 1)
        for section in self._sections:
            self._stack.addWidget(section)

    def _connect(self) -> None:
        self._row.chosen.connect(self._turn_to)
        self._export.triggered.connect(self._ask_where_to)
        for section in self._sections:
            section.cell_requested.connect(self.cell_chosen)
            section.pad_requested.connect(self.pad_requested)
            section.contents_changed.connect(self._show_possible)

    @property
    def _in_view(self) -> Section:
        return self._sections[self._stack.currentIndex()]

    def _turn_to(self, index: int) -> None:
        self._row.show_chosen(index)
        self._stack.setCurrentIndex(index)
        self._show_in_view()

    def _show_in_view(self) -> None:
        """Build the section in view, and show what was tested, where that is due."""
        if not self.isVisible():
            return
        section = self._in_view
        if section in self._unbuilt:
            self._unbuilt.remove(section)
            section.build()
        if section in self._outdated:
            self._outdated.remove(section)
            section.show_tested(self._tested)
        self._show_possible()

    def _show_possible(self) -> None:
        if self.isVisible():
            self._export.setEnabled(bool(self._kinds(self._in_view)))

    def _kinds(self, section: Section) -> Mapping[str, str]:
        from mnist_desktop.ui.pages.test import figure_files  # the start of the window does not need it

        return figure_files.kinds(section)

    def _ask_where_to(self) -> None:
        from mnist_desktop.ui.pages.test.figure_files import Heading, written

        section = self._in_view
        kinds = self._kinds(section)
        path = dialogs.new_file(self, self.tr("Export"), f"{section.title}{next(iter(kinds.values()))}", kinds)
        if path is not None:
            title = f"{section.title} · {self._summary.title}"
            self.export_requested.emit(written(section, Heading(title, self._theme), path), path)
