"""A person corrects what was read, and writes the digits they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hands import DIGITS, SCRIBBLE, click, draw, enter, part, shown, write
from labelled_samples import FILE, labels, stored, strokes_of
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.reading.number import DigitButton

NO_MODIFIER, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
HINT = "Wrong? Type the right digit"


@pytest.fixture
def ready(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def wide(ready: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window whose pad is wide, as its pages are put away."""
    ready.resize(1400, 800)
    ready.commands.show_pages.trigger()
    qtbot.waitUntil(lambda: ready.pad.canvas.drawing().width > 600)
    return ready


def press(window: MainWindow, keys: str, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    for key in keys:
        QTest.keyClick(window.pad.canvas, Qt.Key(ord(key)), modifier)


def escape(window: MainWindow) -> None:
    QTest.keyClick(window.pad.canvas, Qt.Key.Key_Escape)


def click_bar(window: MainWindow, digit: int) -> None:
    bars = part(window, "probabilityBars")
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(60, int((digit + 0.5) * bars.height() / 10)))


def note(window: MainWindow) -> str:
    return shown(window, "teachingNote")


def wait_for_note(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(lambda: note(window) == text)


def kept_as(digit: int) -> str:
    return f"Kept as {digit} · Esc takes it back"


def says_why(window: MainWindow) -> bool:
    """Whether the window says that there is a directory in place of the file."""
    return "directory" in shown(window, "message") and part(window, "messageBar").isVisible()


def number_button(window: MainWindow, index: int) -> DigitButton:
    return sorted(window.findChildren(DigitButton), key=lambda button: button.x())[index]


def picture_of(*digits: int) -> QImage:
    image = QImage(200 * len(digits) + 80, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(240, 236, 225))
    painter = QPainter(image)
    painter.setPen(QPen(QColor(60, 60, 80), 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for index, digit in enumerate(digits):
        for stroke in DIGITS[digit]:
            painter.drawPolyline([QPointF(60 + 200 * index + 160 * x, 70 + 160 * y) for x, y in stroke])
    painter.end()
    return image


# One digit


def test_the_key_of_the_right_digit_keeps_what_was_drawn_and_what_was_read(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    assert note(ready) == ""
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    drawing = ready.pad.canvas.drawing()
    press(ready, "9")
    wait_for_note(qtbot, ready, kept_as(9))
    [sample] = stored(home)
    assert sample.label == 9
    assert strokes_of(sample) == [stroke.points.tolist() for stroke in drawing.strokes]
    assert isinstance(sample.content, Drawing)
    assert (sample.content.width, sample.content.height) == (drawing.width, drawing.height)
    assert datetime.now(UTC) - datetime.fromisoformat(sample.created) < timedelta(minutes=5)
    read = sample.was_read
    assert read is not None
    assert (read.digit, read.sure, read.network) == (4, True, "CNNNet")


@pytest.mark.parametrize("by", ["key", "keypad", "bar"])
def test_that_it_was_right_is_kept_too(ready: MainWindow, qtbot: QtBot, home: Path, by: str) -> None:
    draw(ready, DIGITS[7])
    wait_for_note(qtbot, ready, HINT)
    if by == "bar":
        click_bar(ready, 7)
    else:
        press(ready, "7", KEYPAD if by == "keypad" else NO_MODIFIER)
    wait_for_note(qtbot, ready, kept_as(7))
    assert labels(home) == [7]


def test_what_was_read_unsurely_asks_for_the_digit(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    draw(ready, SCRIBBLE)
    wait_for_note(qtbot, ready, "Which is it? Type the digit")
    press(ready, "3")
    wait_for_note(qtbot, ready, kept_as(3))
    [sample] = stored(home)
    assert sample.was_read is not None
    assert not sample.was_read.sure


def test_another_label_changes_the_sample_and_escape_takes_all_of_it_back(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "9")
    wait_for_note(qtbot, ready, kept_as(9))
    click_bar(ready, 4)
    wait_for_note(qtbot, ready, kept_as(4))
    assert labels(home) == [4]
    escape(ready)
    wait_for_note(qtbot, ready, HINT)
    qtbot.waitUntil(lambda: labels(home) == [])


def test_the_same_label_again_adds_nothing(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "444")
    wait_for_note(qtbot, ready, kept_as(4))
    click(ready, "clearButton")
    draw(ready, DIGITS[0])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "0")
    wait_for_note(qtbot, ready, kept_as(0))
    assert labels(home) == [4, 0]


def test_after_the_digit_changes_it_is_another_sample_and_the_first_stays(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    draw(ready, DIGITS[1])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "1")
    wait_for_note(qtbot, ready, kept_as(1))
    draw(ready, [[(0.2, 0.5), (0.8, 0.5)]])
    qtbot.waitUntil(lambda: not note(ready).startswith("Kept"))
    escape(ready)
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))
    assert [len(strokes_of(sample)) for sample in stored(home)] == [1, 2]
    assert labels(home) == [1, 4]


def test_a_wider_window_changes_no_digit(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "9")
    wait_for_note(qtbot, ready, kept_as(9))
    ready.resize(1400, 800)
    ready.commands.show_pages.trigger()
    qtbot.waitUntil(lambda: ready.pad.canvas.drawing().width > 600)
    assert note(ready) == kept_as(9)
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))
    assert labels(home) == [4]


def test_escape_lifts_the_keyboards_pen_and_leaves_the_pad_where_nothing_is_to_take_back(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    canvas = ready.pad.canvas
    draw(ready, DIGITS[1])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "1")
    wait_for_note(qtbot, ready, kept_as(1))
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(canvas.drawing().strokes) == 2)
    escape(ready)
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert len(canvas.drawing().strokes[1].points) == 2
    escape(ready)
    assert not canvas.hasFocus()
    assert labels(home) == [1]


def test_on_an_empty_pad_keys_do_nothing(ready: MainWindow, home: Path) -> None:
    press(ready, "4")
    click_bar(ready, 4)
    assert not (home / FILE).exists()
    assert note(ready) == ""


def test_a_key_in_a_field_is_for_the_field(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    enter(ready, "epochsSpin", "17")
    spin = part(ready, "epochsSpin")
    assert isinstance(spin, QSpinBox)
    assert spin.value() == 17
    assert note(ready) == HINT
    assert not (home / FILE).exists()


def test_a_key_that_is_held_down_is_one_label(wide: MainWindow, qtbot: QtBot, home: Path) -> None:
    write(wide, "44", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "44")
    press(wide, "4")
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_4, NO_MODIFIER, "4", autorep=True)
        QApplication.sendEvent(wide.pad.canvas, held)
    wait_for_note(qtbot, wide, kept_as(4))
    assert labels(home) == [4]


# Numbers and pictures


def test_a_number_that_is_typed_labels_its_digits_in_order(wide: MainWindow, qtbot: QtBot, home: Path) -> None:
    write(wide, "471", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "471")
    drawn = [stroke.points.tolist() for stroke in wide.pad.canvas.drawing().strokes]
    press(wide, "471")
    wait_for_note(qtbot, wide, kept_as(1))
    assert labels(home) == [4, 7, 1]
    assert [strokes_of(sample) for sample in stored(home)] == [drawn[:2], drawn[2:3], drawn[3:]]
    assert [number_button(wide, index).toolTip() for index in range(3)] == ["Kept as 4", "Kept as 7", "Kept as 1"]


def test_the_selected_digit_of_a_number_is_the_one_that_is_labelled(wide: MainWindow, qtbot: QtBot, home: Path) -> None:
    write(wide, "471", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "471")
    QTest.mouseClick(number_button(wide, 1), Qt.MouseButton.LeftButton)
    QTest.keyClick(number_button(wide, 1), Qt.Key.Key_2)
    wait_for_note(qtbot, wide, kept_as(2))
    [sample] = stored(home)
    assert sample.was_read is not None
    assert (sample.label, sample.was_read.digit) == (2, 7)
    assert shown(wide) == "1"
    escape(wide)
    assert shown(wide) == "7"
    qtbot.waitUntil(lambda: labels(home) == [])


def test_a_bar_is_of_the_digit_that_is_shown(wide: MainWindow, qtbot: QtBot, home: Path) -> None:
    write(wide, "471", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "471")
    click_bar(wide, 4)
    wait_for_note(qtbot, wide, kept_as(4))
    [sample] = stored(home)
    assert sample.was_read is not None
    assert sample.was_read.digit == 1


def test_a_digit_that_is_added_to_a_number_is_the_next_to_be_labelled(
    wide: MainWindow, qtbot: QtBot, home: Path
) -> None:
    write(wide, "4", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "4")
    press(wide, "4")
    wait_for_note(qtbot, wide, kept_as(4))
    write(wide, "7", 300, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "47")
    assert number_button(wide, 0).toolTip() == "Kept as 4"
    press(wide, "7")
    wait_for_note(qtbot, wide, kept_as(7))
    assert labels(home) == [4, 7]


def test_each_escape_takes_one_label_back(wide: MainWindow, qtbot: QtBot, home: Path) -> None:
    write(wide, "471", 60, 140, 180)
    qtbot.waitUntil(lambda: shown(wide, "readingText") == "471")
    press(wide, "471")
    wait_for_note(qtbot, wide, kept_as(1))
    escape(wide)
    wait_for_note(qtbot, wide, kept_as(7))
    escape(wide)
    wait_for_note(qtbot, wide, kept_as(4))
    qtbot.waitUntil(lambda: labels(home) == [4])


def test_a_digit_of_a_picture_is_kept_as_its_image(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    ready.pad.canvas.set_picture(picture_of(5, 9))
    press(ready, "59")  # before it is read
    wait_for_note(qtbot, ready, kept_as(9))
    five, nine = stored(home)
    assert (five.label, nine.label) == (5, 9)
    for sample, digit in zip((five, nine), ready.reading.digits, strict=True):
        assert isinstance(sample.content, np.ndarray)
        assert digit.image is not None
        assert np.abs(sample.content - digit.image).max() < 1 / 255
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))
    assert labels(home) == [5, 4]


def test_a_picture_without_a_digit_says_that_nothing_was_kept(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    blank = QImage(300, 200, QImage.Format.Format_RGB32)
    blank.fill(QColor(240, 236, 225))
    ready.pad.canvas.set_picture(blank)
    press(ready, "5")
    qtbot.waitUntil(lambda: shown(ready, "message") == "No digit was found in the picture, so nothing was kept.")
    assert not (home / FILE).exists()


def test_a_label_is_dropped_if_the_pad_changes_before_it_was_read(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    ready.pad.canvas.set_picture(picture_of(5, 9))
    press(ready, "5")
    ready.pad.canvas.clear()
    draw(ready, DIGITS[4])
    qtbot.waitUntil(lambda: shown(ready) == "4")
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))
    [sample] = stored(home)
    assert (sample.label, sample.is_confirmed) == (4, False), "the drawing got the label of the picture first"


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_claimed(
    qtbot: QtBot, home: Path, open_window: Callable[[], MainWindow]
) -> None:
    (home / FILE).mkdir()
    window = open_window()
    window.message_bar.dismiss()
    draw(window, DIGITS[4])
    wait_for_note(qtbot, window, HINT)
    press(window, "4")
    qtbot.waitUntil(lambda: says_why(window))
    assert note(window) == HINT
    (home / FILE).rmdir()
    press(window, "4")
    wait_for_note(qtbot, window, kept_as(4))
    assert labels(home) == [4]


# The guided round


def asked(window: MainWindow) -> int:
    return int(shown(window, "roundTask").removeprefix("Write "))


def begin_round(window: MainWindow) -> None:
    window.commands.write_round.trigger()
    assert part(window, "roundBar").isVisible()


def write_asked(qtbot: QtBot, window: MainWindow) -> int:
    """Write the digit that is asked for, and go on."""
    digit, before = asked(window), shown(window, "roundProgress")
    draw(window, DIGITS[digit])
    QTest.keyClick(window.pad.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window, "roundProgress") != before or not part(window, "roundBar").isVisible())
    return digit


def test_a_round_to_its_end_keeps_twenty_digits_and_puts_back_what_was_there(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    canvas = ready.pad.canvas
    draw(ready, DIGITS[4])
    before = canvas.drawing()
    begin_round(ready)
    assert canvas.hasFocus()
    assert canvas.drawing().strokes == ()
    written = [write_asked(qtbot, ready) for _ in range(20)]
    assert not part(ready, "roundBar").isVisible()
    assert Counter(written) == dict.fromkeys(range(10), 2)
    assert labels(home) == written
    assert canvas.drawing().strokes == before.strokes
    assert shown(ready, "message") == "Kept: 20 of 20 digits. The page Mine shows them."
    canvas.undo()
    assert len(canvas.drawing().strokes) == 1
    canvas.redo()
    qtbot.waitUntil(lambda: shown(ready) == "4")
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))


def test_in_a_round_the_reading_goes_on_and_is_kept_and_keys_label_nothing(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    begin_round(ready)
    digit = asked(ready)
    draw(ready, DIGITS[digit])
    qtbot.waitUntil(lambda: shown(ready) == str(digit))
    press(ready, "5")
    click_bar(ready, 5)
    QTest.keyClick(ready.pad.canvas, Qt.Key.Key_Enter, KEYPAD)
    wait_for_note(qtbot, ready, kept_as(digit))
    [sample] = stored(home)
    assert sample.was_read is not None
    assert (sample.label, sample.was_read.digit) == (digit, digit)


def test_next_with_an_empty_pad_says_so(ready: MainWindow, home: Path) -> None:
    begin_round(ready)
    digit = asked(ready)
    click(ready, "roundNextButton")
    assert shown(ready, "roundProgress") == "1 of 20: nothing is written yet"
    assert asked(ready) == digit
    assert not (home / FILE).exists()


def test_the_last_digit_can_be_taken_back_and_is_asked_for_again(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    begin_round(ready)
    first = write_asked(qtbot, ready)
    second = write_asked(qtbot, ready)
    escape(ready)
    assert asked(ready) == second
    qtbot.waitUntil(lambda: labels(home) == [first])
    click(ready, "roundBackButton")
    assert asked(ready) == first
    qtbot.waitUntil(lambda: labels(home) == [])
    assert not ready.commands.take_back.isEnabled()
    assert write_asked(qtbot, ready) == first
    assert labels(home) == [first]


def test_a_digit_can_be_skipped(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    begin_round(ready)
    first = asked(ready)
    click(ready, "roundSkipButton")
    assert shown(ready, "roundProgress") == "2 of 20"
    second = write_asked(qtbot, ready)
    assert labels(home) == [second]
    escape(ready)
    escape(ready)
    assert (asked(ready), shown(ready, "roundProgress")) == (first, "1 of 20")


def test_undo_reaches_neither_the_digit_before_nor_what_was_there_before_the_round(
    ready: MainWindow, qtbot: QtBot
) -> None:
    draw(ready, DIGITS[4])
    begin_round(ready)
    assert not ready.commands.undo.isEnabled()
    write_asked(qtbot, ready)
    assert not ready.commands.undo.isEnabled()


def test_a_round_that_is_stopped_keeps_what_was_written_and_loses_no_stroke(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    canvas = ready.pad.canvas
    draw(ready, DIGITS[4])
    before = canvas.drawing().strokes
    begin_round(ready)
    first = write_asked(qtbot, ready)
    draw(ready, DIGITS[asked(ready)])
    unfinished = canvas.drawing().strokes
    click(ready, "roundStopButton")
    assert canvas.drawing().strokes == before
    assert labels(home) == [first]
    assert shown(ready, "message") == "Kept: 1 of 20 digits. The page Mine shows them."
    canvas.undo()
    assert canvas.drawing().strokes == unfinished
    canvas.undo()
    assert canvas.drawing().strokes == before


def test_what_was_labelled_before_a_round_is_still_the_same_sample_after_it(
    ready: MainWindow, qtbot: QtBot, home: Path
) -> None:
    draw(ready, DIGITS[4])
    wait_for_note(qtbot, ready, HINT)
    press(ready, "9")
    wait_for_note(qtbot, ready, kept_as(9))
    begin_round(ready)
    click(ready, "roundStopButton")
    assert not part(ready, "messageBar").isVisible()
    wait_for_note(qtbot, ready, HINT)
    press(ready, "4")
    wait_for_note(qtbot, ready, kept_as(4))
    assert labels(home) == [4]


def test_in_a_round_a_digit_that_cannot_be_kept_stays_on_the_pad(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    (home / FILE).mkdir()
    begin_round(ready)
    digit = asked(ready)
    draw(ready, DIGITS[digit])
    drawn = ready.pad.canvas.drawing().strokes
    click(ready, "roundNextButton")
    qtbot.waitUntil(lambda: says_why(ready))
    assert (asked(ready), shown(ready, "roundProgress")) == (digit, "1 of 20")
    assert ready.pad.canvas.drawing().strokes == drawn
    (home / FILE).rmdir()
    click(ready, "roundNextButton")
    qtbot.waitUntil(lambda: shown(ready, "roundProgress") == "2 of 20")
    assert labels(home) == [digit]


def test_closing_the_window_in_the_middle_loses_no_digit(ready: MainWindow, qtbot: QtBot, home: Path) -> None:
    begin_round(ready)
    first = write_asked(qtbot, ready)
    second = asked(ready)
    draw(ready, DIGITS[second])
    QTest.keyClick(ready.pad.canvas, Qt.Key.Key_Return)
    ready.close()
    assert labels(home) == [first, second]
