"""What every test is held to: no window and no thread outlives it, and Qt has nothing to complain of."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it; NumPy looks at it once
os.environ["LC_ALL"] = "C.UTF-8"  # the words that tests look for are English
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="mnist-desktop-tests-")  # never the settings of who tests

from drawings import some_digits
from PySide6.QtCore import QCoreApplication, QEvent, QThread, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from mnist_desktop.app import create_window
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.workers.thread import WorkerThread

# Said by the offscreen platform of itself, not of this program.
HARMLESS = (r"This plugin does not support",)
STARTED: set[QThread] = set()
LONGEST_WAIT = 120_000  # milliseconds: a whole training on a slow machine with other work to do


class PatientQtBot(QtBot):
    """Waits as long as a slow machine may take; what never comes fails all the same."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONGEST_WAIT) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = LONGEST_WAIT, **options: Any) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **options)


def pytest_configure(config: pytest.Config) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore Ctrl+C
    for message in HARMLESS:
        config.addinivalue_line("qt_log_ignore", message)


@pytest.fixture(scope="session")
def digits() -> dict[int, Drawing]:
    """Some digits as a hand would draw them."""
    return some_digits()


@pytest.fixture(autouse=True)
def threads_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = WorkerThread.start

    def start(this: WorkerThread) -> None:
        STARTED.add(this._thread)
        real(this)

    monkeypatch.setattr(WorkerThread, "start", start)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    windows, threads = _windows(), _threads()
    yield
    _delete_what_asked_for_it()
    assert not (left := _windows() - windows), f"windows outlive the test: {left}"
    assert not (alive := _threads() - threads), f"threads outlive the test: {alive}"
    assert not (running := _running_qthreads()), f"QThreads outlive the test: {running}"


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window, shown, with settings and runs of its own; its networks may still be loading."""
    window = create_window(tmp_path / "settings.json", tmp_path / "runs")
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def _windows() -> set[QWidget]:
    if QApplication.instance() is None:
        return set()
    return {widget for widget in QApplication.topLevelWidgets() if widget.parent() is None}


def _threads() -> set[threading.Thread]:
    # A dummy stands for a foreign thread, also after its end; QThreads are looked at below.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _running_qthreads() -> list[QThread]:
    """Those that were started. The garbage collector does not know them all: the window freezes what it has."""
    running = [thread for thread in STARTED if thread.isRunning()]
    STARTED.clear()
    return running


def _delete_what_asked_for_it() -> None:
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
