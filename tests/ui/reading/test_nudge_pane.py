from __future__ import annotations

from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.nudged import Nudged, Places
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.nudge_pane import NudgePane
from mnist_desktop.ui.reading.shift_map_view import ShiftMapView
from mnist_desktop.ui.style.theme import LIGHT

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def pane(qtbot: QtBot) -> NudgePane:
    pane = NudgePane()
    qtbot.addWidget(pane)
    pane.set_theme(LIGHT)
    pane.set_networks(["CNNNet", "FirstNet"])
    pane.resize(240, 240)
    pane.show()
    return pane


def nudged(nudge: Nudge, *, same_rows: int = 13) -> Nudged:
    """Both networks read a 7 in the upper rows of their maps, and a 1 below."""
    seven, one = (DigitReading(tuple(float(each == digit) for each in range(10)), sure=True) for digit in (7, 1))
    places = Places(7, tuple((seven if row < same_rows else one,) * 13 for row in range(13)))
    return Nudged(nudge, np.zeros((28, 28), np.float32), (places, places))


def child(pane: NudgePane, kind: type[Kind], name: str) -> Kind:
    found = pane.findChild(kind, name)
    assert found is not None
    return found


def note(pane: NudgePane) -> str:
    return child(pane, QLabel, "nudgeNote").text()


def maps(pane: NudgePane) -> list[ShiftMapView]:
    return [view for view in pane.findChildren(ShiftMapView) if view.isVisible()]


def test_keys_nudge_and_are_told_each_time(pane: NudgePane) -> None:
    told = heard(pane.nudge_changed)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        QTest.keyClick(pane, key)
    QTest.keyClick(pane, Key.Key_Left, SHIFT)
    QTest.keyClick(pane, Key.Key_Plus)
    assert [nudge for (nudge,) in told][-1] == pane.nudge == Nudge(2, -1, -5, 0.5)
    assert len(told) == 5
    assert note(pane) == "2 px right, 1 px up, 5° anticlockwise, pen 0.5 px wider"
    QTest.keyClick(pane, Key.Key_Home)
    assert told[-1] == (Nudge(),)
    assert note(pane).startswith("Arrows move")


def test_what_cannot_go_further_is_not_told_again(pane: NudgePane) -> None:
    told = heard(pane.nudge_changed)
    for _ in range(9):
        QTest.keyClick(pane, Key.Key_Right)
    assert len(told) == 6


def test_a_click_on_either_map_moves_and_keeps_turn_and_pen(pane: NudgePane) -> None:
    pane.show_nudged(nudged(Nudge()))
    QTest.keyClick(pane, Key.Key_Right, SHIFT)
    for view, place in zip(maps(pane), ((0, 12), (7, 6)), strict=True):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.cell(*place).center().toPoint())
        assert (pane.nudge.down + 6, pane.nudge.right + 6) == place
    assert pane.nudge == Nudge(0, 1, degrees=5)
    assert pane.hasFocus()


def test_sliders_and_keys_are_one(pane: NudgePane) -> None:
    turn, pen = child(pane, QSlider, "turnSlider"), child(pane, QSlider, "penSlider")
    turn.setValue(3)
    pen.setValue(-2)
    assert pane.nudge == Nudge(degrees=15, wider=-1)
    QTest.keyClick(pane, Key.Key_Right, SHIFT)
    QTest.keyClick(pane, Key.Key_Plus)
    assert (turn.value(), pen.value()) == (4, -1)


def test_reset_by_button_is_told_and_by_the_session_is_not(pane: NudgePane) -> None:
    button = child(pane, QAbstractButton, "resetNudgeButton")
    assert not button.isEnabled()
    QTest.keyClick(pane, Key.Key_Right)
    told = heard(pane.nudge_changed)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == [(Nudge(),)]
    QTest.keyClick(pane, Key.Key_Right)
    pane.reset()
    assert len(told) == 2
    assert not pane.is_nudged
    assert not button.isEnabled()


def test_each_map_says_at_how_many_places_the_digit_stays(pane: NudgePane) -> None:
    pane.show_nudged(nudged(Nudge(), same_rows=4))
    words = [label.text() for label in pane.findChildren(QLabel)]
    assert "CNNNet: 31 %" in words
    assert "FirstNet: 31 %" in words
    tips = {label.toolTip() for label in pane.findChildren(QLabel)} - {""}
    assert tips == {"Moved by up to 6 pixels, it reads the same digit at 52 of 169 places"}
    pane.show_nudged(None)
    assert {view.places for view in maps(pane)} == {None}


def test_one_network_has_one_map(pane: NudgePane) -> None:
    assert len(maps(pane)) == 2
    pane.set_networks(["CNNNet"])
    assert len(maps(pane)) == 1


def test_its_height_lets_the_maps_be_as_wide_as_there_is_room(pane: NudgePane) -> None:
    pane.resize(240, pane.heightForWidth(240))
    pane.show_nudged(nudged(Nudge()))
    for view in maps(pane):
        assert view.height() >= view.cell(12, 12).bottom()
        assert view.cell(0, 0).width() >= view.width() // 13 - 1


def test_a_key_that_nudges_is_no_shortcut_of_the_window(qtbot: QtBot, pane: NudgePane) -> None:
    action = QAction(pane)
    action.setShortcut(QKeySequence("Esc"))
    pane.addAction(action)
    triggered = heard(action.triggered)
    qtbot.waitActive(pane)
    pane.setFocus()
    QTest.keyClick(pane, Key.Key_Right)
    QTest.keyClick(pane, Key.Key_Escape)
    assert (pane.nudge, triggered) == (Nudge(), [])
    QTest.keyClick(pane, Key.Key_Escape)
    assert len(triggered) == 1
