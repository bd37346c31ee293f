"""What an event on the pad costs, also with 100,000 points on it. Run with --benchmark-only."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.style.theme import DARK, LIGHT

POINTS: Final = 100_000
GOAL: Final = 16.0  # milliseconds; a frame


def _spiral() -> Drawing:
    angle = np.linspace(0, 400, POINTS)
    radius = np.linspace(5, 240, POINTS)
    return Drawing((Stroke(np.stack([250 + radius * np.cos(angle), 250 + radius * np.sin(angle)], axis=1)),))


def _scribble() -> Drawing:
    return Drawing((Stroke(np.random.default_rng(0).uniform(0, 500, (POINTS, 2))),))


def _short_strokes() -> Drawing:
    starts = np.random.default_rng(0).uniform(20, 480, (POINTS // 10, 1, 2))
    steps = np.random.default_rng(1).normal(0, 3, (POINTS // 10, 10, 2)).cumsum(axis=1)
    return Drawing(tuple(Stroke(points) for points in starts + steps))


def _dots() -> Drawing:
    return Drawing(tuple(Stroke(point[None]) for point in np.random.default_rng(0).uniform(0, 500, (POINTS, 2))))


def _actions(canvas: Canvas) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a person does to what is on the pad, an event each."""
    for name, button in (("draw", Qt.MouseButton.LeftButton), ("erase", Qt.MouseButton.RightButton)):
        yield name, partial(QTest.mousePress, canvas, button, pos=QPoint(60, 60))
        for step in range(40):
            yield name, partial(QTest.mouseMove, canvas, QPoint(60 + 5 * step, 60 + 3 * step))
        yield name, partial(QTest.mouseRelease, canvas, button, pos=QPoint(255, 177))
    for name, act in (("undo", canvas.undo), ("redo", canvas.redo)):
        yield from [(name, act)] * 2
    yield from [("theme", partial(canvas.set_theme, theme)) for theme in (DARK, LIGHT)]
    yield from [("pen", partial(canvas.set_pen_width, width)) for width in (22, 18)]
    yield from [("resize", partial(canvas.resize, width, 560)) for width in (700, 800)]


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    canvas.resize(800, 560)
    qtbot.addWidget(canvas)
    canvas.show()
    return canvas


@pytest.mark.parametrize("make", [_spiral, _scribble, _short_strokes, _dots])
def test_an_event_with_100_000_points_on_the_pad(
    make: Callable[[], Drawing], canvas: Canvas, benchmark: BenchmarkFixture
) -> None:
    """The pad alone, from right after the drawing was put on it: event and repaint, with a slice of painting."""
    drawing = make()
    benchmark.pedantic(canvas.set_drawing, (drawing,), rounds=1)
    times: dict[str, list[float]] = {}
    for name, action in _actions(canvas):
        times.setdefault(name, []).append(_milliseconds(action) + _milliseconds(QApplication.processEvents))
    print(f"\n{make.__name__}, goal {GOAL:.0f} ms:")
    for name, each in times.items():
        print(f"  {name}: median {np.median(each):.1f}, p95 {np.percentile(each, 95):.1f} ms")
    assert all(np.median(each) <= GOAL for name, each in times.items() if (make, name) != (_scribble, "erase"))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3
