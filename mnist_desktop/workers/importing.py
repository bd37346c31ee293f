"""Imports a module behind the window, for who builds on it once it is there."""

from __future__ import annotations

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QThread, Signal


class Import(QThread):
    """Emits `imported` when the module can be used without a wait; whoever then builds widgets does so himself."""

    imported = Signal()

    def __init__(self, module: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"import {module}")
        self._module = module

    def run(self) -> None:
        import_module(self._module)
        gc.freeze()  # it stays for good, and need not be looked at in every collection
        self.imported.emit()
