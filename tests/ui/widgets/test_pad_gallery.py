"""What galleries do whose digits can be put on the pad."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.style.theme import DARK
from mnist_desktop.ui.widgets.digit_tile import TileDelegate
from mnist_desktop.ui.widgets.models import Index
from mnist_desktop.ui.widgets.pad_gallery import PadGallery

IN_SET = (40, 7, 23)  # indices of the digits on show


class Surface(TileDelegate):
    """Tiles with nothing on them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._paint_surface(painter, QRect(option.rect), index)


class Digits(PadGallery):
    """Three tiles."""

    def __init__(self) -> None:
        super().__init__("digits")
        self._show_with(QStringListModel(list("abc"), self), Surface(self))

    def index_at(self, row: int) -> int:
        return IN_SET[row]


@pytest.fixture
def gallery(qtbot: QtBot) -> Digits:
    gallery = Digits()
    gallery.resize(300, 200)
    qtbot.addWidget(gallery)
    gallery.show()
    return gallery


def middle(gallery: Digits, row: int) -> QPoint:
    return gallery.visualRect(gallery.model().index(row, 0)).center()


def test_a_click_wishes_for_the_digit_on_the_pad(gallery: Digits, qtbot: QtBot) -> None:
    with qtbot.waitSignal(gallery.pad_requested) as wished:
        QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=middle(gallery, 1))
    assert wished.args == [7]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_wishes_for_the_current_one(gallery: Digits, qtbot: QtBot, key: Qt.Key) -> None:
    gallery.setCurrentIndex(gallery.model().index(2, 0))
    with qtbot.waitSignal(gallery.pad_requested) as wished:
        QTest.keyClick(gallery, key)
    assert wished.args == [23]


def test_enter_without_digits_wishes_for_nothing(gallery: Digits, qtbot: QtBot) -> None:
    gallery.model().removeRows(0, len(IN_SET))
    with qtbot.assertNotEmitted(gallery.pad_requested):
        QTest.keyClick(gallery, Qt.Key.Key_Return)


def test_the_theme_is_that_of_the_tiles_too(gallery: Digits) -> None:
    light = gallery.grab().toImage()
    gallery.set_theme(DARK)
    assert gallery.grab().toImage() != light
