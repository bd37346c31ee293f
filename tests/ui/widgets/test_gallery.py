"""What all galleries do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.style.theme import DARK, LIGHT
from mnist_desktop.ui.widgets.gallery import Gallery


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    gallery = Gallery()
    gallery.setModel(QStringListModel(["apple", "banana", "cherry"], gallery))
    gallery.resize(300, 200)
    qtbot.addWidget(gallery)
    gallery.show()
    return gallery


def test_one_without_tiles_says_why_in_the_colours_of_the_theme(gallery: Gallery) -> None:
    gallery.nothing = "Nothing here."
    gallery.set_theme(LIGHT)
    with_tiles = gallery.grab().toImage()
    gallery.setModel(QStringListModel([], gallery))
    seen = [with_tiles, gallery.grab().toImage()]
    gallery.set_theme(DARK)
    seen.append(gallery.grab().toImage())
    gallery.nothing = ""
    seen.append(gallery.grab().toImage())
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def test_letters_search_nothing(gallery: Gallery) -> None:
    gallery.setFocus()
    gallery.setCurrentIndex(gallery.model().index(0, 0))
    QTest.keyClick(gallery, Qt.Key.Key_C)
    assert gallery.currentIndex().row() == 0
