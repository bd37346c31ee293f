from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.ui.style.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton
FOUR_OR_NINE = (0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38)


@pytest.fixture
def bars(qtbot: QtBot) -> ProbabilityBars:
    bars = ProbabilityBars()
    bars.resize(400, 300)
    qtbot.addWidget(bars)
    return bars


def shown(bars: ProbabilityBars) -> QImage:
    return bars.grab().toImage()


def length(bars: ProbabilityBars, digit: int, colour: str) -> int:
    """How many pixels of the row's middle have a colour."""
    image = shown(bars)
    y = int((digit + 0.5) * image.height() / 10)
    return sum(image.pixelColor(x, y) == QColor(colour) for x in range(image.width()))


def test_it_keeps_what_it_is_given(bars: ProbabilityBars) -> None:
    assert bars.probabilities is None
    bars.set_probabilities(FOUR_OR_NINE)
    assert bars.probabilities == FOUR_OR_NINE


def test_bars_are_as_long_as_likely_and_the_likeliest_stands_out(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    track = length(bars, 0, LIGHT.track)
    assert length(bars, 4, LIGHT.accent) == pytest.approx(0.6 * track, abs=8)
    assert length(bars, 9, LIGHT.bar) == pytest.approx(0.38 * track, abs=8)
    assert length(bars, 9, LIGHT.accent) == 0


def test_no_likeliest_is_claimed_while_there_is_nothing(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    bars.set_probabilities(None)
    assert all(length(bars, digit, LIGHT.accent) == 0 for digit in range(10))


def test_a_screen_reader_hears_the_values(bars: ProbabilityBars) -> None:
    assert bars.accessibleDescription() == "Nothing to show yet"
    bars.set_probabilities(FOUR_OR_NINE)
    assert "4: 60.0 %" in bars.accessibleDescription()


def test_bars_follow_the_theme(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    bars.set_theme(DARK)
    assert length(bars, 4, DARK.accent) > 50


def middle(bars: ProbabilityBars, digit: int) -> QPoint:
    return QPoint(100, int((digit + 0.5) * bars.height() / 10))


def clicked(bars: ProbabilityBars) -> list[int]:
    """The digits whose bars are clicked from now on."""
    digits = list[int]()
    bars.digit_clicked.connect(digits.append)
    return digits


def test_each_bar_can_be_clicked_to_its_edges(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    digits = clicked(bars)
    for digit in range(10):
        QTest.mouseClick(bars, LEFT, pos=middle(bars, digit))
    QTest.mouseClick(bars, LEFT, pos=QPoint(1, 0))
    QTest.mouseClick(bars, LEFT, pos=QPoint(bars.width() - 1, bars.height() - 1))
    assert digits == [*range(10), 0, 9]


def test_a_press_that_is_let_go_elsewhere_is_no_click(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    digits = clicked(bars)
    QTest.mousePress(bars, LEFT, pos=middle(bars, 4))
    QTest.mouseRelease(bars, LEFT, pos=middle(bars, 5))
    QTest.mousePress(bars, LEFT, pos=middle(bars, 4))
    QTest.mouseRelease(bars, LEFT, pos=QPoint(-20, middle(bars, 4).y()))
    QTest.mouseClick(bars, Qt.MouseButton.RightButton, pos=middle(bars, 4))
    assert digits == []


@pytest.mark.parametrize("why", ["nothing is read", "nobody may say what it is"])
def test_bars_that_mean_nothing_cannot_be_clicked(bars: ProbabilityBars, why: str) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    assert bars.cursor().shape() == Qt.CursorShape.PointingHandCursor
    if why == "nothing is read":
        bars.set_probabilities(None)
    else:
        bars.set_clickable(False)
    digits = clicked(bars)
    QTest.mouseClick(bars, LEFT, pos=middle(bars, 4))
    assert digits == []
    assert bars.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_bar_below_the_mouse_stands_out(bars: ProbabilityBars) -> None:
    bars.show()
    bars.set_probabilities(FOUR_OR_NINE)
    plain = shown(bars)
    QTest.mouseMove(bars, middle(bars, 7))
    hovered = shown(bars)
    rows = {int(y * 10 / plain.height()) for y in range(plain.height()) if row(plain, y) != row(hovered, y)}
    assert rows == {7}
    QApplication.sendEvent(bars, QEvent(QEvent.Type.Leave))
    assert shown(bars) == plain


def row(image: QImage, y: int) -> list[int]:
    return [image.pixel(x, y) for x in range(image.width())]


def test_a_tool_tip_says_what_a_click_means(bars: ProbabilityBars, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: told.append(text))
    for probabilities in (FOUR_OR_NINE, None):
        bars.set_probabilities(probabilities)
        place = middle(bars, 4)
        QApplication.sendEvent(bars, QHelpEvent(QEvent.Type.ToolTip, place, bars.mapToGlobal(place)))
    assert told == ["This is 4: keep it as a sample", ""]


def test_another_network_has_a_thin_line_below_each_bar(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    plain = shown(bars)
    bars.set_other((0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0))
    image = shown(bars)
    lines = [y for y in range(image.height()) if QColor(LIGHT.other).rgb() in row(image, y)]
    assert {int(y * 10 / image.height()) for y in lines} == {1, 7}
    track = length(bars, 0, LIGHT.track)
    assert row(image, lines[0]).count(QColor(LIGHT.other).rgb()) == pytest.approx(0.5 * track, abs=8)
    assert "38.0 %; the other network: 0: 0.0 %, 1: 50.0 %" in bars.accessibleDescription()
    bars.set_other(None)
    assert shown(bars) == plain
