"""A small plot of one measure."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pages.inside.health_curves import LOSS, Lines, Measure
from mnist_desktop.ui.pages.inside.health_plot import HealthPlot, layer_colours
from mnist_desktop.ui.style.theme import DARK, LIGHT

TWO = Lines({"conv1": [(0.1, 0.02), (1.9, 0.02)], "fc2": [(0.1, 0.0004), (1.9, 0.0004)]}, 0.0001, 0.1, 2.0, is_log=True)


@pytest.fixture
def plot(qtbot: QtBot) -> HealthPlot:
    plot = HealthPlot(Measure.UPDATES, "Change")
    plot.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(plot)
    plot.resize(300, 96)
    plot.show()
    return plot


def has_about(plot: HealthPlot, name: str) -> bool:
    """Whether a pixel of the curves has about this colour, as one of a smooth line has."""
    image, wanted = plot.grab().toImage(), QColor(name)
    pixels = (image.pixelColor(x, y) for x in range(60, image.width()) for y in range(20, 75))
    return any(
        abs(found.red() - wanted.red()) + abs(found.green() - wanted.green()) + abs(found.blue() - wanted.blue()) < 150
        for found in pixels
    )


def test_each_layer_has_its_colour(plot: HealthPlot) -> None:
    plot.set_theme(DARK)
    wanted = {"conv1": DARK.accent, "fc2": DARK.unseen}
    assert not any(has_about(plot, colour) for colour in wanted.values())
    plot.show_lines(TWO)
    assert layer_colours(DARK, TWO) == wanted
    assert all(has_about(plot, colour) for colour in wanted.values())


def test_the_loss_has_no_colour_of_a_layer() -> None:
    loss = Lines({LOSS: [(0.0, 1.0)]}, 0.0, 1.0, 1.0, is_log=False)
    assert layer_colours(LIGHT, loss) == {LOSS: LIGHT.text}


@pytest.mark.parametrize(("x", "epoch"), [(54, "0.00"), (172, "1.00"), (289, "1.99")])
def test_the_mouse_is_told_the_values_below_it(x: int, epoch: str, plot: HealthPlot) -> None:
    plot.show_lines(TWO)
    place = QPoint(x, 50)
    QApplication.sendEvent(plot, QHelpEvent(QEvent.Type.ToolTip, place, plot.mapToGlobal(place)))
    first, *others = QToolTip.text().split("\n")
    QToolTip.hideText()
    assert first == f"Epoch {epoch}"
    assert others == ["conv1: 2 %", "fc2: 0.04 %"]


def test_screen_readers_are_told_the_last_values(plot: HealthPlot) -> None:
    plot.show_lines(TWO)
    assert plot.accessibleDescription() == "Epoch 2.00\nconv1: 2 %\nfc2: 0.04 %"


def test_without_lines_there_is_nothing_to_tell(plot: HealthPlot) -> None:
    plot.grab()
    place = QPoint(100, 50)
    QApplication.sendEvent(plot, QHelpEvent(QEvent.Type.ToolTip, place, plot.mapToGlobal(place)))
    assert QToolTip.text() == ""
