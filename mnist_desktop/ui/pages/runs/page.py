"""The page of kept runs: the list, and the actions on the selected run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.ui.commands import command, describe
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.runs.list import RunsList
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import set_role

CONFIRM_TIME: Final = 3000  # milliseconds in which a second press confirms a deletion


class RunsPage(Page):
    """The page to use, resume, train longer, rename, export and delete kept runs."""

    use_requested = Signal(str)  # this and the next two: the run's id
    resume_requested = Signal(str)
    delete_requested = Signal(str)
    export_requested = Signal(str, object)  # id, Path
    open_requested = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self._is_under_way = False
        self._in_use = ""
        self.list = RunsList()
        self.factory = command(
            self, self.tr("&Factory weights"), about=self.tr("Read with the weights that came with the program")
        )
        self._open = command(
            self, self.tr("&Open run…"), "Ctrl+Shift+O", about=self.tr("Add a run from a file to the list")
        )
        self._use = command(self, self.tr("Use"), about=self.tr("Read with the weights of this run"))
        self._resume = command(self, self.tr("Resume"), about=self.tr("Train on where this run stopped"))
        self._rename = command(self, self.tr("Rename"), "F2")
        about_export = self.tr("Save this run to a file: its weights, or its network as ONNX for other programs")
        self._export = command(self, self.tr("Export…"), about=about_export)
        self._delete = command(self, self.tr("Delete"))
        self._factory_button = ActionButton(self.factory, "factoryButton", role="chosen")
        self._delete_button = ActionButton(self._delete, "deleteRunButton")
        self._confirm_timer = QTimer(self, singleShot=True, interval=CONFIRM_TIME)
        self._lay_out()
        self._connect()
        self._show_possible()

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self.factory, self._open

    def show_runs(self, runs: Sequence[KeptRun], in_use: str) -> None:
        """List these runs. `in_use` is the id of the run whose weights are in use, "" for the factory weights."""
        self._in_use = in_use
        set_role(self._factory_button, "chosen" if in_use == "" else "")
        self.list.show_runs(runs, in_use)

    def show_under_way(self, is_under_way: bool) -> None:
        """Set whether a run is in progress. No other run can be resumed then."""
        self._is_under_way = is_under_way
        self._show_possible()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        for action, glyph in (
            (self.factory, icons.Glyph.RESET),
            (self._open, icons.Glyph.OPEN),
            (self._use, icons.Glyph.CHECK),
            (self._resume, icons.Glyph.PLAY),
            (self._rename, icons.Glyph.RENAME),
            (self._export, icons.Glyph.SAVE),
            (self._delete, icons.Glyph.CLEAR),
        ):
            action.setIcon(icons.themed(glyph, theme))

    def _connect(self) -> None:
        self.list.use_requested.connect(self._use.trigger)
        self.list.delete_requested.connect(self._delete.trigger)
        self.list.itemSelectionChanged.connect(self._show_possible)
        self._use.triggered.connect(lambda: self.use_requested.emit(self._id()))
        self._resume.triggered.connect(lambda: self.resume_requested.emit(self._id()))
        self._rename.triggered.connect(self.list.rename_current)
        self._rename.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self._rename)
        self._export.triggered.connect(self._ask_where_to)
        self._delete.triggered.connect(self._delete_if_sure)
        self._open.triggered.connect(self._ask_what_to_open)
        self._confirm_timer.timeout.connect(self._show_possible)

    def _id(self) -> str:
        run = self.list.current
        assert run is not None, "what acts on a run can be pressed only while one is selected"
        return run.id

    def _show_possible(self) -> None:
        """Enable the possible actions. Also cancels a deletion that was pressed once."""
        run = self.list.current
        self._confirm_timer.stop()
        self._show_delete()
        self._use.setEnabled(run is not None and run.id != self._in_use)
        self._resume.setEnabled(run is not None and run.can_resume and not self._is_under_way)
        for action in (self._rename, self._export, self._delete):
            action.setEnabled(run is not None)

    def _ask_where_to(self) -> None:
        run = self.list.current
        path = dialogs.export_file(self, run.history.name) if run else None
        if run and path:
            self.export_requested.emit(run.id, path)

    def _ask_what_to_open(self) -> None:
        path = dialogs.run_file(self)
        if path is not None:
            self.open_requested.emit(path)

    def _delete_if_sure(self) -> None:
        if self._confirm_timer.isActive():
            self._confirm_timer.stop()
            self.delete_requested.emit(self._id())
        else:
            self._confirm_timer.start()
        self._show_delete()

    def _show_delete(self) -> None:
        is_armed = self._confirm_timer.isActive()
        describe(self._delete, self.tr("Really?") if is_armed else self.tr("Delete"), self._about_delete(is_armed))
        set_role(self._delete_button, "danger" if is_armed else "")

    def _about_delete(self, is_armed: bool) -> str:
        return self.tr("Press again to delete the run for good") if is_armed else self.tr("Delete the run")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(_row(self._factory_button, None, ActionButton(self._open, "openRunButton")))
        layout.addWidget(self.list, 1)
        layout.addLayout(
            _row(
                ActionButton(self._use, "useRunButton"),
                ActionButton(self._resume, "resumeRunButton"),
                ActionButton(self._rename, "renameRunButton"),
                ActionButton(self._export, "exportRunButton"),
                None,
                self._delete_button,
            )
        )


def _row(*buttons: QWidget | None) -> FoldingRow:
    """Put buttons side by side. None is a stretchable gap."""
    row = FoldingRow()
    row.setSpacing(8)
    for button in buttons:
        if button is None:
            row.addStretch(1)
        else:
            row.addWidget(button)
    return row
