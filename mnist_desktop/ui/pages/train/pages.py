"""Two pages below the controls, plots and runs, and the row that switches between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.train.commands import TrainingCommands
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.pages.train.plot_tools import PlotTools
from mnist_desktop.ui.style.theme import Theme


class Pages(QWidget):
    """Plots, with their tools beside the switch, or the kept runs."""

    def __init__(self, commands: TrainingCommands) -> None:
        super().__init__()
        self.board = PlotBoard()
        self.tools = PlotTools(self.board, commands)
        self.runs = RunsPage(commands)
        self._stack = QStackedWidget()
        self._switch = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._segment(self.tr("Plots"), "plotsTab", self.board))
        row.addWidget(self._segment(self.tr("Runs"), "runsTab", self.runs))
        row.addStretch(1)
        row.addWidget(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        self._switch.buttons()[0].setChecked(True)
        self._switch.idClicked.connect(self._turn_to)

    def set_theme(self, theme: Theme) -> None:
        self.board.show_with(theme=theme)
        self.tools.set_theme(theme)
        self.runs.set_theme(theme)

    def _segment(self, text: str, name: str, page: QWidget) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setProperty("role", "segment")
        button.setText(text)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._switch.addButton(button, self._stack.addWidget(page))
        return button

    def _turn_to(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.tools.setVisible(self._stack.currentWidget() is self.board)
