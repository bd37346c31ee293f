"""The pages beside the pad, one tab each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme
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
    """The pages in a tab widget. Where its titles do not fit, only the tab in front has one, and the others an icon."""

    def __init__(self) -> None:
        super().__init__()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("pages")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._glyphs: list[Glyph] = []
        self._titles: list[str] = []
        self._width_of_titles = 0  # pixels that all tabs take with their titles; 0 if not measured
        self._tabs.currentChanged.connect(lambda _: self._show_titles())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.addWidget(self._tabs)

    def add(self, page: Page, name: str, title: str, glyph: Glyph) -> None:
        page.setObjectName(name)
        self._glyphs.append(glyph)
        self._titles.append(title)
        index = self._tabs.addTab(page, title)
        self._tabs.setTabToolTip(index, title)
        self._tabs.tabBar().setAccessibleTabName(index, title)
        self._width_of_titles = 0

    @property
    def pages(self) -> list[Page]:
        """The pages, in the order of their tabs."""
        widgets = (self._tabs.widget(index) for index in range(self._tabs.count()))
        return [widget for widget in widgets if isinstance(widget, Page)]

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
        self._width_of_titles = 0
        self._show_titles()
        for page in self.pages:
            page.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._width_of_titles = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_titles()

    def _show_titles(self) -> None:
        """Show all titles, or that of the page in front alone."""
        if not self._width_of_titles:
            self._set_titles(self._titles)
            self._width_of_titles = self._tabs.tabBar().sizeHint().width()
        current, are_all = self._tabs.currentIndex(), self._width_of_titles <= self._tabs.width()
        self._set_titles([title if are_all or index == current else "" for index, title in enumerate(self._titles)])

    def _set_titles(self, titles: Sequence[str]) -> None:
        for index, title in enumerate(titles):
            if self._tabs.tabText(index) != title:
                self._tabs.setTabText(index, title)
