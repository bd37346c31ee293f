"""A person brings pictures and drawings, and takes drawings away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hands import DIGITS, click, draw, drop, of_files, shown
from PIL import Image, ImageDraw, ImageFilter
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_mime import DRAWING
from mnist_desktop.ui.main_window import MainWindow


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a 7 on paper, taken with the camera turned, in light that falls off."""
    paper = Image.new("L", (1200, 900), 225)
    ImageDraw.Draw(paper).line([(450, 250), (750, 250), (560, 700)], fill=60, width=26, joint="curve")
    light = np.linspace(1.0, 0.7, 1200)
    picture = Image.fromarray((np.asarray(paper.filter(ImageFilter.GaussianBlur(2))) * light).astype(np.uint8))
    turned = picture.convert("RGB").transpose(Image.Transpose.ROTATE_90)
    exif = turned.getexif()
    exif[0x0112] = 6  # to be turned back
    turned.save(tmp_path / "photo.jpg", exif=exif, quality=92)
    return tmp_path / "photo.jpg"


@pytest.fixture
def drawing_file(tmp_path: Path) -> Path:
    strokes = tuple(Stroke(np.array(stroke) * 300 + 100) for stroke in DIGITS[4])
    (tmp_path / "four.json").write_text(json.dumps(Drawing(strokes).to_json()))
    return tmp_path / "four.json"


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Press Ctrl and a key in a window, which is then the active one."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)


def test_a_photo_is_opened_and_undone_a_drawing_dropped_copied_and_pasted_into_a_second_window(
    open_window: Callable[[], MainWindow],
    photo: Path,
    drawing_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = open_window(), open_window()
    draw(first, DIGITS[5])
    qtbot.waitUntil(lambda: shown(first) == "5")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(photo)], ""))
    click(first, "openPictureButton")
    canvas = first.pad.canvas
    qtbot.waitUntil(lambda: canvas.content().picture is not None)
    picture = canvas.content().picture
    assert picture is not None
    assert picture.size() == QSize(1200, 900)
    assert not canvas.content().drawing.strokes
    click(first, "undoButton")
    assert canvas.content().picture is None
    qtbot.waitUntil(lambda: shown(first) == "5")
    drop(first, of_files(drawing_file))
    qtbot.waitUntil(lambda: shown(first) == "4")
    press(qtbot, first, Qt.Key.Key_C)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: (held := clipboard.mimeData()) is not None and held.hasFormat(DRAWING))
    press(qtbot, second, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: shown(second) == "4")
    assert second.pad.canvas.drawing().strokes == canvas.drawing().strokes
    clipboard.clear()


def test_what_was_opened_is_in_the_menu_at_the_next_start(
    open_window: Callable[[], MainWindow], drawing_file: Path, qtbot: QtBot
) -> None:
    first = open_window()
    drop(first, of_files(drawing_file))
    qtbot.waitUntil(lambda: shown(first) == "4")
    first.close()
    second = open_window()
    assert second.recent.actions()[0].text() == "&1 four.json"
    second.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: shown(second) == "4")


def test_a_digit_that_is_saved_is_read_from_its_file(
    open_window: Callable[[], MainWindow], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: shown(window) == "3")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "three.json"), ""))
    press(qtbot, window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: shown(window, "message") == f"Saved to {tmp_path / 'three.json'}")
    click(window, "clearButton")
    qtbot.waitUntil(lambda: shown(window) == "")
    drop(window, of_files(tmp_path / "three.json"))
    qtbot.waitUntil(lambda: shown(window) == "3")
