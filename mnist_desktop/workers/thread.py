"""Runs a worker in its own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread


class WorkerThread:
    """Moves a worker into a thread of that name, which runs between `start` and `stop`."""

    def __init__(self, worker: QObject, name: str) -> None:
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = worker  # a worker without a reference would be deleted
        worker.moveToThread(self._thread)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Request an interruption and wait until the worker is done."""
        self._thread.requestInterruption()
        self._thread.quit()
        self.wait()

    def wait(self) -> None:
        """Wait until the thread has ended. Return at once if it never started."""
        self._thread.wait()
