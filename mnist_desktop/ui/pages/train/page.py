"""The page Train: requests runs and shows how the network learns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.scores import Score
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.train.commands import TrainingCommands
from mnist_desktop.ui.pages.train.control_bar import ControlBar
from mnist_desktop.ui.pages.train.form import TrainingForm
from mnist_desktop.ui.pages.train.notices import DecisionBar, HintBar
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.pages.train.plot_tools import PlotTools
from mnist_desktop.ui.style.theme import Theme


class TrainPage(Page):
    """Settings at the top, controls below them, and then the plots. Its parts are public for sessions."""

    failed = Signal(object)  # Problem: why an export failed

    def __init__(self) -> None:
        super().__init__()
        self._history: History | None = None
        self.commands = TrainingCommands(self)
        self.form = TrainingForm()
        self.controls = ControlBar(self.commands)
        self.hint, self.decision = HintBar(), DecisionBar()
        self.board = PlotBoard()
        tools = QHBoxLayout()
        tools.addStretch(1)
        self._tools = PlotTools(self.board, self.commands)
        tools.addWidget(self._tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        for part in (self.form, self.controls, self.hint, self.decision):
            layout.addWidget(part)
        layout.addLayout(tools)
        layout.addWidget(self.board, 1)
        self.commands.export.triggered.connect(self._export_plots)

    @property
    def menu_actions(self) -> Sequence[QAction]:
        commands = self.commands
        return commands.train, commands.pause, commands.stop, commands.epoch, commands.export

    def show_state(self, state: RunState | None) -> None:
        """Show the state of the run and enable what is possible then. None before the first run."""
        self.commands.show_state(state)
        self.form.set_locked(state in UNDER_WAY)
        self.controls.status.show_state(state)
        self._show_result()

    def show_run(self, history: History | None) -> None:
        """Plot this run. Each `board.refresh` then adds its new values."""
        if history is not self._history:
            self.hint.forget_dismissal()
        self._history = history
        self.board.show_with(history=history)
        self._show_result()

    def show_decision(self, history: History | None, factory: Sequence[Score] = ()) -> None:
        """Ask whether to keep a run, and show the factory weights' scores. None hides the question."""
        self.hint.set_waiting(history is not None)
        self.decision.show_decision(history, factory)

    def set_theme(self, theme: Theme) -> None:
        self.board.show_with(theme=theme)
        for part in (self.commands, self.form, self.hint, self._tools):
            part.set_theme(theme)

    def _show_result(self) -> None:
        self.controls.status.show_scores(self._history.tests if self._history else ())

    def _export_plots(self) -> None:
        path = dialogs.plots_file(self, self._history.name if self._history else self.tr("Training"))
        if path is not None:
            self._write_plots(path)

    def _write_plots(self, path: Path) -> None:
        from mnist_desktop.runs.table import to_csv  # what it and the next one import can wait for the first paint
        from mnist_desktop.system.files import write_output

        is_table = path.suffix.lower() == ".csv"
        content = to_csv(self.board.shown.histories).encode() if is_table else self.board.png()
        try:
            write_output(path, content)
        except ProblemError as error:
            self.failed.emit(error.problem)
