"""Errors that nobody caught: the trace goes to the log file, one line to the window, and the window lives on."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from mnist_desktop.system import log

NO_DISPLAY: Final = (
    "there is no display to open the window on, or a library that Qt needs for it is missing (the log says which); "
    "the commands predict, train and evaluate need none (see mnist-desktop --help)"
)


class ErrorReporter(QObject):
    """Catches what reaches the top of any thread; `reported` arrives in the thread this object lives in."""

    reported = Signal(str)  # one line for a person

    def install(self) -> None:
        sys.excepthook = self._catch

    def _catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        where = log.trace(error)
        self.reported.emit(f"Something went wrong ({kind.__name__}), and the window goes on; {where}.")


def redirect_qt_messages() -> None:
    """Send what Qt has to say to the log; where it cannot even start, leave with one line rather than abort."""
    qInstallMessageHandler(_take_message)


def _take_message(kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
    said = " ".join((message or "").split())
    log.note(f"Qt: {said}")
    if kind == QtMsgType.QtFatalMsg:
        reason = NO_DISPLAY if "platform plugin" in said else f"Qt cannot go on: {said}"
        print(f"mnist-desktop: {reason}", file=sys.stderr, flush=True)
        os._exit(1)
