from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from mnist_desktop.ui.style.icons import SIDE, Glyph, icon


def colours(image: QIcon, mode: QIcon.Mode, ratio: float = 1.0) -> set[str]:
    pixels = image.pixmap(QSize(SIDE, SIDE), ratio, mode).toImage()
    every = (pixels.pixelColor(x, y) for x in range(pixels.width()) for y in range(pixels.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("glyph", Glyph)
def test_a_glyph_has_the_colours_it_is_given(qapp: QApplication, glyph: Glyph) -> None:
    image = icon(glyph, "#123456", "#abcdef")
    assert QColor("#123456").name() in colours(image, QIcon.Mode.Normal, 3.0)
    assert QColor("#abcdef").name() in colours(image, QIcon.Mode.Disabled, 3.0)


def test_a_glyph_is_drawn_for_dense_screens(qapp: QApplication) -> None:
    pixmap = icon(Glyph.UNDO, "#123456", "#abcdef").pixmap(QSize(SIDE, SIDE), 2.0)
    assert pixmap.width() == 2 * SIDE
