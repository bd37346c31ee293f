"""The submenu of recently opened files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


class RecentMenu(QMenu):
    """Lists files, the newest first. Those that are gone are left out when the menu opens."""

    file_chosen = Signal(object)  # Path
    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Open &recent"))
        self.setToolTipsVisible(True)
        self._files: Sequence[Path] = ()
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._act)
        self.show_files(())

    def show_files(self, files: Sequence[Path]) -> None:
        self._files = files
        self.setEnabled(bool(files))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for number, file in enumerate((file for file in self._files if file.exists()), start=1):
            key = f"&{number} " if number < 10 else ""
            action = self.addAction(key + file.name.replace("&", "&&"))
            action.setData(file)
            action.setToolTip(str(file))
        self.addSeparator()
        self.addAction(self.tr("&Clear list"))

    def _act(self, action: QAction) -> None:
        file = action.data()
        if isinstance(file, Path):
            self.file_chosen.emit(file)
        else:
            self.cleared.emit()
