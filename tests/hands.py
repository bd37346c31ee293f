"""Hands for tests: they draw on the real canvas with real mouse events, and read what the window shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.history import History
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.view import View
from mnist_desktop.ui.pages.tabs import Page, PageTabs
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars

Strokes = Sequence[Sequence[tuple[float, float]]]


def arc(x: float, y: float, width: float, height: float, start: float, end: float) -> list[tuple[float, float]]:
    """Points on an ellipse, angles in degrees, 0 to the right and growing downwards."""
    angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
    return [(x + width * math.cos(a), y + height * math.sin(a)) for a in angles]


# In a unit box, y down.
DIGITS: Final[Mapping[int, Strokes]] = {
    0: [arc(0.5, 0.5, 0.3, 0.45, -90, 270)],
    1: [[(0.5, 0.05), (0.5, 0.95)]],
    2: [[*arc(0.5, 0.3, 0.28, 0.25, -180, 30), (0.2, 0.95), (0.85, 0.95)]],
    3: [[*arc(0.45, 0.28, 0.28, 0.23, -160, 90), *arc(0.45, 0.74, 0.32, 0.23, -90, 150)]],
    4: [[(0.3, 0.05), (0.15, 0.55), (0.85, 0.55)], [(0.65, 0.05), (0.65, 0.95)]],
    5: [[(0.8, 0.05), (0.3, 0.05), (0.25, 0.45), *arc(0.45, 0.68, 0.32, 0.27, -110, 150)]],
    6: [[(0.65, 0.05), (0.3, 0.45), *arc(0.5, 0.7, 0.26, 0.25, -180, 180)]],
    7: [[(0.15, 0.08), (0.85, 0.08), (0.45, 0.95)]],
    8: [[*arc(0.5, 0.28, 0.23, 0.22, 90, 450), *arc(0.5, 0.73, 0.28, 0.23, -90, 270)]],
    9: [[*arc(0.5, 0.3, 0.26, 0.25, 0, 360), (0.7, 0.95)]],
}
# Drawn here for the tests; no network is trained on them.
OF_THE_WORLD: Final[Mapping[str, Strokes]] = {
    "1 with a flag": [[(0.25, 0.35), (0.55, 0.03), (0.55, 0.97)]],
    "1 with a long flag": [[(0.15, 0.55), (0.55, 0.03), (0.5, 0.97)]],
    "1 with a flag and a base": [[(0.3, 0.28), (0.5, 0.05), (0.5, 0.95)], [(0.2, 0.95), (0.8, 0.95)]],
    "7 crossed": [[(0.15, 0.06), (0.85, 0.06), (0.4, 0.95)], [(0.25, 0.52), (0.8, 0.5)]],
    "7 hooked and crossed": [[(0.12, 0.2), (0.15, 0.06), (0.85, 0.06), (0.4, 0.95)], [(0.25, 0.52), (0.8, 0.52)]],
    "9 with a curled tail": [[*arc(0.5, 0.3, 0.25, 0.23, 0, 350), (0.75, 0.6), *arc(0.47, 0.72, 0.28, 0.24, 0, 140)]],
    "4 closed": [[(0.65, 0.95), (0.65, 0.05), (0.1, 0.65), (0.9, 0.65)]],
    "0 with a slash": [arc(0.5, 0.5, 0.3, 0.44, -90, 270), [(0.75, 0.12), (0.25, 0.88)]],
    "2 with a loop": [
        [*arc(0.48, 0.28, 0.28, 0.23, -170, 40), (0.2, 0.85), *arc(0.27, 0.86, 0.1, 0.09, 180, 420), (0.9, 0.93)]
    ],
    "5 in two strokes": [
        [(0.3, 0.06), (0.27, 0.45), *arc(0.45, 0.68, 0.3, 0.26, -115, 150)],
        [(0.3, 0.06), (0.8, 0.06)],
    ],
}
LETTERS: Final[Mapping[str, Strokes]] = {
    "A": [[(0.1, 1), (0.5, 0), (0.9, 1)], [(0.25, 0.65), (0.75, 0.65)]],
    "H": [[(0.1, 0), (0.1, 1)], [(0.9, 0), (0.9, 1)], [(0.1, 0.5), (0.9, 0.5)]],
    "K": [[(0.1, 0), (0.1, 1)], [(0.9, 0), (0.1, 0.5), (0.9, 1)]],
    "M": [[(0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)]],
}
NO_DIGITS: Final[Mapping[str, Strokes]] = {
    "house": [
        [(0.1, 0.95), (0.1, 0.45), (0.5, 0.05), (0.9, 0.45), (0.9, 0.95), (0.1, 0.95)],
        [(0.1, 0.45), (0.9, 0.45)],
    ],
    "face": [arc(0.5, 0.5, 0.45, 0.45, 0, 360), [(0.35, 0.4)], [(0.65, 0.4)], arc(0.5, 0.55, 0.22, 0.2, 20, 160)],
    "star": [[(0.2, 0.95), (0.5, 0.05), (0.8, 0.95), (0.05, 0.38), (0.95, 0.38), (0.2, 0.95)]],
}
NUMBER_174: Final[Strokes] = [
    [(0.12, 0.3), (0.12, 0.7)],
    [(0.3, 0.32), (0.5, 0.32), (0.38, 0.7)],
    [(0.6, 0.32), (0.57, 0.5), (0.75, 0.5)],
    [(0.72, 0.3), (0.7, 0.72)],
]
SCRIBBLE: Final[Strokes] = [[(0.1 + 0.8 * (step % 2), 0.05 + step / 16) for step in range(15)]]


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget), f"the window has no {name}"
    return found


def draw(window: QWidget, strokes: Strokes, size: float = 0.6, *, lift: bool = True) -> None:
    """Draw strokes of a unit box in the middle of the canvas; without `lift` the pen stays down at the end."""
    canvas = part(window, "canvas")
    side = min(canvas.width(), canvas.height()) * size
    left, top = (canvas.width() - side) / 2, (canvas.height() - side) / 2
    for stroke in strokes:
        points = [QPoint(round(left + x * side), round(top + y * side)) for x, y in stroke]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
        if lift or stroke is not strokes[-1]:
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])


def write(window: QWidget, number: str, left: float, top: float, size: float) -> None:
    """Draw digits side by side, `size` canvas pixels high, with their corner at `left`, `top` on the sheet."""
    canvas = part(window, "canvas")
    assert isinstance(canvas, Canvas)
    to_widget = View(canvas.size(), canvas.drawing().width, 1.0).to_widget()
    for index, digit in enumerate(number):
        for stroke in DIGITS[int(digit)]:
            places = [(left + (x + 1.1 * index) * size, top + y * size) for x, y in stroke]
            points = [to_widget.map(QPointF(*place)).toPoint() for place in places]
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
            for point in points[1:]:
                QTest.mouseMove(canvas, point)
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])


def of_files(*files: Path) -> QMimeData:
    """What a file manager lets one drag or copy."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def drop(window: QWidget, mime: QMimeData) -> Qt.DropAction:
    """Drag something into the window, which could be moved or copied, and let go. Returns what becomes of it."""
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    pressed, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(QPoint(200, 200), offered, mime, pressed, none)
        event.setDropAction(Qt.DropAction.MoveAction)  # as a file manager proposes within one disk
        QApplication.sendEvent(window, event)
        assert event.dropAction() == Qt.DropAction.CopyAction
    drop = QDropEvent(QPointF(200, 200), offered, mime, pressed, none)
    drop.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, drop)
    return drop.dropAction() if drop.isAccepted() else Qt.DropAction.IgnoreAction


def shown(window: QWidget, name: str = "predictedDigit") -> str:
    found = part(window, name)
    assert isinstance(found, QLabel)
    return found.text()


def choose(window: QWidget, model: str) -> None:
    selector = part(window, "modelSelector")
    assert isinstance(selector, QComboBox)
    selector.setCurrentText(model)


def wait_until_ready(qtbot: QtBot, window: QWidget) -> None:
    """Wait until the chosen network can read."""
    qtbot.waitUntil(lambda: shown(window, "confidence") == "Nothing drawn yet")


def turn_to(window: QWidget, page: str) -> None:
    tabs, found = window.findChild(PageTabs), part(window, page)
    assert tabs is not None
    assert isinstance(found, Page)
    tabs.turn_to(found)


def click(window: QWidget, name: str) -> None:
    button = part(window, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible(), f"{name} is not shown"
    assert button.isEnabled(), f"{name} cannot be clicked"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_if_enabled(window: QWidget, name: str) -> None:
    if part(window, name).isEnabled():
        click(window, name)


def enter(window: QWidget, name: str, value: str) -> None:
    """Type a value into a field of the form, as a person would."""
    field = part(window, name)
    assert isinstance(field, QAbstractSpinBox)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, value)
    QTest.keyClick(field, Qt.Key.Key_Return)


def run_on_show(window: QWidget) -> History | None:
    """The run on the plots."""
    board = window.findChild(PlotBoard)
    assert isinstance(board, PlotBoard)
    return board.shown.history


def steps_seen(window: QWidget) -> int:
    run = run_on_show(window)
    return len(run.losses.values) if run else 0


def probabilities(window: QWidget) -> tuple[float, ...] | None:
    bars = part(window, "probabilityBars")
    assert isinstance(bars, ProbabilityBars)
    return bars.probabilities


def listed(window: QWidget) -> list[str]:
    """The names of the kept runs, each behind a dash for each of its ancestors that are there."""
    iterator, names = QTreeWidgetItemIterator(_runs_list(window)), []
    while item := iterator.value():
        depth, parent = 0, item.parent()
        while parent:
            depth, parent = depth + 1, parent.parent()
        names.append("-" * depth + item.text(0))
        iterator += 1
    return names


def select_run(window: QWidget, name: str) -> None:
    """Turn to the page Runs and select the run of that name."""
    turn_to(window, "runsPage")
    view = _runs_list(window)
    [item] = view.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item).center())


def _runs_list(window: QWidget) -> QTreeWidget:
    found = part(window, "runsList")
    assert isinstance(found, QTreeWidget)
    return found
