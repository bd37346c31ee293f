"""Handles uncaught errors: the traceback goes to the log file and one line to the window, which stays open."""

from __future__ import annotations

import os
import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem
from mnist_desktop.words.problems import phrase, sentence


class ErrorReporter(QObject):
    """Catches uncaught exceptions of all threads. `reported` arrives in the thread of this object."""

    reported = Signal(str)  # one line for the user

    def install(self) -> None:
        sys.excepthook = self._catch

    def _catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.reported.emit(sentence(log.trace(error)))


def redirect_qt_messages() -> None:
    """Send Qt's messages to the log. On a fatal one, exit with one line instead of an abort."""
    qInstallMessageHandler(_take_message)


def _take_message(kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
    said = " ".join((message or "").split())
    log.note(f"Qt: {said}")
    if kind == QtMsgType.QtFatalMsg:
        problem = Problem("no_display") if "platform plugin" in said else Problem("qt_failed", {"reason": said})
        print(f"mnist-desktop: {phrase(problem)}", file=sys.stderr, flush=True)
        os._exit(1)
