"""Imports a module behind the window, for who builds on it once it is there."""

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

PAUSE: Final = 4  # milliseconds that the window has to itself after each turn


class BackgroundImport(QObject):
    """Emits `imported` when the module can be used without a wait; whoever then builds widgets does so himself.

    A thread imports it, but only while the window's own waits: first the classes of `bindings`, modules of PySide, are
    made, then it steps back before each module of `package`. For PySide 6.11 keeps what it knows of its types in a hash
    table that it reads for each event, without a lock (`PepType_SOTP` in libshiboken). Make or derive a type while
    another thread handles an event, and now and then the process dies.
    """

    imported = Signal()

    def __init__(
        self, module: str, package: str, bindings: Sequence[ModuleType] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._module, self._package, self._bindings = module, package, bindings
        self._errand = CooperativeThread(self._import, f"import {module}")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._advance)

    def start(self) -> None:
        """Begin; it goes on between the events of the window."""
        self._timer.start()

    def finish(self) -> None:
        """Wait for what was begun, and say nothing more of it."""
        is_begun = self._timer.isActive()
        self._timer.stop()
        while is_begun and not self._errand.advance():
            pass

    def _advance(self) -> None:
        if self._errand.advance():
            self.imported.emit()
        else:
            self._timer.start()

    def _import(self, thread: CooperativeThread) -> None:
        for module in self._bindings:
            _make_types(module, thread)
        with _turns_between_modules(self._package, thread):
            import_module(self._module)
        gc.freeze()  # it stays for good, and need not be looked at in every collection


def _make_types(module: ModuleType, thread: CooperativeThread) -> None:
    """Have PySide make its classes, as it does the first time that each is asked for."""
    for name in dir(module):
        getattr(module, name)
        thread.step_back()


@contextmanager
def _turns_between_modules(package: str, thread: CooperativeThread) -> Iterator[None]:
    """Step back before each module of `package` that this thread imports."""
    finder = _Turnstile(package, thread)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Turnstile:
    """A finder of modules that finds nothing, but hears of all that are to be imported.

    It steps back only at modules of one package: what is half imported cannot be imported by the window meanwhile.
    """

    def __init__(self, package: str, thread: CooperativeThread) -> None:
        self._prefix, self._errand = f"{package}.", thread
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if fullname.startswith(self._prefix) and threading.get_ident() == self._thread:
            self._errand.step_back()
