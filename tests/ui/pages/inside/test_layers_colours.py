from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from mnist_desktop.ui.pages.inside.layers_colours import colour_table, picture, picture_of
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_is_above_below_and_nothing_has_its_colour(theme: Theme) -> None:
    values = np.array([[2, 0, -2]], np.float32)
    image = picture_of(values, 2, colour_table(theme))
    found = [image.pixelColor(x, 0).name() for x in range(3)]
    assert found == [QColor(each).name() for each in (theme.accent, theme.paper, theme.warning)]


def test_rows_stay_rows_in_images_of_any_width() -> None:
    shown = np.arange(15, dtype=np.uint8).reshape(3, 5) * 16
    image, table = picture(shown, colour_table(LIGHT)), colour_table(LIGHT)
    found = [[image.pixelColor(x, y).rgb() for x in range(5)] for y in range(3)]
    assert found == table[shown].tolist()
    assert image.format() == QImage.Format.Format_RGB32
