"""A person compares both networks on one drawing, and nudges what they receive until it is read right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from hands import DIGITS, Strokes, choose, click, draw, part, shown, turn_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnist_desktop.reading import predictor
from mnist_desktop.reading.stress import Kind
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.reading.nudge_pane import NudgePane
from mnist_desktop.ui.reading.shift_map_view import ShiftMapView

LEFT = Qt.MouseButton.LeftButton


def leaning(strokes: Strokes, across: tuple[float, float], down: tuple[float, float]) -> Strokes:
    """Strokes under an affine map about the middle of their box."""
    return [
        [
            (
                across[0] * (x - 0.5) + across[1] * (y - 0.5) + 0.5,
                down[0] * (x - 0.5) + down[1] * (y - 0.5) + 0.5,
            )
            for x, y in stroke
        ]
        for stroke in strokes
    ]


# CNNNet reads it as a 2, FirstNet as an 8.
LEANING_TWO: Final = leaning(DIGITS[2], (1.14, -1.08), (-0.1, 1.0))


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


def both(window: MainWindow) -> tuple[str, str]:
    return shown(window), shown(window, "otherDigit")


def maps(window: MainWindow) -> list[ShiftMapView]:
    return [view for view in window.findChildren(ShiftMapView) if view.isVisible()]


def says(window: MainWindow, words: str) -> bool:
    return words in {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_both_networks_read_what_they_read_alone(qtbot: QtBot, window: MainWindow, network: str) -> None:
    choose(window, network)
    click(window, "compareButton")
    for digit in (3, 7):
        draw(window, DIGITS[digit])
        qtbot.waitUntil(lambda digit=digit: both(window) == (str(digit), str(digit)))  # type: ignore[misc]
        [own] = window.reading.digits
        other = "FirstNet" if network == "CNNNet" else "CNNNet"
        assert own.image is not None
        [expected] = predictor.load(other).predict([own.image])
        assert window.reading._others[0].probabilities == pytest.approx(expected.probabilities, abs=1e-5)
        assert says(window, "Both read the same")
        click(window, "clearButton")
        qtbot.waitUntil(lambda: both(window) == ("", ""))


def test_a_drawing_read_differently_is_marked_and_nudged_until_both_are_right(qtbot: QtBot, window: MainWindow) -> None:
    click(window, "compareButton")
    draw(window, LEANING_TWO, 0.5)
    qtbot.waitUntil(lambda: both(window) == ("2", "8"))
    assert says(window, "They disagree")
    click(window, "nudgeButton")
    pane = window.findChild(NudgePane)
    assert pane is not None
    assert pane.hasFocus()
    qtbot.waitUntil(lambda: all(view.places is not None for view in maps(window)))
    own, other = (view.places for view in maps(window))
    assert own is not None
    assert other is not None
    assert own.same > other.same, "the CNN wins"
    place = next(
        (row, column)
        for row in range(13)
        for column in range(13)
        if other.readings[row][column].digit == 2 == own.readings[row][column].digit
        and other.readings[row][column].sure
    )
    QTest.mouseClick(maps(window)[1], LEFT, pos=maps(window)[1].cell(*place).center().toPoint())
    qtbot.waitUntil(lambda: shown(window, "otherDigit") == "2")
    assert says(window, "What it receives, nudged")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: both(window) == ("2", "8"))
    draw(window, [[(0.2, 0.2), (0.3, 0.3)]])
    assert not pane.is_nudged


def test_comparing_is_there_at_the_next_start_and_nudging_is_not(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    click(window, "compareButton")
    click(window, "nudgeButton")
    window.close()
    again = open_window()
    draw(again, DIGITS[4])
    qtbot.waitUntil(lambda: both(again) == ("4", "4"))
    assert again.findChild(NudgePane) is None


def test_of_a_number_the_selected_digit_is_compared(qtbot: QtBot, window: MainWindow) -> None:
    click(window, "compareButton")
    for index, digit in enumerate((1, 7)):
        draw(window, leaning(DIGITS[digit], (0.4, 0), (0, 0.6)), 0.9) if index else draw(
            window, [[(0.0, 0.2), (0.0, 0.8)]], 0.9
        )
    qtbot.waitUntil(lambda: shown(window, "readingText") == "17")
    qtbot.waitUntil(lambda: both(window) == ("7", "7"))
    window.reading.select(0)
    assert both(window) == ("1", "1")


def test_live_weights_of_either_network_read_while_it_trains(qtbot: QtBot, window: MainWindow) -> None:
    click(window, "compareButton")
    click(window, "nudgeButton")
    draw(window, DIGITS[5])
    qtbot.waitUntil(lambda: both(window) == ("5", "5"))
    qtbot.waitUntil(lambda: part(window, "trainButton").isEnabled())
    click(window, "trainButton")
    choose(window, "FirstNet")
    seen = set()

    def is_read_anew() -> bool:
        if window.reading._others:
            seen.add(window.reading._others[0].probabilities)
        return len(seen) > 3

    qtbot.waitUntil(is_read_anew)
    click(window, "stopButton")
    session = window.findChild(WindowSession)
    assert isinstance(session, WindowSession)
    qtbot.waitUntil(lambda: not session.training.run_under_way)


def test_stress_grows_in_view_stops_out_of_it_and_marks_the_digit_on_the_pad(qtbot: QtBot, window: MainWindow) -> None:
    page = window.findChild(TestPage)
    assert page is not None
    section = page.section(StressSection)
    draw(window, DIGITS[1])
    turn_to(window, "testPage")
    page.turn_to_section(StressSection)

    def done() -> int:
        return max((line.curve.done for plot in section.plots.values() for line in plot.lines), default=0)

    qtbot.waitUntil(lambda: done() >= 200)
    assert part(window, "exportTestButton").isEnabled()
    turn_to(window, "trainPage")
    qtbot.wait(300)  # the step under way
    before = done()
    qtbot.wait(700)
    assert done() == before < 2000
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: 0 < done() < before or done() > before)
    place = section.plots[Kind.SHIFT].place
    assert place == pytest.approx(0, abs=0.5)
    click(window, "nudgeButton")
    pane = window.findChild(NudgePane)
    assert pane is not None
    for _ in range(4):
        QTest.keyClick(pane, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: (section.plots[Kind.SHIFT].place or 0) > 3)


@pytest.mark.parametrize("when", ["the map is computed", "digits are stressed", "it trains"])
def test_the_window_can_be_closed_at_any_time(qtbot: QtBot, window: MainWindow, when: str) -> None:
    click(window, "compareButton")
    click(window, "nudgeButton")
    draw(window, DIGITS[1])
    page = window.findChild(TestPage)
    assert page is not None
    if when == "digits are stressed":
        turn_to(window, "testPage")
        page.turn_to_section(StressSection)
        qtbot.waitUntil(lambda: part(window, "exportTestButton").isEnabled())
    elif when == "it trains":
        qtbot.waitUntil(lambda: part(window, "trainButton").isEnabled())
        click(window, "trainButton")
        qtbot.waitUntil(lambda: part(window, "stopButton").isEnabled())
    pane = window.findChild(NudgePane)
    assert pane is not None
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    window.close()
    assert not window.isVisible()
