"""Pages that show one section at a time: the base of their sections, and the stack of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.section_row import SectionRow

SPACING: Final = 8  # pixels
BUILD_EVERY: Final = 30  # milliseconds


class Section(QWidget):
    """A section of a page. What makes its widgets in `build`, not in its constructor, costs no time at the start."""

    @property
    def title(self) -> str:
        """The translated name on the section's button."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the section's widgets. It is called once, before the section first comes into view."""

    @property
    def menu_actions(self) -> Sequence[QAction]:
        """The section's actions in the menu of pages."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Set the theme's colours. It may be called before `build`."""

    def _fill_with(self, view: QWidget) -> None:
        """Let this widget take up the whole section."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view)


AnySection = TypeVar("AnySection", bound=Section)
Kind = TypeVar("Kind", bound=Section)


class SectionStack(QWidget, Generic[AnySection]):
    """A row of buttons, another widget behind them, and below the section that was chosen.

    Once it is in view, it builds the other sections one after another, so that each is there at once when it is chosen.
    """

    came_into_view = Signal(object)  # the section, which is built

    def __init__(self, sections: Sequence[AnySection], behind: QWidget) -> None:
        super().__init__()
        self._sections, self._unbuilt = sections, list(sections)
        self._ahead = QTimer(self, interval=BUILD_EVERY)
        self._ahead.timeout.connect(self._build_one)
        self._row = SectionRow([section.title for section in sections], behind)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._row)
        layout.addWidget(self._stack, 1)
        for section in sections:
            self._stack.addWidget(section)
        self._row.chosen.connect(self._turn_to)
        self._row.show_chosen(0)

    @property
    def sections(self) -> Sequence[AnySection]:
        return self._sections

    @property
    def current(self) -> AnySection:
        """The section that is in view while the page is."""
        return self._sections[self._stack.currentIndex()]

    def section(self, kind: type[Kind]) -> Kind:
        """Return the section of this type."""
        return next(section for section in self._sections if isinstance(section, kind))

    def turn_to(self, kind: type[Section]) -> None:
        """Bring the section of this type into view. It is built also while the stack is out of view."""
        self._turn_to(next(index for index, each in enumerate(self._sections) if isinstance(each, kind)))
        self._build(self.current)

    def set_theme(self, theme: Theme) -> None:
        for section in self._sections:
            section.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        self._come()
        self._ahead.start()
        super().showEvent(event)

    def _turn_to(self, index: int) -> None:
        self._row.show_chosen(index)
        self._stack.setCurrentIndex(index)
        if self.isVisible():
            self._come()

    def _come(self) -> None:
        self._build(self.current)
        self.came_into_view.emit(self.current)

    def _build_one(self) -> None:
        if self._unbuilt:
            self._build(self._unbuilt[0])
        else:
            self._ahead.stop()

    def _build(self, section: AnySection) -> None:
        """Build a section, unless that was done before."""
        if section in self._unbuilt:
            self._unbuilt.remove(section)
            section.build()
