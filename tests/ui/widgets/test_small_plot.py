"""What small plots share."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.style.theme import DARK, LIGHT
from mnist_desktop.ui.widgets.small_plot import LEFT, RIGHT, SmallPlot


class Plot(SmallPlot):
    """One with a line across its middle."""

    def paint(self, painter: QPainter) -> None:
        self._paint_ground(painter, [(self._area().center().y(), "0.5")])


@pytest.mark.parametrize("left", [LEFT, 80])
def test_the_ground_is_beside_the_numbers_and_below_the_title(left: int, qtbot: QtBot) -> None:
    plot = Plot("A title", left)
    qtbot.addWidget(plot)
    plot.resize(200, 100)
    for theme in (LIGHT, DARK):
        plot.set_theme(theme)
        image = plot.grab().toImage()
        assert image.pixelColor(left + 2, 30) == QColor(theme.paper)
        assert image.pixelColor(200 - RIGHT - 2, 30) == QColor(theme.paper)
        assert image.pixelColor(left - 2, 30) != QColor(theme.paper)
        assert image.pixelColor(left + 2, 50) != QColor(theme.paper)
    assert plot.accessibleName() == "A title"
