from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.style.theme import DARK, LIGHT


@pytest.fixture
def preview(qtbot: QtBot) -> NetworkInput:
    preview = NetworkInput()
    preview.resize(28 * 6 + 4, 28 * 6 + 4)
    qtbot.addWidget(preview)
    return preview


def one_pixel(row: int, column: int, ink: float = 1.0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    image = np.zeros((28, 28), dtype=np.float32)
    image[row, column] = ink
    return image


def shown(preview: NetworkInput) -> QImage:
    return preview.grab().toImage()


def test_a_pixel_is_a_square_with_hard_edges(preview: NetworkInput) -> None:
    preview.set_digit_image(one_pixel(10, 20))
    image = shown(preview)
    inked = {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == QColor(LIGHT.ink)
    }
    assert inked == {(2 + 20 * 6 + dx, 2 + 10 * 6 + dy) for dx in range(6) for dy in range(6)}


def test_grey_is_between_paper_and_ink(preview: NetworkInput) -> None:
    preview.set_digit_image(one_pixel(10, 20, 0.5))
    middle = (QColor(LIGHT.ink).red() + QColor(LIGHT.paper).red()) / 2
    assert shown(preview).pixelColor(2 + 20 * 6 + 3, 2 + 10 * 6 + 3).red() == pytest.approx(middle, abs=1)


def test_it_keeps_pixels_of_its_own(preview: NetworkInput) -> None:
    image = one_pixel(10, 20)
    preview.set_digit_image(image)
    before = shown(preview)
    image[:] = 1
    preview.set_theme(LIGHT)
    assert shown(preview) == before


def test_the_empty_state_is_told_from_an_empty_image(preview: NetworkInput) -> None:
    empty = shown(preview)
    preview.set_digit_image(np.zeros((28, 28), dtype=np.float32))
    assert shown(preview) != empty
    preview.set_digit_image(None)
    assert shown(preview) == empty
    assert preview.digit_image is None


def test_it_follows_the_theme(preview: NetworkInput) -> None:
    preview.set_digit_image(one_pixel(10, 20))
    preview.set_theme(DARK)
    assert shown(preview).pixelColor(2 + 20 * 6 + 3, 2 + 10 * 6 + 3) == QColor(DARK.ink)


def test_attention_is_drawn_to_it_by_its_edge(preview: NetworkInput) -> None:
    plain = shown(preview)
    preview.set_marked(True)
    assert shown(preview).pixelColor(1, 80) == QColor(LIGHT.accent)
    preview.set_marked(False)
    assert shown(preview) == plain
