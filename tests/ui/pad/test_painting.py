"""The pad as a picture of its own."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.painting import painted

BLACK, WHITE = QColor("black"), QColor("white")


def test_ink_is_black_on_white_without_guides_and_twice_as_large() -> None:
    image = painted(PadContent(Drawing((Stroke(np.array([[100.0, 250.0], [300.0, 250.0]])),), width=600)), 20)
    assert image.size() == QSize(1200, 1000)
    assert [image.pixelColor(x, y) for x, y in ((400, 500), (400, 485), (400, 530))] == [BLACK, BLACK, WHITE]
    inked = {(x, y) for x in range(0, 1200, 10) for y in range(0, 1000, 10) if image.pixelColor(x, y) != WHITE}
    assert {y for _, y in inked} <= set(range(480, 530, 10))


def test_a_picture_is_where_it_lies_on_the_pad_below_the_ink() -> None:
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    picture.fill(QColor("#caa"))
    content = PadContent(Drawing((Stroke(np.array([[250.0, 250.0]])),)), picture, QRectF(100, 100, 300, 300))
    image = painted(content, 20)
    places = ((500, 500), (300, 300), (100, 100))
    assert [image.pixelColor(x, y) for x, y in places] == [BLACK, QColor("#caa"), WHITE]


def test_an_empty_pad_is_white_paper() -> None:
    image = painted(PadContent(), 20)
    white = image.copy()
    white.fill(WHITE)
    assert image == white
