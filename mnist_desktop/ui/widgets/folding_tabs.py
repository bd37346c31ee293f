"""Tabs of which only the one in front keeps its title where there is no room for all."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget


class FoldingTabs(QTabWidget):
    """A tab widget whose tabs have icons. Its titles are tool tips too, and the tabs' names for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: list[str] = []
        self._whole_width = 0  # pixels that all tabs take with their titles; 0 if not measured
        self.currentChanged.connect(lambda _: self._show_titles())

    def add(self, page: QWidget, title: str) -> None:
        """Add a page in a tab of its own, behind the others."""
        self._titles.append(title)
        index = self.addTab(page, title)
        self.setTabToolTip(index, title)
        self.tabBar().setAccessibleTabName(index, title)
        self._whole_width = 0

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._whole_width = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._whole_width = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_titles()

    def _show_titles(self) -> None:
        """Show all titles, or that of the page in front alone."""
        if not self._whole_width:
            self._set_titles(self._titles)
            self._whole_width = self.tabBar().sizeHint().width()
        front, are_all = self.currentIndex(), self._whole_width <= self.width()
        self._set_titles([title if are_all or index == front else "" for index, title in enumerate(self._titles)])

    def _set_titles(self, titles: list[str]) -> None:
        for index, title in enumerate(titles):
            if self.tabText(index) != title:
                self.setTabText(index, title)
