"""The pages beside the pad, one tab each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.folding_tabs import FoldingTabs
from mnist_desktop.ui.widgets.layout import Card


class Page(QWidget):
    """The base of all pages. A page takes theme colours and may add actions to the menu of pages."""

    shown = Signal()  # the page came into view

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Set the theme's colours."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()


class PageTabs(Card):
    """The pages in a tab widget."""

    def __init__(self) -> None:
        super().__init__()
        self._tabs = FoldingTabs()
        self._tabs.setObjectName("pages")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._glyphs: list[Glyph] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.addWidget(self._tabs)

    def add(self, page: Page, name: str, title: str, glyph: Glyph) -> None:
        page.setObjectName(name)
        self._glyphs.append(glyph)
        self._tabs.add(page, title)

    @property
    def pages(self) -> list[Page]:
        """The pages, in the order of their tabs."""
        widgets = (self._tabs.widget(index) for index in range(self._tabs.count()))
        return [widget for widget in widgets if isinstance(widget, Page)]

    @property
    def current(self) -> Page | None:
        """The page whose tab was chosen last."""
        found = self._tabs.currentWidget()
        return found if isinstance(found, Page) else None

    def turn_to(self, page: Page) -> None:
        self._tabs.setCurrentWidget(page)

    def actions_of_pages(self) -> list[QAction]:
        """Return the actions of all pages, with a separator between pages."""
        found: list[QAction] = []
        for page in self.pages:
            if found and page.menu_actions:
                separator = QAction(self)
                separator.setSeparator(True)
                found.append(separator)
            found += page.menu_actions
        return found

    def set_theme(self, theme: Theme) -> None:
        for index, glyph in enumerate(self._glyphs):
            self._tabs.setTabIcon(index, icons.themed(glyph, theme))
        for page in self.pages:
            page.set_theme(theme)
