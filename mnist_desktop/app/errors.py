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
    """Send Qt's messages to the log. A fatal one is one line too; without a display the process exits in good order."""
    qInstallMessageHandler(_take_message)


def _take_message(kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
    said = " ".join((message or "").split())
    log.note(f"Qt: {said}")
    if kind != QtMsgType.QtFatalMsg:
        return
    has_no_display = "platform plugin" in said
    problem = Problem("no_display") if has_no_display else Problem("qt_failed", {"reason": said})
    print(f"mnist-desktop: {phrase(problem)}", file=sys.stderr, flush=True)
    if has_no_display:
        os._exit(1)  # otherwise Qt aborts, and the next start finds the trace
