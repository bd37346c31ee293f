from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pad import sheet
from mnist_desktop.ui.style.theme import LIGHT


@pytest.mark.parametrize("side", [140, 300, 900])
def test_a_long_hint_is_whole_on_any_paper(qtbot: QtBot, side: int) -> None:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.paper))
    painter = QPainter(image)
    sheet.paint_hint(painter, QRectF(image.rect()), "Arrow keys move, Space draws, Esc leaves", LIGHT, at=0.7)
    painter.end()
    paper = QColor(LIGHT.paper).rgb()
    inked = [x for x in range(side) for y in range(side) if image.pixel(x, y) != paper]
    assert inked
    assert min(inked) >= 5
    assert max(inked) < side - 5
