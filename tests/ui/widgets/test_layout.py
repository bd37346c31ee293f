from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.widgets.layout import CaptionOrNothing, ElidedLabel, ShapedBox


@pytest.mark.parametrize(
    ("size", "square"),
    [(QSize(300, 200), QRect(50, 0, 200, 200)), (QSize(200, 300), QRect(0, 50, 200, 200))],
)
def test_a_square_is_the_largest_in_the_middle(qtbot: QtBot, size: QSize, square: QRect) -> None:
    content = QWidget()
    box = ShapedBox(content)
    qtbot.addWidget(box)
    box.resize(size)
    box.show()
    assert content.geometry() == square


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        (QSize(300, 200), QRect(0, 0, 300, 200)),
        (QSize(1000, 200), QRect(100, 0, 800, 200)),
        (QSize(200, 300), QRect(0, 50, 200, 200)),
    ],
)
def test_a_wide_shape_fills_the_width_up_to_its_limit(qtbot: QtBot, size: QSize, shape: QRect) -> None:
    content = QWidget()
    box = ShapedBox(content, widest=4.0)
    qtbot.addWidget(box)
    box.resize(size)
    box.show()
    assert content.geometry() == shape


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


def test_a_caption_without_room_is_not_there_at_all(qtbot: QtBot) -> None:
    caption = CaptionOrNothing("Smoothing")
    qtbot.addWidget(caption)
    whole = caption.sizeHint()
    caption.resize(whole)
    assert len(_colours(caption)) > 1
    caption.resize(whole.width() - 1, whole.height())
    assert len(_colours(caption)) == 1


def _colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
