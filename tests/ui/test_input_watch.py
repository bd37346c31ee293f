from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.input_watch import MOMENT, InputWatch

PLACES = itertools.count(5)  # Qt tells of no move to where the mouse is already


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def watch(widget: QWidget) -> Iterator[InputWatch]:
    watch = InputWatch(widget)
    watch.start()
    yield watch
    watch.stop()


def test_after_a_moment_without_input_the_user_is_idle(watch: InputWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.idle):
        pass


@pytest.mark.parametrize("kind", ["key", "move", "click", "wheel"])
def test_input_begins_the_moment_anew(kind: str, watch: InputWatch, widget: QWidget, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.idle):
        for _ in range(4):
            qtbot.wait(MOMENT // 3)
            give(kind, widget)
    with qtbot.waitSignal(watch.idle):
        pass


def give(kind: str, widget: QWidget) -> None:
    if kind == "key":
        QTest.keyClick(widget, Qt.Key.Key_A)
    elif kind == "move":
        QTest.mouseMove(widget, QPoint(next(PLACES), 5))
    elif kind == "click":
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    else:
        QTest.wheelEvent(widget.windowHandle(), QPoint(5, 5), QPoint(0, 120))


def test_while_a_button_is_held_nobody_is_idle(watch: InputWatch, widget: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.pressed):
        QTest.mousePress(widget, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(watch.idle, wait=MOMENT * 2):
        pass
    with qtbot.waitSignals([watch.released, watch.idle]):
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)


def test_stopped_while_a_button_is_held_it_says_that_nothing_is(
    watch: InputWatch, widget: QWidget, qtbot: QtBot
) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(watch.released):
        watch.stop()
    with qtbot.assertNotEmitted(watch.idle, wait=MOMENT * 2):
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)


def test_before_its_start_and_after_its_stop_it_says_nothing(widget: QWidget, qtbot: QtBot) -> None:
    watch = InputWatch(widget)
    with qtbot.assertNotEmitted(watch.idle, wait=MOMENT * 2):
        watch.restart()
    watch.start()
    watch.stop()
    with qtbot.assertNotEmitted(watch.idle, wait=MOMENT * 2):
        watch.restart()


def test_no_event_is_kept_from_the_window(watch: InputWatch, qtbot: QtBot) -> None:
    seen: list[QObject] = []

    class Pad(QWidget):
        def mousePressEvent(self, _: object) -> None:
            seen.append(self)

    pad = Pad()
    qtbot.addWidget(pad)
    pad.show()
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton)
    assert seen == [pad]
