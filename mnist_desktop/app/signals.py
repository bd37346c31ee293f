"""Ctrl+C and SIGTERM close the window as the user would. The current run and the settings are saved."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from mnist_desktop.system.signals import SIGNALS


class ShutdownSignals(QObject):
    """Emits `asked` on a signal. Python alone handles it between bytecodes, which may be late in Qt's event loop.

    So the interpreter writes a byte for each signal to a socket, which the event loop watches.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def install(self) -> None:
        """Install handlers for both signals. Main thread only."""
        signal.set_wakeup_fd(self._write.fileno())
        for number in SIGNALS:
            signal.signal(number, _leave_it_to_the_socket)

    def remove(self) -> None:
        """Restore the default handlers."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _take(self) -> None:
        self._read.recv(64)
        self.asked.emit()


def _leave_it_to_the_socket(_: int, __: FrameType | None) -> None:
    pass
