"""Imports a module in the background while the window is in use."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mnist_desktop.workers.cooperative_thread import CooperativeThread
from mnist_desktop.workers.import_hook import before_each_import

PAUSE: Final = 4  # milliseconds for the event loop after each turn


class BackgroundImport(QObject):
    """Emits `imported` when the module can be used without delay. A slot can then create its widgets.

    A thread imports it, but only while the GUI thread waits. It first makes the classes of `bindings`, modules of
    PySide, and then lets the GUI thread run before each module of `package`. The reason: PySide 6.11 stores its types
    in a hash table that it reads without a lock for each event (`PepType_SOTP` in libshiboken). If a thread makes or
    derives a type while another thread handles an event, the process sometimes crashes.
    """

    imported = Signal()

    def __init__(
        self, module: str, package: str, bindings: Sequence[ModuleType] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._module, self._package, self._bindings = module, package, bindings
        self._import_thread = CooperativeThread(self._import, f"import {module}")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._advance)

    def start(self) -> None:
        """Start the import. It runs between the window's events."""
        self._timer.start()

    def finish(self) -> None:
        """Wait until a started import is done, without a signal."""
        is_begun = self._timer.isActive()
        self._timer.stop()
        while is_begun and not self._import_thread.advance():
            pass

    def _advance(self) -> None:
        if self._import_thread.advance():
            self.imported.emit()
        else:
            self._timer.start()

    def _import(self, thread: CooperativeThread) -> None:
        for module in self._bindings:
            _make_types(module, thread)
        with before_each_import(self._package, thread.yield_turn):
            import_module(self._module)
        gc.freeze()  # the module stays loaded, so the garbage collector need not scan it


def _make_types(module: ModuleType, thread: CooperativeThread) -> None:
    """Make PySide's classes, which it creates at their first use."""
    for name in dir(module):
        getattr(module, name)
        thread.yield_turn()
