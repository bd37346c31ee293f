"""What all tiles show."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, QStringListModel
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme
from mnist_desktop.ui.widgets.digit_tile import IMAGE, TOP, TileDelegate
from mnist_desktop.ui.widgets.models import Index

AREA = QRect(0, 0, 72, 100)


class Tile(TileDelegate):
    """A digit that is ink in its left half alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pixels = np.zeros((28, 28), np.uint8)
        pixels[:, :14] = 255
        self._paint_surface(painter, AREA, index)
        self._paint_image(painter, AREA, pixels)


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    view = QListView()
    view.setModel(QStringListModel(["one", "other"], view))
    qtbot.addWidget(view)
    return view


def painted(view: QListView, theme: Theme) -> QImage:
    tile, image = Tile(view), QImage(AREA.size(), QImage.Format.Format_RGB32)
    tile.set_theme(theme)
    image.fill(QColor(theme.paper))
    painter = QPainter(image)
    tile.paint(painter, QStyleOptionViewItem(), view.model().index(0, 0))
    painter.end()
    return image


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_ink_has_the_colour_of_ink_and_paper_shows_the_ground(view: QListView, theme: Theme) -> None:
    image, left = painted(view, theme), (AREA.width() - IMAGE) // 2
    middle = TOP + IMAGE // 2
    assert image.pixelColor(left + 10, middle) == QColor(theme.ink)
    assert image.pixelColor(left + IMAGE - 10, middle) == QColor(theme.card)


def test_a_selected_tile_is_seen(view: QListView) -> None:
    before = painted(view, LIGHT)
    view.setCurrentIndex(view.model().index(0, 0))
    after = painted(view, LIGHT)
    assert after.pixelColor(AREA.width() - 10, AREA.height() - 10) == QColor(LIGHT.track)
    assert before != after
