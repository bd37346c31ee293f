"""The reliability diagram: where its discs are, and what it says of each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.reliability import Bin
from mnist_desktop.ui.pages.test.reliability_diagram import ReliabilityDiagram, _radius
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

OFF = Bin(0.5, 0.8, 200, 0.74, 0.85)
FITTING = Bin(0.95, 0.95, 1000, 0.93, 0.96)


@pytest.fixture
def diagram(qtbot: QtBot) -> ReliabilityDiagram:
    diagram = ReliabilityDiagram()
    diagram.resize(400, 300)
    qtbot.addWidget(diagram)
    diagram.show_bins((OFF, FITTING))
    diagram.show()
    return diagram


def pixel(diagram: ReliabilityDiagram, place: QPointF) -> QColor:
    return diagram.grab().toImage().pixelColor(place.toPoint())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_disc_is_full_where_it_fits_and_hollow_where_it_is_off(diagram: ReliabilityDiagram, theme: Theme) -> None:
    diagram.set_theme(theme)
    assert pixel(diagram, diagram._place(0.95, 0.95)) == QColor(theme.accent)
    assert pixel(diagram, diagram._place(0.5, 0.8)) == QColor(theme.paper)


def test_more_readings_have_a_larger_disc() -> None:
    sizes = [_radius(count) for count in (1, 10, 1000, 10_000, 60_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2] < sizes[3] == sizes[4]


def test_a_tool_tip_says_what_a_disc_is(diagram: ReliabilityDiagram) -> None:
    QApplication.sendEvent(diagram, help_at(diagram, diagram._place(0.5, 0.8)))
    assert QToolTip.text() == "200 digits: 50.0 % sure, 80.0 % right (74.0 % to 85.0 %)"
    QToolTip.hideText()


def test_a_screen_reader_has_all_of_it(diagram: ReliabilityDiagram) -> None:
    assert diagram.accessibleName() == "Reliability diagram"
    assert [line.partition(":")[0] for line in diagram.accessibleDescription().splitlines()] == [
        "200 digits",
        "1000 digits",
    ]


def test_nothing_is_near_where_there_is_no_disc(diagram: ReliabilityDiagram) -> None:
    assert diagram._bin_at(diagram._place(0.5, 0.8)) is OFF
    assert diagram._bin_at(diagram._place(0.2, 0.2)) is None
    diagram.show_bins(())
    assert diagram._bin_at(diagram._place(0.5, 0.8)) is None
    diagram.grab()


def help_at(diagram: ReliabilityDiagram, place: QPointF) -> QHelpEvent:
    at: QPoint = place.toPoint()
    return QHelpEvent(QEvent.Type.ToolTip, at, diagram.mapToGlobal(at))
