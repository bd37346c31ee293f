from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.layout import ElidedLabel, SquareBox


@pytest.mark.parametrize(
    ("size", "square"),
    [(QSize(300, 200), QRect(50, 0, 200, 200)), (QSize(200, 300), QRect(0, 50, 200, 200))],
)
def test_a_square_is_the_largest_in_the_middle(qtbot: QtBot, size: QSize, square: QRect) -> None:
    content = QWidget()
    box = SquareBox(content)
    qtbot.addWidget(box)
    box.resize(size)
    box.show()
    assert content.geometry() == square


def test_a_long_text_asks_for_no_room(qtbot: QtBot) -> None:
    label = ElidedLabel("training " * 60)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    label.resize(100, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(5000, 20)
    label.grab()
    assert label.toolTip() == ""
