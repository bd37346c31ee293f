"""A person writes a number on the wide pad, and puts a picture of one there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import DIGITS, LETTERS, NUMBER_174, choose, click, draw, part, probabilities, shown, write
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.reading.number import DigitButton

PAPER, PENCIL = QColor(240, 236, 225), QColor(60, 60, 80)


@pytest.fixture
def wide(open_window: Callable[[], MainWindow], qtbot: QtBot) -> MainWindow:
    """A window whose pad is wide, as its pages are put away."""
    window = open_window()
    window.resize(1400, 800)
    window.commands.show_pages.trigger()
    qtbot.waitUntil(lambda: window.pad.canvas.drawing().width > 600)
    return window


def digit_button(window: MainWindow, index: int) -> DigitButton:
    return sorted(window.findChildren(DigitButton), key=lambda button: button.x())[index]


def boxes(window: MainWindow) -> list[tuple[str, bool]]:
    return [(box.text, box.is_selected) for box in window.pad.canvas._boxes]


def picture_of(number: str) -> QImage:
    """A photo of a note: digits of 160 pixels, side by side on paper."""
    image = QImage(200 * len(number) + 80, 300, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setPen(QPen(PENCIL, 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for index, digit in enumerate(number):
        for stroke in DIGITS[int(digit)]:
            painter.drawPolyline([QPointF(60 + 200 * index + 160 * x, 70 + 160 * y) for x, y in stroke])
    painter.end()
    return image


def test_a_number_is_read_while_it_is_written_and_each_digit_can_be_looked_at(wide: MainWindow, qtbot: QtBot) -> None:
    write(wide, "4", 60, 120, 240)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "4")
    assert boxes(wide) == []
    write(wide, "2", 320, 120, 240)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "42")
    assert boxes(wide) == [("4", False), ("2", True)]
    assert shown(wide) == "2"

    QTest.mouseClick(digit_button(wide, 0), Qt.MouseButton.LeftButton)
    assert shown(wide) == "4"
    assert boxes(wide) == [("4", True), ("2", False)]
    bars = probabilities(wide)
    assert bars is not None
    assert bars[4] > 0.9

    click(wide, "clearButton")
    assert (shown(wide, "readingText"), boxes(wide)) == ("", [])
    click(wide, "undoButton")
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "42")


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_a_number_of_a_hurried_hand_is_read(wide: MainWindow, qtbot: QtBot, model: str) -> None:
    choose(wide, model)
    draw(wide, NUMBER_174)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "174")


def test_a_letter_between_digits_stays_a_question(wide: MainWindow, qtbot: QtBot) -> None:
    write(wide, "2", 40, 175, 150)
    write(wide, "2", 450, 175, 150)
    draw(wide, LETTERS["A"], 0.35)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "2?2")
    assert boxes(wide) == [("2", False), ("?", True), ("2", False)]
    assert shown(wide, "confidence").startswith("Not sure: ")


def test_a_bar_that_is_added_later_belongs_to_its_digit(wide: MainWindow, qtbot: QtBot) -> None:
    canvas = wide.pad.canvas
    write(wide, "77", 60, 120, 240)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "77")
    scale = canvas.height() / 500
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPointF(110 * scale, 245 * scale).toPoint())
    QTest.mouseMove(canvas, QPointF(230 * scale, 240 * scale).toPoint())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPointF(240 * scale, 240 * scale).toPoint())
    qtbot.waitUntil(lambda: len(canvas._boxes) == 2 and shown(wide, "readingText") == "77")


def test_a_picture_is_read_with_boxes_and_what_is_drawn_beside_it_too(wide: MainWindow, qtbot: QtBot) -> None:
    canvas = part(wide, "canvas")
    assert isinstance(canvas, Canvas)
    canvas.set_picture(picture_of("59"))
    assert shown(wide, "confidence") == "Reading the picture…"
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "59")
    assert boxes(wide) == [("5", True), ("9", False)]
    place = canvas.content().place
    assert all(place.contains(QPointF(box.x + box.width / 2, box.y + box.height / 2)) for box in canvas._boxes)

    write(wide, "3", canvas.drawing().width - 110, 210, 120)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "593")
    assert shown(wide) == "3"

    click(wide, "clearButton")
    assert (shown(wide, "readingText"), shown(wide, "confidence")) == ("", "Nothing drawn yet")
    click(wide, "undoButton")
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "593")


def test_of_a_picture_one_digit_is_boxed_and_without_any_it_is_said(wide: MainWindow, qtbot: QtBot) -> None:
    wide.pad.canvas.set_picture(picture_of("7"))
    qtbot.waitUntil(lambda: boxes(wide) == [("7", True)])
    blank = QImage(300, 200, QImage.Format.Format_RGB32)
    blank.fill(PAPER)
    wide.pad.canvas.set_picture(blank)
    assert boxes(wide) == []
    qtbot.waitUntil(lambda: shown(wide, "confidence") == "No digit found")


def test_a_picture_that_cannot_be_read_is_one_line(wide: MainWindow, qtbot: QtBot) -> None:
    wide.pad.canvas.set_picture(QImage(8001, 8001, QImage.Format.Format_Mono))
    qtbot.waitUntil(lambda: "8001" in shown(wide, "message") or "8,001" in shown(wide, "message"))
    qtbot.waitUntil(lambda: shown(wide, "confidence") == "No digit found")
    write(wide, "3", 100, 100, 300)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "3")
