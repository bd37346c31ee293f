"""A scroll area without a ground of its own."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.widgets.scrolled import scrolled


def test_what_is_behind_shows_and_what_is_too_high_can_be_scrolled_to(qtbot: QtBot) -> None:
    behind, content = QWidget(), QWidget()
    qtbot.addWidget(behind)
    palette = behind.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#123456"))
    behind.setPalette(palette)
    content.setMinimumHeight(500)
    area = scrolled(content)
    layout = QVBoxLayout(behind)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    behind.resize(200, 100)
    behind.show()
    assert behind.grab().toImage().pixelColor(20, 50).name() == "#123456"
    assert area.verticalScrollBar().maximum() == 400
    assert content.width() == area.viewport().width()
