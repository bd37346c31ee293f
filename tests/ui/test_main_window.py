from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnist_desktop import __version__, paths
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import PRESETS
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.reading.tile import BigDigit
from mnist_desktop.ui.style.theme import DARK, LIGHT, ThemeChoice
from mnist_desktop.ui.widgets.layout import CaptionOrNothing

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
UNSURE = DigitReading((0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38), sure=False)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(theme_choice=ThemeChoice.LIGHT)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield window
    window.set_theme_choice(ThemeChoice.LIGHT)


def canvas_of(window: MainWindow) -> Canvas:
    canvas = window.findChild(Canvas, "canvas")
    assert canvas is not None
    return canvas


def button(window: MainWindow, name: str) -> QToolButton:
    found = window.findChild(QToolButton, name)
    assert found is not None
    return found


def draw(window: MainWindow) -> None:
    canvas = canvas_of(window)
    QTest.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(200, 200))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(200, 200))


def strokes(window: MainWindow) -> int:
    return len(canvas_of(window).drawing().strokes)


def command(window: MainWindow, text: str) -> QAction:
    return next(action for action in window.findChildren(QAction) if action.text().replace("&", "") == text)


def test_every_promised_object_is_there(window: MainWindow) -> None:
    for name in (
        *("canvas", "clearButton", "undoButton", "redoButton", "modelSelector"),
        *("predictedDigit", "probabilityBars", "networkInput"),
        *("trainButton", "pauseButton", "stopButton", "epochButton", "trainingProgress", "trainingStatus"),
        *("lossPlot", "accuracyPlot", "smoothingSlider", "resetViewButton", "presetSelector", "factoryButton"),
    ):
        assert window.findChild(QWidget, name) is not None, name


def test_without_icons_the_window_works(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "icons", lambda: tmp_path)
    window = MainWindow(theme_choice=ThemeChoice.LIGHT)
    qtbot.addWidget(window)
    window.show()
    draw(window)
    QTest.mouseClick(button(window, "undoButton"), LEFT)
    assert strokes(window) == 0
    assert button(window, "undoButton").icon().isNull()
    assert not window.grab().isNull()


def test_a_drawing_is_announced(window: MainWindow) -> None:
    heard: list[Drawing] = []
    window.drawing_changed.connect(heard.append)
    draw(window)
    window.set_drawing(Drawing())
    assert [len(drawing.strokes) for drawing in heard[-2:]] == [1, 0]


def test_buttons_undo_redo_and_clear(window: MainWindow) -> None:
    draw(window)
    for name, left in (("undoButton", 0), ("redoButton", 1), ("clearButton", 0), ("undoButton", 1)):
        QTest.mouseClick(button(window, name), LEFT)
        assert strokes(window) == left


def test_buttons_can_be_pressed_only_when_there_is_something_to_do(window: MainWindow) -> None:
    def usable() -> list[bool]:
        return [button(window, name).isEnabled() for name in ("undoButton", "redoButton", "clearButton")]

    assert usable() == [False, False, False]
    draw(window)
    assert usable() == [True, False, True]
    canvas_of(window).undo()
    assert usable() == [False, True, False]


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Delete, None), (Qt.Key.Key_Backspace, CONTROL)])
def test_keys_clear(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None) -> None:
    draw(window)
    QTest.keyClick(window, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert strokes(window) == 0


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Z, CONTROL | SHIFT), (Qt.Key.Key_Y, CONTROL)])
def test_keys_undo_and_redo(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    draw(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert strokes(window) == 0
    QTest.keyClick(window, key, modifier)
    assert strokes(window) == 1


def test_brackets_and_slider_change_the_pen(window: MainWindow) -> None:
    heard: list[int] = []
    window.pen_width_changed.connect(heard.append)
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    slider = window.findChild(QSlider, "penWidthSlider")
    assert slider is not None
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert heard == [20, 18, 19]
    window.set_pen_width(30)
    assert slider.value() == 30


def test_tool_tips_name_the_keys(window: MainWindow) -> None:
    tips = [button(window, name).toolTip() for name in ("undoButton", "redoButton", "clearButton")]
    assert tips == ["Undo (Ctrl+Z)", "Redo (Ctrl+Shift+Z)", "Clear (Del)"]


def test_choosing_a_theme_in_the_menu_changes_it_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.theme_chosen) as heard:
        command(window, "Dark").trigger()
    assert heard.args == [ThemeChoice.DARK]
    canvas = canvas_of(window)
    assert canvas.grab().toImage().pixelColor(30, 40) == QColor(DARK.paper)


def test_setting_a_theme_says_nothing_and_ticks_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.assertNotEmitted(window.theme_chosen):
        window.set_theme_choice(ThemeChoice.DARK)
    assert command(window, "Dark").isChecked()
    window.set_theme_choice(ThemeChoice.LIGHT)
    assert canvas_of(window).grab().toImage().pixelColor(30, 40) == QColor(LIGHT.paper)


def test_choosing_a_network_is_announced(qtbot: QtBot, window: MainWindow) -> None:
    selector = window.findChild(QComboBox, "modelSelector")
    assert selector is not None
    with qtbot.waitSignal(window.model_selected) as heard:
        QTest.keyClick(selector, Qt.Key.Key_Up)
    assert heard.args == ["FirstNet"]


def test_painted_is_said_once(qtbot: QtBot) -> None:
    window = MainWindow(theme_choice=ThemeChoice.LIGHT)
    qtbot.addWidget(window)
    times: list[None] = []
    window.painted.connect(lambda: times.append(None))
    assert times == []
    window.show()
    qtbot.waitUntil(lambda: len(times) == 1)
    window.repaint()
    QApplication.processEvents()
    assert len(times) == 1


def test_closing_is_said_before_it_closes(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closing):
        command(window, "Quit").trigger()
    assert not window.isVisible()


def test_about_says_version_and_whose_handwriting(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "about", lambda _parent, _title, text: said.append(text))
    command(window, "About MNIST Desktop").trigger()
    for part in (__version__, "LeCun", "Cortes", "Burges", "CC BY-SA 3.0"):
        assert part in said[0]


@pytest.mark.parametrize(("training", "side"), [(True, 250), (False, 480)])
def test_the_whole_window_fits_in_1024_by_700_with_nothing_cut(
    qtbot: QtBot, window: MainWindow, training: bool, side: int
) -> None:
    window.set_training_shown(training)
    window.training.show_decision(History("CNNNet 3", PRESETS["recommended"]["CNNNet"], test_accuracy=0.99), 0.9955)
    window.show_status("Ready")
    window.show_weights("CNNNet, built in: 99.46 % of MNIST's test set")
    window.show_reading(UNSURE, np.zeros((28, 28), dtype=np.float32))
    window.show_message("The settings could not be read; the usual ones are used. " * 4, "Go on")
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.size() == QSize(1024, 700))
    QApplication.processEvents()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, (BigDigit, CaptionOrNothing)):
            _assert_whole(label)
    for each in window.findChildren(QAbstractButton):
        if each.isVisible():
            assert each.width() >= each.sizeHint().width(), each.objectName()
            _assert_inside(each)
    canvas = canvas_of(window)
    assert canvas.width() == canvas.height() >= side


def _assert_whole(label: QLabel) -> None:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    assert label.height() >= needed, label.text()
    if not label.wordWrap():
        assert label.width() >= label.sizeHint().width(), label.text()
    _assert_inside(label)


def _assert_inside(part: QWidget) -> None:
    window = part.window()
    assert window.rect().contains(part.mapTo(window, part.rect().bottomRight())), part.objectName()


def test_a_long_status_gives_way_and_can_be_read_in_full(window: MainWindow) -> None:
    window.resize(1024, 700)
    window.show_weights("CNNNet, built in")
    window.show_status("training " * 60)
    QApplication.processEvents()
    window.grab()
    weights = next(label for label in window.findChildren(QLabel) if label.text() == "CNNNet, built in")
    assert window.rect().contains(weights.mapTo(window, weights.rect().bottomRight()))
    assert weights.width() >= weights.sizeHint().width()
    assert window.minimumSizeHint().width() <= 1024
    assert any(label.toolTip() == "training " * 60 for label in window.findChildren(QLabel))


def test_the_training_panel_is_put_away_and_brought_back(qtbot: QtBot, window: MainWindow) -> None:
    for is_shown in (False, True):
        with qtbot.waitSignal(window.training_shown_changed) as heard:
            QTest.keyClick(window, Qt.Key.Key_F9)
        assert heard.args == [is_shown]
        assert window.training.isVisible() is is_shown


def test_putting_the_training_panel_away_from_outside_says_nothing(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.assertNotEmitted(window.training_shown_changed):
        window.set_training_shown(False)
    assert not window.training.isVisible()
    assert not command(window, "Training panel").isChecked()


def test_training_goes_by_menu_and_key_even_while_its_panel_is_away(qtbot: QtBot, window: MainWindow) -> None:
    window.set_training_shown(False)
    with qtbot.waitSignal(window.training.train_requested):
        QTest.keyClick(window, Qt.Key.Key_T, CONTROL)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&File", "&Edit", "&View", "&Training", "&Help"]


def test_the_button_of_a_message_is_told(qtbot: QtBot, window: MainWindow) -> None:
    window.show_message("CNNNet 3 was cut off.", "Go on")
    with qtbot.waitSignal(window.action_triggered):
        QTest.mouseClick(button(window, "messageActionButton"), LEFT)


@pytest.mark.parametrize("name", ["epochsSpin", "learningRateSpin", "seedSpin"])
def test_delete_and_brackets_typed_into_a_field_leave_the_drawing_alone(window: MainWindow, name: str) -> None:
    draw(window)
    field = window.findChild(QWidget, name)
    assert field is not None
    field.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_BracketRight):
        QTest.keyClick(field, key)
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert strokes(window) == 1
