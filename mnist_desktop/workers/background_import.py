"""Imports a module in the background while the window is in use."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mnist_desktop.workers.cooperative_thread import CooperativeThread

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
        with _turns_between_modules(self._package, thread):
            import_module(self._module)
        gc.freeze()  # the module stays loaded, so the garbage collector need not scan it


def _make_types(module: ModuleType, thread: CooperativeThread) -> None:
    """Make PySide's classes, which it creates at their first use."""
    for name in dir(module):
        getattr(module, name)
        thread.yield_turn()


@contextmanager
def _turns_between_modules(package: str, thread: CooperativeThread) -> Iterator[None]:
    """Let the GUI thread run before each module of `package` that this thread imports."""
    finder = _YieldingFinder(package, thread)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _YieldingFinder:
    """An import finder that finds nothing. It is called before each import.

    It lets the GUI thread run only before modules of one package, because the window cannot import a module that is
    half imported.
    """

    def __init__(self, package: str, thread: CooperativeThread) -> None:
        self._prefix, self._import_thread = f"{package}.", thread
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if fullname.startswith(self._prefix) and threading.get_ident() == self._thread:
            self._import_thread.yield_turn()
