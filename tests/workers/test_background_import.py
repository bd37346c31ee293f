from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mnist_desktop.workers.background_import import BackgroundImport

NOTES = """
import builtins, threading, time
before = builtins.ticks
time.sleep(0.02)
NOTES = before, builtins.ticks, threading.get_ident()
"""


@pytest.fixture
def package(make_package: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of two slow modules, each of which notes the ticks of `builtins.ticks` as it begins and ends."""
    monkeypatch.setattr(builtins, "ticks", 0, raising=False)
    return make_package(NOTES)


def tick() -> None:
    builtins.ticks += 1  # type: ignore[attr-defined]  # put there by the fixture


def test_the_window_stands_still_within_a_module_and_lives_between_them(qtbot: QtBot, package: str) -> None:
    timer = QTimer(interval=0)
    timer.timeout.connect(tick)
    timer.start()
    work = BackgroundImport(package, package)
    with qtbot.waitSignal(work.imported):
        work.start()
    timer.stop()
    (began, ended, thread), (began_next, ended_next, _) = (
        sys.modules[f"{package}.{name}"].NOTES for name in ("first", "second")
    )
    assert began == ended < began_next == ended_next
    assert thread != threading.get_ident()


def test_classes_of_qt_are_made_too(qtbot: QtBot) -> None:
    bindings = ModuleType("bindings")
    made: list[str] = []
    bindings.__dir__ = lambda: ["QAbacus", "QZither"]  # type: ignore[method-assign]
    bindings.__getattr__ = made.append  # type: ignore[method-assign]
    work = BackgroundImport("json", "json", (bindings,))
    with qtbot.waitSignal(work.imported):
        work.start()
    assert made == ["QAbacus", "QZither"]


def test_a_module_that_is_there_already_is_said_to_be_too(qtbot: QtBot) -> None:
    work = BackgroundImport("json", "json")
    with qtbot.waitSignal(work.imported):
        work.start()


def test_nothing_is_left_that_hears_of_imports(qtbot: QtBot, package: str) -> None:
    before = list(sys.meta_path)
    work = BackgroundImport(package, package)
    with qtbot.waitSignal(work.imported):
        work.start()
    assert sys.meta_path == before


def test_finished_in_a_hurry_the_module_is_there_and_nothing_is_said(qtbot: QtBot, package: str) -> None:
    work = BackgroundImport(package, package)
    with qtbot.assertNotEmitted(work.imported, wait=50):
        work.start()
        work.finish()
        assert package in sys.modules


def test_what_was_never_begun_is_finished(qtbot: QtBot) -> None:
    BackgroundImport("json", "json").finish()


def test_a_module_that_cannot_be_imported_is_an_error_in_the_window_once(qtbot: QtBot) -> None:
    work = BackgroundImport("not_there_at_all", "json")
    with capture_exceptions() as errors, qtbot.assertNotEmitted(work.imported):
        work.start()
        qtbot.waitUntil(lambda: bool(errors))
        qtbot.wait(50)
    assert [kind for kind, _, _ in errors] == [ModuleNotFoundError]
