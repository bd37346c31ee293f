"""Errors that nobody caught reach the person as one line, from any thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mnist_desktop.app.errors import ErrorReporter


@pytest.fixture
def reporter() -> Iterator[ErrorReporter]:
    before = sys.excepthook
    reporter = ErrorReporter()
    reporter.install()
    yield reporter
    sys.excepthook = before


def test_an_error_is_told_in_one_line_that_names_its_kind_and_the_log(reporter: ErrorReporter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reporter.reported) as told:
        sys.excepthook(KeyError, KeyError("lost"), None)
    [line] = told.args or [""]
    assert "KeyError" in line
    assert "mnist-desktop.log" in line
    assert "\n" not in line


def test_an_error_of_another_thread_is_told_in_the_thread_of_the_reporter(
    reporter: ErrorReporter, qtbot: QtBot
) -> None:
    threads = list[int]()
    reporter.reported.connect(lambda _: threads.append(threading.get_ident()))
    receiver = _Receiver(reporter)
    worker = threading.Thread(target=lambda: sys.excepthook(OSError, OSError("gone"), None))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: receiver.thread_of_call is not None)
    assert receiver.thread_of_call == threading.get_ident()


class _Receiver(ErrorReporter):
    """A Qt object of the test's own thread; Qt brings it the signal there."""

    def __init__(self, source: ErrorReporter) -> None:
        super().__init__()
        self.thread_of_call: int | None = None
        source.reported.connect(self.take)

    def take(self, _: str) -> None:
        self.thread_of_call = threading.get_ident()


def test_ctrl_c_is_no_fault(reporter: ErrorReporter, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    told = list[str]()
    reporter.reported.connect(told.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
