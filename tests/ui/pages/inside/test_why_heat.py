"""A digit image with values on it, as it is painted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.ui.pages.inside.why_heat import HeatMap, changes, speaks
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

SIDE = 142  # pixels: 28 of 5, and an edge


@pytest.fixture
def heat(qtbot: QtBot) -> HeatMap:
    heat = HeatMap("Shares")
    qtbot.addWidget(heat)
    heat.resize(SIDE, SIDE)
    return heat


def image() -> GreyImage:
    """Ink in the left half."""
    found = np.zeros((28, 28), np.float32)
    found[:, :14] = 1
    return found


def colour(heat: HeatMap, row: int, column: int) -> str:
    return heat.grab().toImage().pixelColor(1 + 5 * column + 2, 1 + 5 * row + 2).name()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_largest_values_have_full_colours_and_others_shades_of_them(heat: HeatMap, theme: Theme) -> None:
    values = np.zeros((28, 28))
    values[0], values[1], values[2] = 8, -8, 4
    heat.set_theme(theme)
    heat.show_image(image(), values)
    for column in (3, 20):
        assert colour(heat, 0, column) == theme.accent
        assert colour(heat, 1, column) == theme.warning
        assert colour(heat, 2, column) not in (theme.accent, theme.warning, colour(heat, 5, column))
    assert colour(heat, 5, 20) == theme.paper
    faint = abs(QColor(colour(heat, 5, 3)).lightness() - QColor(theme.paper).lightness())
    assert 0 < faint < abs(QColor(theme.ink).lightness() - QColor(theme.paper).lightness()) / 2


def test_without_values_the_ink_is_full(heat: HeatMap) -> None:
    heat.show_image(image())
    assert (colour(heat, 5, 3), colour(heat, 5, 20)) == (LIGHT.ink, LIGHT.paper)
    heat.show_image(None)
    assert colour(heat, 5, 3) == LIGHT.paper


def test_values_that_are_all_0_have_no_colour(heat: HeatMap) -> None:
    heat.show_image(image(), np.zeros((28, 28)))
    assert colour(heat, 5, 20) == LIGHT.paper


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_speaks_and_what_changes_have_four_colours(theme: Theme) -> None:
    assert len({*speaks(theme), *changes(theme)}) == 4


@pytest.mark.parametrize(("width", "height"), [(60, 60), (100, 100), (300, SIDE)])
def test_it_is_a_square_that_grows_up_to_a_limit(heat: HeatMap, width: int, height: int) -> None:
    assert heat.heightForWidth(width) == height
