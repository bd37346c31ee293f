"""A person draws a digit and sees it read."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import pytest
from hands import (
    DIGITS,
    LETTERS,
    NO_DIGITS,
    OF_THE_WORLD,
    SCRIBBLE,
    Strokes,
    choose,
    draw,
    part,
    shown,
    wait_until_ready,
)
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.app import create_window
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars


@pytest.fixture
def ready(window: MainWindow, qtbot: QtBot) -> MainWindow:
    wait_until_ready(qtbot, window)
    return window


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_each_digit_is_read(ready: MainWindow, qtbot: QtBot, model: str) -> None:
    choose(ready, model)
    for digit, strokes in DIGITS.items():
        draw(ready, strokes)
        _wait_for(qtbot, ready, str(digit))
        _click(ready, "clearButton")
        _wait_for(qtbot, ready, "")


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_digits_are_read_as_the_world_writes_them(ready: MainWindow, qtbot: QtBot, model: str) -> None:
    choose(ready, model)
    for name, strokes in OF_THE_WORLD.items():
        draw(ready, strokes)
        _wait_for(qtbot, ready, name[0])
        _click(ready, "clearButton")
        _wait_for(qtbot, ready, "")


def test_a_digit_is_read_while_the_pen_is_still_down(ready: MainWindow, qtbot: QtBot) -> None:
    draw(ready, DIGITS[3], lift=False)
    _wait_for(qtbot, ready, "3")


def test_a_hand_that_never_pauses_still_sees_the_reading_change(ready: MainWindow) -> None:
    canvas, bars = part(ready, "canvas"), part(ready, "probabilityBars")
    assert isinstance(bars, ProbabilityBars)
    seen = set()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    give_up = time.monotonic() + 30
    for step in count():
        QTest.mouseMove(canvas, QPoint(100 + step % 300, 100 + 50 * (step % 3)))
        QApplication.processEvents()
        time.sleep(0.001)  # the reading thread's turn
        seen.add(bars.probabilities)
        if len(seen) > 10:
            break
        assert time.monotonic() < give_up, "the reading waits for the hand"
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 100))


def test_bars_and_network_input_follow_the_drawing(ready: MainWindow, qtbot: QtBot) -> None:
    bars, received = part(ready, "probabilityBars"), part(ready, "networkInput")
    assert isinstance(bars, ProbabilityBars)
    assert isinstance(received, NetworkInput)
    draw(ready, DIGITS[0])
    _wait_for(qtbot, ready, "0")
    assert bars.probabilities is not None
    assert bars.probabilities[0] > 0.9
    assert received.digit_image is not None
    assert received.digit_image.shape == (28, 28)


def test_the_other_network_answers_for_the_drawing_already_there(ready: MainWindow, qtbot: QtBot) -> None:
    bars = part(ready, "probabilityBars")
    assert isinstance(bars, ProbabilityBars)
    draw(ready, DIGITS[5])
    _wait_for(qtbot, ready, "5")
    by_cnn = bars.probabilities
    choose(ready, "FirstNet")
    qtbot.waitUntil(lambda: bars.probabilities not in (None, by_cnn))
    assert shown(ready) == "5"


def test_what_is_drawn_while_the_networks_load_is_read_once_they_are_there(window: MainWindow, qtbot: QtBot) -> None:
    draw(window, DIGITS[7])
    assert shown(window) == ""
    assert shown(window, "confidence") == "Getting ready…"
    _wait_for(qtbot, window, "7")


def test_clear_empties_the_reading_and_undo_brings_it_back(ready: MainWindow, qtbot: QtBot) -> None:
    draw(ready, DIGITS[2])
    _wait_for(qtbot, ready, "2")
    _click(ready, "clearButton")
    _wait_for(qtbot, ready, "")
    _click(ready, "undoButton")
    _wait_for(qtbot, ready, "2")
    _click(ready, "redoButton")
    _wait_for(qtbot, ready, "")


@pytest.mark.parametrize("size", [0.15, 0.4, 0.9])
def test_a_digit_is_read_alike_small_and_large(ready: MainWindow, qtbot: QtBot, size: float) -> None:
    draw(ready, DIGITS[4], size)
    _wait_for(qtbot, ready, "4")


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize(
    "strokes", [*LETTERS.values(), *NO_DIGITS.values(), SCRIBBLE], ids=[*LETTERS, *NO_DIGITS, "scribble"]
)
def test_what_is_no_digit_is_called_unsure(ready: MainWindow, qtbot: QtBot, model: str, strokes: Strokes) -> None:
    choose(ready, model)
    draw(ready, strokes)
    _wait_for(qtbot, ready, "?")
    assert shown(ready, "confidence").startswith("Not sure: ")


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_a_dot_is_unsure_or_a_one(ready: MainWindow, qtbot: QtBot, model: str) -> None:
    choose(ready, model)
    draw(ready, [[(0.5, 0.5)]])
    qtbot.waitUntil(lambda: shown(ready) in ("?", "1"))


def test_the_network_and_pen_chosen_are_there_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    first = create_window(tmp_path / "settings.json")
    qtbot.addWidget(first)
    choose(first, "FirstNet")
    first.pad.canvas.set_pen_width(30)
    first.close()
    second = create_window(tmp_path / "settings.json")
    qtbot.addWidget(second)
    assert part(second, "modelSelector").property("currentText") == "FirstNet"
    assert part(second, "penWidthSlider").property("value") == 30
    second.close()


def _wait_for(qtbot: QtBot, window: QWidget, reading: str) -> None:
    qtbot.waitUntil(lambda: shown(window) == reading)


def _click(window: QWidget, name: str) -> None:
    button = part(window, name)
    assert isinstance(button, QAbstractButton)
    button.click()
