"""Starts Qt: language, theme, window and session."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from mnist_desktop import paths
from mnist_desktop.app import (
    errors,
    features,  # noqa: F401  # imported for what it does, before the modules below
)
from mnist_desktop.app.signals import ShutdownSignals
from mnist_desktop.sessions import pages, settings
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import choose_style
from mnist_desktop.words import languages
from mnist_desktop.words.problems import sentence

GARBAGE_EVERY = 2000  # milliseconds
THREADS = {
    "OMP_WAIT_POLICY": "PASSIVE",  # read when torch loads: idle threads then sleep, not spin
    "OPENBLAS_NUM_THREADS": "1",  # read when NumPy loads: a reading is small, and waits for no thread on a busy machine
}


def run(files: Sequence[Path] = ()) -> int:
    """Run the window until it is closed, with these files opened on the pad. Return the exit status."""
    errors.redirect_qt_messages()
    choose_style()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("mnist-desktop")
    app.setDesktopFileName("mnist-desktop")
    missing = languages.install(settings.load(settings.default_file()).language)  # before any widget gets its texts
    window = create_window()
    reporter = errors.ErrorReporter(window)
    reporter.reported.connect(window.message_bar.show_message)
    reporter.install()
    window.painted.connect(lambda: _warn(window, missing, _missing_icons(), _unless_kept()))
    if files:
        window.painted.connect(lambda: window.open_requested.emit(files))
    GarbageCollector(window).take_over()
    watch = ShutdownSignals(window)
    watch.asked.connect(window.close)
    watch.asked.connect(app.quit)  # even while a dialog is open
    watch.install()
    window.show()
    status = app.exec()
    watch.remove()
    return status


def _warn(window: MainWindow, *problems: Problem | None) -> None:
    if words := " ".join(sentence(problem) for problem in problems if problem):
        window.message_bar.add_message(words)


def _missing_icons() -> Problem | None:
    files = icons.missing()
    return Problem("icons_missing", {"files": ", ".join(files)}) if files else None


def _unless_kept() -> Problem | None:
    return None if log.open_file() else Problem("home_read_only", {"folder": paths.user_folder()})


def create_window(settings_file: Path | None = None, runs_folder: Path | None = None) -> MainWindow:
    """Return the complete window, connected and not yet shown. A QApplication must exist."""
    for name, value in THREADS.items():
        os.environ.setdefault(name, value)
    window = MainWindow(QIcon(str(paths.icon())), pages.all_pages())
    WindowSession(window, settings_file or settings.default_file(), runs_folder or paths.runs())
    return window


class GarbageCollector(QObject):
    """Collects garbage in the GUI thread only: Qt crashes if a worker's thread frees a widget."""

    def take_over(self) -> None:
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(_collect)
        timer.start(GARBAGE_EVERY)


def _collect() -> None:
    gc.collect()
