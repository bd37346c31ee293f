from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.nudged import Places
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.shift_map_view import ShiftMapView
from mnist_desktop.ui.style.theme import DARK, LIGHT


def read(digit: int, *, sure: bool = True) -> DigitReading:
    return DigitReading(tuple(0.91 if each == digit else 0.01 for each in range(10)), sure)


def places() -> Places:
    """Sevens; the upper rows are ones, the lower ones unsure, and the last row unsure sevens."""
    rows = [[read(1)] * 13] * 3 + [[read(7)] * 13] * 6 + [[read(1, sure=False)] * 13] * 3 + [[read(7, sure=False)] * 13]
    return Places(7, tuple(map(tuple, rows)))


@pytest.fixture
def view(qtbot: QtBot) -> ShiftMapView:
    view = ShiftMapView()
    view.resize(13 * 9, 13 * 9)
    qtbot.addWidget(view)
    return view


def colour(view: ShiftMapView, row: int, column: int) -> str:
    """The colour in the upper left of a place, where nothing is written."""
    corner = view.cell(row, column).topLeft().toPoint()
    return view.grab().toImage().pixelColor(corner.x() + 1, corner.y() + 1).name()


def test_places_are_coloured_by_what_is_read_there(view: ShiftMapView) -> None:
    view.show_places(places(), Nudge())
    assert [colour(view, row, 1) for row in (0, 4, 10, 12)] == [
        LIGHT.warning,
        LIGHT.bar,
        LIGHT.warning_card,
        LIGHT.track,
    ]
    view.set_theme(DARK)
    assert colour(view, 4, 1) == DARK.bar


def test_another_digit_is_named_in_its_region(view: ShiftMapView) -> None:
    view.show_places(places(), Nudge())
    image, area = view.grab().toImage(), view.cell(1, 6).toRect()
    inside = {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }
    assert QColor(LIGHT.card).name() in inside


def test_a_click_asks_for_that_nudge(view: ShiftMapView) -> None:
    clicked = heard(view.place_clicked)
    view.show_places(places(), Nudge())
    for row, column in ((0, 0), (6, 6), (12, 11)):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.cell(row, column).center().toPoint())
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=view.cell(3, 3).center().toPoint())
    assert clicked == [(-6, -6), (0, 0), (5, 6)]


def test_a_click_beside_the_map_is_none(view: ShiftMapView) -> None:
    view.resize(200, 120)
    clicked = heard(view.place_clicked)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert clicked == []


def test_the_ring_follows_the_nudge(view: ShiftMapView) -> None:
    view.show_places(places(), Nudge())
    before = view.grab().toImage()
    view.show_places(places(), Nudge(3, 0))
    after = view.grab().toImage()
    changed = {
        int((x) // 9)
        for x in range(before.width())
        for y in range(before.height())
        if before.pixel(x, y) != after.pixel(x, y)
    }
    assert changed <= {5, 6, 7, 8, 9, 10}
    assert {6, 9} <= changed


def test_a_tool_tip_says_what_is_read_where(view: ShiftMapView, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: told.append(text))
    view.show_places(places(), Nudge())
    for row, column in ((0, 8), (6, 6), (10, 6)):
        place = view.cell(row, column).center().toPoint()
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert told == ["2 px right, 6 px up: 1, 91.0 % sure", "not moved: 7, 91.0 % sure", "4 px down: perhaps 1"]
