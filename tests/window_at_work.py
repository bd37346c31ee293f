"""The whole program with a person at it who trains and draws, as a process that prints what was measured as JSON.

Run as `python window_at_work.py train`, `rounds`, `learn` or `map NETWORK`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import cos, pi, sin
from typing import Any, Final

import psutil
from hands import DIGITS, choose, draw, enter, part, shown, turn_to
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from mnist_desktop.app import GarbageCollector, create_window
from mnist_desktop.runs.history import History
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.workers.reading import Answer

TICK: Final = 5  # milliseconds
HAND: Final = 1000 / 120  # milliseconds between two moves of the mouse
DRAWN_FOR: Final = 10.0  # seconds
EPOCHS: Final = "10"  # longer than that
ROUNDS: Final = 50
MAP_EPOCHS: Final = 11


class Clock(QObject):
    """Ticks every 5 ms, and notes how late each came."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1e3)
        self._last = now


class Hand(QObject):
    """Draws an endless eight at 120 moves a second, and times a move until the bars show its reading or a later one.

    A reading that is what the bars show already is shown as soon as it is there.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.milliseconds: list[float] = []
        self._canvas, bars = part(window, "canvas"), part(window, "probabilityBars")
        session = window.findChild(ReadingSession)
        assert isinstance(session, ReadingSession)
        self._session = session
        session._worker.answered.connect(self._take_answer)
        assert isinstance(bars, ProbabilityBars)
        self._bars = bars
        self._bars.installEventFilter(self)
        window.pad.canvas.drawing_changed.connect(self._take_drawing)
        self._painted = self._bars.probabilities
        self._moved_at: float | None = None
        self._generation: int | None = None  # of the question that follows the move
        self._is_answered, self._step = False, 0
        self._timer = QTimer(self, interval=round(HAND), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)

    def start(self) -> None:
        QTest.mousePress(self._canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _on_eight(0))
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        QTest.mouseRelease(self._canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _on_eight(0))

    def _move(self) -> None:
        self._step += 1
        if self._moved_at is None:
            self._moved_at, self._generation, self._is_answered = time.perf_counter(), None, False
        QTest.mouseMove(self._canvas, _on_eight(self._step / 240))
        if self._step % 240 == 0:  # two seconds a digit, as a hand that starts anew
            self.stop()
            button(self._canvas.window(), "clearButton").click()
            self.start()
            self._moved_at = None

    def _take_drawing(self) -> None:
        if self._moved_at is not None and self._generation is None:
            self._generation = self._session._generation

    def _take_answer(self, answer: Answer) -> None:
        if self._generation is not None and answer.generation >= self._generation:
            self._is_answered = True
            if self._bars.probabilities == self._painted:
                self._note()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted = self._bars.probabilities
            QTimer.singleShot(0, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        if self._moved_at is not None and self._is_answered:
            self.milliseconds.append((time.perf_counter() - self._moved_at) * 1e3)
            self._moved_at = None


def _on_eight(share: float) -> QPoint:
    angle = share * 2 * pi
    return QPoint(round(220 + 70 * sin(2 * angle)), round(220 - 130 * cos(angle)))


def button(window: Any, name: str) -> QAbstractButton:
    found = part(window, name)
    assert isinstance(found, QAbstractButton)
    return found


def history(window: MainWindow) -> History | None:
    board = window.findChild(PlotBoard)
    assert isinstance(board, PlotBoard)
    return board.shown.history


def sleep(seconds: float) -> None:
    """Let Qt work; its own event loop, as QTest's waiting holds Python's lock."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(is_so: Callable[[], object]) -> None:
    while not is_so():
        sleep(0.005)


def megabytes() -> float:
    return psutil.Process().memory_info().rss / 1e6


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[round((len(values) - 1) * share)]


def train(window: MainWindow) -> Iterator[tuple[str, Any]]:
    """A recommended run of more epochs, with a hand that draws in the middle of it."""
    enter(window, "epochsSpin", EPOCHS)
    started = time.perf_counter()
    button(window, "trainButton").click()
    wait_until(lambda: (run := history(window)) and run.losses.values)
    yield "seconds_to_first_loss", time.perf_counter() - started
    clock, hand = Clock(), Hand(window)
    clock.start()
    hand.start()
    sleep(DRAWN_FOR)
    hand.stop()
    yield "drawn_while_training", not shown(window, "trainingStatus").startswith("Done")
    yield "tick_p99", percentile(clock.gaps, 0.99)
    yield "tick_max", max(clock.gaps)
    yield "bars_p99", percentile(hand.milliseconds, 0.99)
    yield "bars_count", len(hand.milliseconds)
    run = history(window)
    assert run is not None
    yield "images_per_second_while_drawing", len(run.losses.values) * run.plan.config.batch_size
    yield "megabytes", megabytes()
    wait_until(lambda: shown(window, "trainingStatus").startswith("Done"))
    yield "epochs", [(row.images_per_second, row.seconds) for row in run.epochs]
    yield "test_accuracy", run.test.accuracy if run.test else None


def learn(window: MainWindow) -> Iterator[tuple[str, Any]]:
    """A hundred samples are learnt, while a hand draws."""
    turn_to(window, "minePage")
    wait_until(button(window, "learnMineButton").isEnabled)
    session, hand, clock = window.findChild(ReadingSession), Hand(window), Clock()
    assert isinstance(session, ReadingSession)
    answered, adopted = list[float](), list[float]()
    session._worker.adopted.connect(lambda _: adopted.append(time.perf_counter()))
    session._worker.answered.connect(lambda _: answered.append(time.perf_counter()))
    hand.start()
    started = time.perf_counter()
    button(window, "learnMineButton").click()
    clock.start()
    wait_until(lambda: adopted and answered[-1] > adopted[0])
    yield "seconds_to_first_answer", next(each for each in answered if each > adopted[0]) - started
    wait_until(button(window, "acceptButton").isVisible)
    yield "seconds", time.perf_counter() - started
    hand.stop()
    yield "tick_p99", percentile(clock.gaps, 0.99)
    yield "tick_max", max(clock.gaps)
    yield "megabytes", megabytes()


def rounds(window: MainWindow) -> Iterator[tuple[str, Any]]:
    """Train and stop, again and again."""
    sizes = []
    for _ in range(ROUNDS):
        button(window, "trainButton").click()
        wait_until(lambda: "step" in shown(window, "trainingStatus") and button(window, "stopButton").isEnabled())
        sleep(0.1)
        button(window, "stopButton").click()
        wait_until(part(window, "decisionBar").isVisible)
        button(window, "discardButton").click()
        sleep(0.1)
        sizes.append(megabytes())
    yield "megabytes", sizes


class Counter(QObject):
    """Counts the maps that are painted, each once."""

    def __init__(self, section: MapSection) -> None:
        super().__init__(section)
        self.count = 0
        self._view, self._seen = section.view, section.view.map
        self._view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.map is not self._seen:
            self.count, self._seen = self.count + 1, self._view.map
        return super().eventFilter(watched, event)


def _has_epochs(window: MainWindow, wanted: int) -> bool:
    run = history(window)
    return run is not None and len(run.epochs) >= wanted


def map_digits(window: MainWindow, network: str = "CNNNet") -> Iterator[tuple[str, Any]]:
    """A run in whose even epochs the map of digits is in view, and in whose odd ones another page."""
    choose(window, network)
    draw(window, DIGITS[7])
    inside, section, paints = part(window, "insidePage"), window.findChild(MapSection), list[float]()
    assert isinstance(inside, InsidePage)
    assert isinstance(section, MapSection)
    inside.turn_to_section(MapSection)
    turn_to(window, "insidePage")
    wait_until(lambda: section.view.map)
    for _ in range(20):
        started = time.perf_counter()
        section.view.repaint()
        paints.append((time.perf_counter() - started) * 1e3)
    yield "paint", percentile(paints, 0.5)
    shown_maps = Counter(section)
    turn_to(window, "trainPage")
    enter(window, "epochsSpin", str(MAP_EPOCHS))
    button(window, "trainButton").click()
    wait_until(lambda: (run := history(window)) and run.losses.values)
    rates = list[float]()
    for epoch in range(1, MAP_EPOCHS + 1):
        turn_to(window, "runsPage" if epoch % 2 else "insidePage")
        before, started = shown_maps.count, time.perf_counter()
        wait_until(partial(_has_epochs, window, epoch))
        if not epoch % 2:
            rates.append((shown_maps.count - before) / (time.perf_counter() - started))
    run = history(window)
    assert run is not None
    yield "frames", rates
    yield "out_of_view", [row.images_per_second for row in run.epochs[2::2]]
    yield "in_view", [row.images_per_second for row in run.epochs[1::2]]


def main(what: str, *how: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    window = create_window()
    GarbageCollector(window).take_over()
    window.show()
    sleep(5)
    told = dict({"train": train, "rounds": rounds, "learn": learn, "map": map_digits}[what](window, *how))
    print(json.dumps(told), flush=True)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
