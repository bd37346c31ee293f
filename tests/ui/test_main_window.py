from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import drop
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QSlider,
    QSplitter,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from stand_ins import heard, kept_run

from mnist_desktop import __version__, paths
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.sessions.pages import all_pages
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.reading.tile import BigDigit
from mnist_desktop.ui.style.theme import DARK, LIGHT, ThemeChoice
from mnist_desktop.ui.widgets.layout import CaptionOrNothing

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
UNSURE = DigitReading((0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38), sure=False)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(pages=all_pages())
    window.set_theme_choice(ThemeChoice.LIGHT)
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


def train_page(window: MainWindow) -> TrainPage:
    found = window.findChild(TrainPage)
    assert found is not None
    return found


def command(window: MainWindow, text: str) -> QAction:
    return next(action for action in window.findChildren(QAction) if action.text().replace("&", "") == text)


def test_every_promised_object_is_there(window: MainWindow) -> None:
    for name in (
        *("canvas", "clearButton", "undoButton", "redoButton", "eraserButton", "modelSelector"),
        *("openPictureButton", "predictedDigit", "probabilityBars", "networkInput", "readingText"),
        *("trainButton", "pauseButton", "stopButton", "epochButton", "trainingProgress", "trainingStatus"),
        *("lossPlot", "accuracyPlot", "smoothingSlider", "resetViewButton", "factoryButton"),
        *("presetSelector", "epochsSpin", "batchSizeSpin", "learningRateSpin", "optimizerSelector", "datasetSelector"),
        *("keepButton", "discardButton", "runsList", "pages", "trainPage", "runsPage"),
    ):
        assert window.findChild(QWidget, name) is not None, name


def test_without_icons_the_window_works(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "icons", lambda: tmp_path)
    window = MainWindow(pages=all_pages())
    qtbot.addWidget(window)
    window.show()
    draw(window)
    QTest.mouseClick(button(window, "undoButton"), LEFT)
    assert strokes(window) == 0
    assert button(window, "undoButton").icon().isNull()
    assert not window.grab().isNull()


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
    window.pad.canvas.pen_width_changed.connect(heard.append)
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    slider = window.findChild(QSlider, "penWidthSlider")
    assert slider is not None
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert heard == [20, 18, 19]
    window.pad.canvas.set_pen_width(30)
    assert slider.value() == 30


def test_the_eraser_is_chosen_by_button_and_by_key(window: MainWindow) -> None:
    draw(window)
    QTest.mouseClick(button(window, "eraserButton"), LEFT)
    assert button(window, "eraserButton").isChecked()
    draw(window)
    assert strokes(window) == 0
    QTest.keyClick(window, Qt.Key.Key_E)
    assert not button(window, "eraserButton").isChecked()
    draw(window)
    assert strokes(window) == 1


def test_a_picture_on_the_pad_can_be_cleared(window: MainWindow) -> None:
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(0)
    canvas_of(window).set_picture(picture)
    assert button(window, "clearButton").isEnabled()
    QTest.mouseClick(button(window, "clearButton"), LEFT)
    assert canvas_of(window).content().is_empty
    assert not button(window, "clearButton").isEnabled()


def test_what_is_dropped_anywhere_on_the_window_is_told_as_a_copy(qtbot: QtBot, window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("anything")
    with qtbot.waitSignal(window.dropped) as heard:
        assert drop(window, mime) == Qt.DropAction.CopyAction, "a file that is dropped here must not be moved away"
    assert heard.args[0].text() == "anything"


def test_the_key_that_copies_copies_what_is_selected_in_a_message_else_the_pad(
    qtbot: QtBot, window: MainWindow
) -> None:
    draw(window)
    window.message_bar.show_message("These are words")
    message = window.findChild(QLabel, "message")
    assert message is not None
    message.setFocus()
    with qtbot.waitSignal(window.commands.copy.triggered):
        QTest.keyClick(message, Qt.Key.Key_C, CONTROL)
    message.setSelection(0, 5)
    with qtbot.assertNotEmitted(window.commands.copy.triggered):
        QTest.keyClick(message, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "These"


def test_without_ink_there_is_nothing_to_label(window: MainWindow) -> None:
    [file] = [action.menu() for action in window.menuBar().actions() if action.text() == "&File"]
    assert isinstance(file, QMenu)
    [labels] = [action for action in file.actions() if action.text() == "Save with &label"]
    file.aboutToShow.emit()
    assert not labels.isEnabled()
    draw(window)
    file.aboutToShow.emit()
    assert labels.isEnabled()


def test_tool_tips_name_the_keys(window: MainWindow) -> None:
    tips = [button(window, name).toolTip() for name in ("undoButton", "redoButton", "clearButton")]
    assert tips == ["Undo (Ctrl+Z)", "Redo (Ctrl+Shift+Z)", "Clear (Del)"]


def test_choosing_a_theme_in_the_menu_changes_it_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.commands.themes.triggered) as heard:
        command(window, "Dark").trigger()
    assert heard.args[0].data() is ThemeChoice.DARK
    canvas = canvas_of(window)
    assert canvas.grab().toImage().pixelColor(30, 40) == QColor(DARK.paper)


def test_setting_a_theme_says_nothing_and_ticks_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.assertNotEmitted(window.commands.themes.triggered):
        window.set_theme_choice(ThemeChoice.DARK)
    assert command(window, "Dark").isChecked()
    window.set_theme_choice(ThemeChoice.LIGHT)
    assert canvas_of(window).grab().toImage().pixelColor(30, 40) == QColor(LIGHT.paper)


def test_choosing_a_network_is_announced(qtbot: QtBot, window: MainWindow) -> None:
    selector = window.findChild(QComboBox, "modelSelector")
    assert selector is not None
    with qtbot.waitSignal(window.reading.network_selected) as heard:
        QTest.keyClick(selector, Qt.Key.Key_Up)
    assert heard.args == ["FirstNet"]


def test_painted_is_said_once(qtbot: QtBot) -> None:
    window = MainWindow()
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


@pytest.mark.parametrize("page", ["trainPage", "runsPage"])
@pytest.mark.parametrize(("pages_shown", "side"), [(True, 250), (False, 480)])
def test_the_whole_window_fits_in_1024_by_700_with_nothing_cut(
    qtbot: QtBot, window: MainWindow, page: str, pages_shown: bool, side: int
) -> None:
    window.restore_layout("", pages_shown=pages_shown, reading_shown=True)
    train, shown = train_page(window), window.findChild(Page, page)
    assert shown is not None
    window.pages.turn_to(shown)
    scores = (Score("EMNIST digits test", 0.99), Score("Hands test", 0.99))
    history = History("CNNNet 3", plan_of("recommended", "CNNNet"), scores=scores)
    train.show_decision(history, scores)
    window.status.setText("Ready")
    window.weights.setText("CNNNet, factory weights: 99.46 % of MNIST and 99.10 % of Hands read right")
    window.reading.show_digits([UNSURE] * 12)
    window.message_bar.show_message("The settings could not be read; the usual ones are used. " * 4, "Resume")
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
    assert canvas.width() >= canvas.height() >= side


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
    window.weights.setText("CNNNet, factory weights")
    window.status.setText("training " * 60)
    QApplication.processEvents()
    window.grab()
    weights = next(label for label in window.findChildren(QLabel) if label.text() == "CNNNet, factory weights")
    assert window.rect().contains(weights.mapTo(window, weights.rect().bottomRight()))
    assert weights.width() >= weights.sizeHint().width()
    assert window.minimumSizeHint().width() <= 1024
    assert any(label.toolTip() == "training " * 60 for label in window.findChildren(QLabel))


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F8, "Reading"), (Qt.Key.Key_F9, "Pages")])
def test_a_part_is_put_away_and_brought_back_by_its_key(window: MainWindow, key: Qt.Key, name: str) -> None:
    part = window.reading if name == "Reading" else window.pages
    for is_shown in (False, True):
        QTest.keyClick(window, key)
        assert part.isVisible() is is_shown
        assert command(window, name).isChecked() is is_shown
        assert window.pad.isVisible()


def test_the_room_of_a_part_that_is_put_away_goes_to_the_others(window: MainWindow) -> None:
    assert window.pad.width() < window.width() / 2
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9):
        QTest.keyClick(window, key)
    QApplication.processEvents()
    assert window.pad.width() > window.width() - 40  # all but the margins


def test_widths_and_what_is_put_away_come_back(qtbot: QtBot, window: MainWindow) -> None:
    splitter = window.findChild(QSplitter, "parts")
    assert splitter is not None
    splitter.setSizes([400, 350, 600])
    QApplication.processEvents()
    widths, state = splitter.sizes(), window.layout_state()
    again = MainWindow(pages=all_pages())
    qtbot.addWidget(again)
    again.restore_layout(state, pages_shown=True, reading_shown=True)
    again.show()
    qtbot.waitActive(again)
    assert again.findChild(QSplitter, "parts").sizes() == pytest.approx(widths, abs=1)  # type: ignore[union-attr]  # fails
    again.restore_layout(state, pages_shown=True, reading_shown=False)
    assert not again.reading.isVisible()
    assert again.pages.isVisible()


def test_a_layout_that_is_no_layout_changes_nothing(window: MainWindow) -> None:
    before = window.layout_state()
    for state in ("", "????", "AAAA"):
        window.restore_layout(state, pages_shown=True, reading_shown=True)
        assert window.layout_state() == before


def test_training_goes_by_menu_and_key_even_while_the_pages_are_away(qtbot: QtBot, window: MainWindow) -> None:
    window.restore_layout("", pages_shown=False, reading_shown=True)
    with qtbot.waitSignal(train_page(window).commands.train.triggered):
        QTest.keyClick(window, Qt.Key.Key_T, CONTROL)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&File", "&Edit", "&View", "&Training", "&Help"]


@pytest.mark.parametrize("state", [None, RunState.PAUSED])
def test_no_two_entries_of_a_menu_have_the_same_letter(window: MainWindow, state: RunState | None) -> None:
    train_page(window).commands.show_state(state)
    for menu in (window.menuBar(), *window.menuBar().findChildren(QMenu)):
        keys = [QKeySequence.mnemonic(action.text()) for action in menu.actions()]
        letters = [key.toString() for key in keys if not key.isEmpty()]
        assert len(letters) == len(set(letters)), [action.text() for action in menu.actions()]


def test_the_button_of_a_message_is_told(qtbot: QtBot, window: MainWindow) -> None:
    window.message_bar.show_message("CNNNet 3 was cut off.", "Resume")
    with qtbot.waitSignal(window.message_bar.action_triggered):
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


def test_what_the_digit_is_can_be_said_in_the_menu(window: MainWindow) -> None:
    [edit] = [action.menu() for action in window.menuBar().actions() if action.text() == "&Edit"]
    assert isinstance(edit, QMenu)
    [this_is] = [action.menu() for action in edit.actions() if action.text() == "This &is"]
    assert isinstance(this_is, QMenu)
    edit.aboutToShow.emit()
    assert not this_is.isEnabled()
    window.commands.this_is.setEnabled(True)
    edit.aboutToShow.emit()
    assert this_is.isEnabled()
    assert [action.shortcut().toString() for action in this_is.actions()] == list("0123456789")
    assert {"Take back", "Write 20 digits…"} <= {action.text().replace("&", "") for action in edit.actions()}


def test_a_name_can_hold_digits_and_escape_ends_its_editing_alone(window: MainWindow) -> None:
    commands, page = window.commands, window.findChild(RunsPage)
    assert page is not None
    commands.this_is.setEnabled(True)
    commands.take_back.setEnabled(True)
    triggered = [*map(heard, (commands.this_is.triggered, commands.take_back.triggered))]
    window.pages.turn_to(page)
    run = kept_run("CNNNet 1")
    page.show_runs([run], run.id)
    item = page.list.topLevelItem(0)
    assert item is not None
    page.list.setCurrentItem(item)
    page.list.rename_current()
    editor = page.list.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "42")
    assert editor.text() == "42"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert page.list.state() != QAbstractItemView.State.EditingState
    assert triggered == [[], []]
