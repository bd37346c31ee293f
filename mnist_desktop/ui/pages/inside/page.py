"""The page Inside: what the network that reads does with what is on the pad, in several sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.pages.inside.why import WhySection
from mnist_desktop.ui.pages.sections import Kind, SectionStack
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.style.theme import Theme

SECTIONS: Final[Sequence[type[InsideSection]]] = (
    LayersSection,
    WhySection,
    NearestSection,
    MapSection,
    LabSection,
    TimeSection,
    HealthSection,
)


class InsidePage(Page):
    """One section at a time."""

    came_into_view = Signal()  # the page, or another section of it

    def __init__(self) -> None:
        super().__init__()
        self._stack = SectionStack([kind() for kind in SECTIONS], QWidget())
        self._stack.came_into_view.connect(lambda _: self.came_into_view.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self._stack)

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return [action for section in self._stack.sections for action in section.menu_actions]

    @property
    def current(self) -> InsideSection:
        """The section that is in view while the page is."""
        return self._stack.current

    def section(self, kind: type[Kind]) -> Kind:
        """Return the section of this type."""
        return self._stack.section(kind)

    def turn_to_section(self, kind: type[InsideSection]) -> None:
        """Bring the section of this type into view."""
        self._stack.turn_to(kind)

    def set_theme(self, theme: Theme) -> None:
        self._stack.set_theme(theme)
