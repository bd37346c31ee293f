"""From the mouse's move to the repainted maps of the page Inside. Run with --benchmark-only."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
import pytest
from hands import choose, click, enter, part, shown, steps_seen, turn_to, wait_until_ready
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.layers_maps import FeatureMaps

MOVES: Final = 200
ROUNDS: Final = 5
NOTHING_COMES: Final = 300  # milliseconds; the digit image is then the one that was there before
EPOCHS: Final = "20"  # longer than the hand draws


class MapsWatch(QObject):
    """Runs Qt's own event loop until the maps have been painted for a digit image that they did not show before."""

    def __init__(self, maps: FeatureMaps) -> None:
        super().__init__(maps)
        self._maps, self._loop = maps, QEventLoop()
        self._before = self._image()
        maps.installEventFilter(self)

    def wait_after(self, action: Callable[[], None]) -> float | None:
        """Do `action`; returns the milliseconds from its start to the end of that paint, None if there is none."""
        self._before, started = self._image(), time.perf_counter()
        timer = QTimer(self, singleShot=True, interval=NOTHING_COMES)
        timer.timeout.connect(self._loop.quit)
        timer.start()
        action()
        self._loop.exec()
        timer.stop()
        elapsed = (time.perf_counter() - started) * 1e3
        return None if self._is_as_before() else elapsed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._is_as_before():
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def _image(self) -> bytes:
        return self._maps.maps[0].values.tobytes() if self._maps.maps else b""

    def _is_as_before(self) -> bool:
        return self._image() == self._before


@pytest.fixture
def maps(window: MainWindow, qtbot: QtBot) -> FeatureMaps:
    window.resize(1400, 900)
    wait_until_ready(qtbot, window)
    turn_to(window, "insidePage")
    found = part(window, "featureMaps")
    assert isinstance(found, FeatureMaps)
    return found


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_from_mouse_move_to_repainted_maps(
    window: MainWindow, maps: FeatureMaps, qtbot: QtBot, benchmark: BenchmarkFixture, network: str
) -> None:
    choose(window, network)
    rounds = benchmark.pedantic(_rounds, (window, maps, qtbot), rounds=1)
    assert _p99(benchmark, f"{network}, move to repainted maps", rounds, goal=16) <= 16


@pytest.mark.timeout(600)
def test_from_mouse_move_to_repainted_maps_while_training(
    window: MainWindow, maps: FeatureMaps, qtbot: QtBot, benchmark: BenchmarkFixture
) -> None:
    turn_to(window, "trainPage")
    enter(window, "epochsSpin", EPOCHS)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: steps_seen(window) > 20)
    turn_to(window, "insidePage")
    rounds = benchmark.pedantic(_rounds, (window, maps, qtbot), rounds=1)
    assert "step" in shown(window, "trainingStatus")
    p99 = _p99(benchmark, "while training, move to repainted maps", rounds, goal=33)
    assert p99 <= 60  # the goal is not held where others use the two cores too


def _p99(benchmark: BenchmarkFixture, name: str, rounds: list[list[float]], goal: int) -> float:
    p99, typical = (float(np.median([np.percentile(each, share) for each in rounds])) for share in (99, 50))
    benchmark.extra_info.update(p99_ms=p99, median_ms=typical)
    print(f"\n{name}: median {typical:.1f} ms, p99 {p99:.1f} ms (goal {goal})")
    return p99


def _rounds(window: MainWindow, maps: FeatureMaps, qtbot: QtBot) -> list[list[float]]:
    return [list(_milliseconds(window, maps, qtbot)) for _ in range(ROUNDS)]


def _milliseconds(window: MainWindow, maps: FeatureMaps, qtbot: QtBot) -> Iterator[float]:
    """Draw an eight; after each move wait until the maps have been painted for it."""
    canvas, watch = part(window, "canvas"), MapsWatch(maps)
    places = [_on_eight(canvas, step / MOVES) for step in range(MOVES)]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    qtbot.wait(100)
    times = [watch.wait_after(partial(QTest.mouseMove, canvas, place)) for place in places[1:]]
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])
    watch.wait_after(partial(window.pad.canvas.set_drawing, Drawing()))
    seen = [elapsed for elapsed in times if elapsed is not None]
    assert len(seen) > 0.8 * len(times)
    yield from seen


def _on_eight(canvas: QWidget, share: float) -> QPoint:
    angle, side = share * 2 * np.pi, min(canvas.width(), canvas.height())
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    return middle + QPoint(round(0.18 * side * np.sin(2 * angle)), round(-0.3 * side * np.cos(angle)))
