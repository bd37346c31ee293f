from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.widgets.message_bar import MessageBar


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window).addWidget(MessageBar())
    window.resize(400, 200)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    bar = window.findChild(MessageBar)
    assert bar is not None
    return bar


def test_it_is_hidden_until_there_is_something_to_say(bar: MessageBar) -> None:
    assert not bar.isVisible()
    bar.show_message("The disk is full.")
    assert bar.isVisible()
    assert bar.accessibleName() == "The disk is full."


def test_it_can_be_put_away(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message("The disk is full.")
    button = bar.findChild(QToolButton, "dismissButton")
    assert button is not None
    with qtbot.waitSignal(bar.dismissed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_an_empty_message_puts_it_away(bar: MessageBar) -> None:
    bar.show_message("The disk is full.")
    bar.show_message("")
    assert not bar.isVisible()


def test_a_long_message_wraps_and_is_whole(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message("a checkpoint that cannot be read " * 12)
    label = bar.findChild(QLabel, "message")
    assert label is not None
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 2 * label.fontMetrics().height())


def test_what_looks_like_markup_is_shown_as_it_is(bar: MessageBar) -> None:
    bar.show_message("<b>run</b>.safetensors")
    label = bar.findChild(QLabel, "message")
    assert label is not None
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_action_has_a_button_that_tells_and_puts_the_bar_away(qtbot: QtBot, bar: MessageBar) -> None:
    button = bar.findChild(QToolButton, "messageActionButton")
    assert button is not None
    bar.show_message("CNNNet 3 was cut off.", "Go on")
    assert button.text() == "Go on"
    with qtbot.waitSignal(bar.action_triggered):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_without_an_action_there_is_no_button(bar: MessageBar) -> None:
    bar.show_message("CNNNet 3 was cut off.", "Go on")
    bar.show_message("The disk is full.")
    button = bar.findChild(QToolButton, "messageActionButton")
    assert button is not None
    assert not button.isVisible()


def test_a_further_message_leaves_the_first_to_be_read_and_its_button_unless_it_has_one(bar: MessageBar) -> None:
    label, button = bar.findChild(QLabel, "message"), bar.findChild(QToolButton, "messageActionButton")
    assert label is not None
    assert button is not None
    bar.show_message("The program crashed last time.", "Send")
    bar.add_message("The disk is full.")
    assert (label.text(), button.text()) == ("The program crashed last time.\nThe disk is full.", "Send")
    bar.add_message("CNNNet 3 was cut off.", "Go on")
    assert label.text().endswith("\nCNNNet 3 was cut off.")
    assert button.text() == "Go on"
    assert bar.accessibleName() == label.text()


def test_a_further_message_alone_is_the_only_one(bar: MessageBar) -> None:
    label = bar.findChild(QLabel, "message")
    assert label is not None
    bar.show_message("The disk is full.")
    bar.dismiss()
    bar.add_message("CNNNet 3 was cut off.", "Go on")
    assert label.text() == "CNNNet 3 was cut off."
    assert bar.isVisible()
