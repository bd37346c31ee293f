"""Windows in which something is under way on a page while other things are done, for tests of what is survived."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import isgeneratorfunction
from pathlib import Path
from typing import Any, Final

import pytest
from hands import click, enter, part, run_on_show, select_run, turn_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.learning.data import test_sets
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow

LONGEST_HOLD: Final = 120.0  # seconds
SOON: Final = 0.1  # seconds
Held = tuple[tuple[Any, str], ...]  # functions by their modules or classes, and names


class Gate:
    """Holds computations in their threads while it is shut, and remembers what they were made of."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._is_open, self._is_holding = threading.Event(), threading.Event()
        self._is_open.set()
        self._made: list[tuple[Any, tuple[Any, ...]]] = []

    @property
    def is_holding(self) -> bool:
        """Whether a computation has come to the gate since it was shut."""
        return self._is_holding.is_set()

    def shut(self) -> None:
        self._is_holding.clear()
        self._is_open.clear()

    def open(self) -> None:
        self._is_open.set()

    @contextmanager
    def opened_soon(self) -> Iterator[None]:
        """Open it while the window waits for its threads."""
        timer = threading.Timer(SOON, self.open)
        timer.start()
        yield
        timer.join()

    def made_of(self, result: object) -> tuple[Any, ...]:
        """Return the arguments that a result was computed of."""
        return next((arguments for made, arguments in self._made if made is result), ())

    def put_before(self, owner: Any, name: str) -> None:
        """Put the gate before a function of a module or class, or after the first step of a generator."""
        self._monkeypatch.setattr(owner, name, self._gated(getattr(owner, name)))

    def _gated(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def steps(*arguments: Any) -> Any:
            generator = real(*arguments)
            yield next(generator)
            self._hold()
            return (yield from generator)

        def function(*arguments: Any) -> Any:
            self._hold()
            result = real(*arguments)
            self._made.append((result, arguments))
            return result

        return steps if isgeneratorfunction(real) else function

    def _hold(self) -> None:
        self._is_holding.set()
        assert self._is_open.wait(LONGEST_HOLD), "the gate stays shut"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


@pytest.fixture
def few_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred test digits in place of ten thousand."""
    whole = test_sets.load

    def load(name: str) -> test_sets.Loading:
        found = yield from whole(name)
        return DigitSet(found.name, found.images[::20], found.labels[::20])

    monkeypatch.setattr(test_sets, "load", load)


class Meanwhile:
    """A window in which something is under way in a section of a page, begun anew whenever it is over."""

    page: str  # its object name
    section: type[Any]
    held: Held = ()  # what the gate is put before

    def __init__(self, qtbot: QtBot, window: MainWindow, gate: Gate) -> None:
        self.qtbot, self.window, self.gate = qtbot, window, gate
        for owner, name in self.held:
            gate.put_before(owner, name)
        session = window.findChild(WindowSession)
        assert isinstance(session, WindowSession)
        self.session = session
        self.stack: Any = part(window, self.page)

    def begin(self) -> None:
        """Bring the section into view, and wait until what it does is under way."""
        self.come()
        self.start()
        self.qtbot.waitUntil(self.is_under_way)

    def come(self) -> None:
        turn_to(self.window, self.page)
        self.stack.turn_to_section(self.section)

    def start(self) -> None:
        """Do what it takes besides being in view."""

    def is_under_way(self) -> bool:
        return self.gate.is_holding


def train(qtbot: QtBot, window: MainWindow) -> None:
    """Begin a long run of short epochs, and wait for its first weights."""
    turn_to(window, "trainPage")
    QTest.keyClick(part(window, "presetSelector"), Qt.Key.Key_Up)  # the tutorial's, whose digits are not moved
    enter(window, "epochsSpin", "500")
    qtbot.waitUntil(part(window, "trainButton").isEnabled)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: (run := run_on_show(window)) is not None and len(run.epochs) > 0)


def stop(window: QWidget) -> None:
    turn_to(window, "trainPage")
    click(window, "stopButton")


def use(window: QWidget, run: str) -> None:
    select_run(window, run)
    click(window, "useRunButton")


def delete(window: QWidget, run: str) -> None:
    select_run(window, run)
    click(window, "deleteRunButton")
    click(window, "deleteRunButton")  # really


def files_of(run: str, home: Path) -> list[Path]:
    """All that there is of a run by its id, besides its lock."""
    found = [Path(folder, name) for folder, folders, names in os.walk(home) for name in (*folders, *names)]
    return [path for path in found if run in path.name and path.suffix != ".lock"]
