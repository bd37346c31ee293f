from __future__ import annotations

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.style.icons import SIDE
from mnist_desktop.ui.widgets.controls import ActionButton, ElidedSelector, FoldingRow, Selector

RED = "#ff0000"


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    """Three buttons, the first of them primary, each with a red square for an icon."""
    window = QWidget()
    layout = FoldingRow(window)
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(RED)
    for name, role in (("train", "primary"), ("pause", ""), ("stop", "")):
        layout.addWidget(ActionButton(QAction(QIcon(pixmap), f"{name} the run", window), name, role))
    qtbot.addWidget(window)
    window.show()
    return window


def button(row: QWidget, name: str) -> ActionButton:
    found = row.findChild(ActionButton, name)
    assert found is not None
    return found


def folded(row: QWidget, width: int) -> list[str]:
    row.resize(width, row.height())
    QApplication.processEvents()
    return [name for name in ("train", "pause", "stop") if button(row, name).width() < button(row, name).whole_width]


def test_buttons_fold_from_the_last_and_a_primary_one_never(row: QWidget) -> None:
    whole = row.sizeHint().width()
    assert folded(row, whole) == []
    assert folded(row, whole - 10) == ["stop"]
    assert folded(row, row.minimumSizeHint().width()) == ["pause", "stop"]
    assert folded(row, whole) == []


def test_a_folded_button_without_an_icon_shows_its_words_as_far_as_they_fit(row: QWidget) -> None:
    folded(row, row.minimumSizeHint().width())
    stop = button(row, "stop")
    stop.defaultAction().setIcon(QIcon())
    worded = stop.grab().toImage()
    stop.defaultAction().setText("")
    assert stop.grab().toImage() != worded


def test_a_folded_button_shows_its_icon_in_the_middle(row: QWidget) -> None:
    folded(row, row.minimumSizeHint().width())
    image = button(row, "stop").grab().toImage()
    columns = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == QColor(RED)]
    assert abs((columns[0] + columns[-1]) / 2 - (image.width() - 1) / 2) <= 1


@pytest.mark.parametrize(
    ("key", "modifier", "is_for_the_selector"),
    [
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, True),
        (Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
def test_a_key_that_begins_an_item_of_a_selector_is_no_shortcut(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, is_for_the_selector: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    selector = Selector(window)
    selector.addItems(["zero", "100", "Every"])
    action = QAction(window)
    action.setShortcut(QKeySequence(QKeyCombination(modifier & ~Qt.KeyboardModifier.KeypadModifier, key)))
    pressed = heard(action.triggered)
    window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
    selector.setFocus()
    QTest.keyClick(selector, key, modifier)
    assert (selector.currentText() != "zero") == is_for_the_selector
    assert bool(pressed) != is_for_the_selector


def test_a_hidden_button_takes_no_room_from_the_others(row: QWidget) -> None:
    whole = row.sizeHint().width()
    button(row, "pause").hide()
    QApplication.processEvents()
    assert row.sizeHint().width() < whole
    assert folded(row, row.sizeHint().width()) == []


def test_a_selector_that_shrinks_elides_its_text_and_not_its_items(qtbot: QtBot) -> None:
    images = []
    for text in ("A long name, and then one thing", "A long name, and then another"):
        selector = ElidedSelector()
        selector.addItem(text)
        qtbot.addWidget(selector)
        selector.resize(selector.minimumSizeHint())
        images.append(selector.grab().toImage())
        assert selector.currentText() == text
    assert images[0] == images[1], "they end in the same dots"
    assert selector.minimumSizeHint().width() < selector.sizeHint().width()
