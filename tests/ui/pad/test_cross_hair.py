"""Drawing by keyboard, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pad.canvas import Canvas

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def rows(canvas: Canvas) -> list[list[list[float]]]:
    return [stroke.points.round(6).tolist() for stroke in canvas.drawing().strokes]


def test_arrows_move_and_space_draws(canvas: Canvas) -> None:
    for key in (Key.Key_Up, Key.Key_Space, Key.Key_Right, Key.Key_End, Key.Key_Space, Key.Key_Right):
        QTest.keyClick(canvas, key)
    assert rows(canvas) == [[[250, 240], [260, 240], [250, 250]]]


def test_shift_goes_farther_and_the_sheet_has_an_edge(canvas: Canvas) -> None:
    for key in (Key.Key_Space, *[Key.Key_Left] * 6):
        QTest.keyClick(canvas, key, SHIFT)
    QTest.keyClick(canvas, Key.Key_Return)
    assert rows(canvas)[0][1] == [200, 250]
    assert rows(canvas)[0][-1] == [0, 250]


def test_the_cross_hair_is_seen_once_it_moves_and_hides_from_the_mouse(canvas: Canvas) -> None:
    before = canvas.grab().toImage()
    QTest.keyClick(canvas, Key.Key_Right)
    assert canvas.grab().toImage() != before
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    canvas.undo()
    assert canvas.grab().toImage() == before


def test_escape_lifts_the_pen_and_then_leaves_the_pad(qtbot: QtBot) -> None:
    window, canvas, button = QWidget(), Canvas(), QPushButton("next")
    layout = QVBoxLayout(window)
    layout.addWidget(canvas)
    layout.addWidget(button)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    canvas.setFocus()
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Escape):
        QTest.keyClick(canvas, key)
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Key.Key_Right)
    assert len(rows(canvas)[0]) == 2
    QTest.keyClick(canvas, Key.Key_Escape)
    assert button.hasFocus()


def test_the_pen_is_lifted_where_the_focus_leaves(canvas: Canvas) -> None:
    QTest.keyClick(canvas, Key.Key_Space)
    canvas.clearFocus()
    canvas.setFocus()
    QTest.keyClick(canvas, Key.Key_Right)
    assert rows(canvas) == [[[250, 250]]]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_keys_of_shortcuts_are_left_alone(canvas: Canvas, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(canvas, Key.Key_Space, modifier)
    QTest.keyClick(canvas, Key.Key_Left, modifier)
    assert rows(canvas) == []
