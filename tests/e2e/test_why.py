"""Someone draws a 7, sees why it is read, asks why it is no 2, and puts the network's idea of a 3 on the pad."""

from __future__ import annotations

import pytest
from hands import DIGITS, OF_THE_WORLD, draw, part, turn_to, wait_until_ready
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.why import WhySection


def words(window: MainWindow, name: str) -> str:
    found = part(window, name)
    assert isinstance(found, QLabel)
    return found.text()


def perfect(window: MainWindow, digit: int) -> QAbstractButton:
    found = part(window, f"perfectDigit{digit}")
    assert isinstance(found, QAbstractButton)
    return found


def look_why(qtbot: QtBot, window: MainWindow) -> None:
    wait_until_ready(qtbot, window)
    turn_to(window, "insidePage")
    page = part(window, "insidePage")
    assert isinstance(page, InsidePage)
    page.turn_to_section(WhySection)


def test_a_7_is_explained_questioned_and_replaced_by_a_perfect_3(window: MainWindow, qtbot: QtBot) -> None:
    look_why(qtbot, window)
    draw(window, OF_THE_WORLD["7 crossed"])
    qtbot.waitUntil(lambda: "the lead of 7 over" in words(window, "coveredWords"))
    chooser = part(window, "whyChooser")
    assert isinstance(chooser, QComboBox)
    chooser.setFocus()
    for _ in range(3):
        QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.currentText() == "Why not 2?"
    qtbot.waitUntil(lambda: "it reads 2 instead of 7" in words(window, "changeWords"))
    qtbot.waitUntil(lambda: perfect(window, 3).isEnabled())
    QTest.qWait(50)
    QTest.mouseClick(perfect(window, 3), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.digit for each in window.reading.digits] == [3])
    qtbot.waitUntil(lambda: "it reads 2 instead of 3" in words(window, "changeWords"))
    window.pad.canvas.undo()
    qtbot.waitUntil(lambda: "it reads 2 instead of 7" in words(window, "changeWords"))


def test_both_networks_explain_and_a_cleared_pad_has_nothing_to_explain(window: MainWindow, qtbot: QtBot) -> None:
    look_why(qtbot, window)
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: "the lead of 3 over" in words(window, "coveredWords"))
    before = words(window, "sharesWords")
    session = window.findChild(WindowSession)
    assert isinstance(session, WindowSession)
    session.state.choose_network("FirstNet")
    qtbot.waitUntil(lambda: words(window, "sharesWords") != before)
    window.pad.canvas.clear()
    qtbot.waitUntil(lambda: "Draw a digit" in words(window, "whyLegend"))


@pytest.mark.parametrize("meanwhile", range(0, 400, 80))
def test_the_window_may_close_at_any_moment(window: MainWindow, qtbot: QtBot, meanwhile: int) -> None:
    look_why(qtbot, window)
    draw(window, DIGITS[3])
    qtbot.wait(meanwhile)
    assert window.close()
