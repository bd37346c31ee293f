"""The row of buttons that chooses which section of a page is in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from mnist_desktop.ui.widgets.flow import FlowLayout


class SectionRow(QWidget):
    """A small button for each section, of which one is checked, and another button behind them."""

    chosen = Signal(int)  # the index of a section; by the user

    def __init__(self, titles: Sequence[str], behind: QWidget) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = FlowLayout(spacing=2)
        for index, title in enumerate(titles):
            button = _segment(title)
            self._group.addButton(button, index)
            layout.addWidget(button)
        layout.addWidget(behind)
        self.setLayout(layout)
        self._group.idClicked.connect(self.chosen)

    def show_chosen(self, index: int) -> None:
        self._group.button(index).setChecked(True)


def _segment(title: str) -> QToolButton:
    button = QToolButton()
    button.setText(title)
    button.setCheckable(True)
    button.setProperty("role", "segment")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
