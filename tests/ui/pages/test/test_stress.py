from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.stress import STRESSES, Curve, Kind
from mnist_desktop.ui.pages.test import figure_files
from mnist_desktop.ui.pages.test.figure_files import Heading
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.style.theme import DARK, LIGHT


def curve(kind: Kind, done: int, right: int) -> Curve:
    return Curve(kind, (right,) * len(STRESSES[kind].levels), done, 2000)


@pytest.fixture
def section(qtbot: QtBot) -> StressSection:
    section = StressSection()
    qtbot.addWidget(section)
    section.resize(500, 500)
    section.set_theme(LIGHT)
    section.show()
    section.show_titles("CNNNet 1", "FirstNet, factory weights")
    return section


def legend(section: StressSection) -> str:
    found = section.findChild(QLabel, "stressLegend")
    assert found is not None
    return found.text()


def test_its_figure_is_exported_once_there_is_one(section: StressSection) -> None:
    told = heard(section.contents_changed)
    assert figure_files.kinds(section) == {}
    section.show_curve(curve(Kind.BLUR, 100, 90), is_other=False)
    assert list(figure_files.kinds(section).values()) == [".png", ".svg", ".csv"]
    assert len(told) == 1
    written = figure_files.written(section, Heading("Stress", LIGHT), Path("a.svg")).decode()
    assert "Blurred (px)" in written
    assert "<image" not in written
    section.show_tested(None)
    assert figure_files.kinds(section) == {}


def test_before_anything_is_read_there_is_nothing_to_export(section: StressSection) -> None:
    assert section.figure() is None
    assert section.table() is None


def test_curves_grow_each_in_its_plot(section: StressSection) -> None:
    section.show_curve(curve(Kind.BLUR, 100, 90), is_other=False)
    section.show_curve(curve(Kind.BLUR, 100, 70), is_other=True)
    section.show_curve(curve(Kind.BLUR, 200, 190), is_other=False)
    lines = section.plots[Kind.BLUR].lines
    assert [(line.title, line.curve.done) for line in lines] == [("FirstNet, factory weights", 100), ("CNNNet 1", 200)]
    assert section.plots[Kind.NOISE].lines == ()
    assert "200 of 2000" in legend(section)
    assert "CNNNet 1" in legend(section)


def test_other_titles_begin_anew(section: StressSection) -> None:
    section.show_curve(curve(Kind.BLUR, 100, 90), is_other=False)
    section.show_titles("<b>", "")
    assert section.table() is None
    assert "&lt;b&gt;" in legend(section)
    section.show_titles("", "")
    assert legend(section) == ""


def test_the_table_has_a_row_for_each_level_of_each_curve(section: StressSection) -> None:
    section.show_curve(curve(Kind.SHIFT, 100, 90), is_other=False)
    section.show_curve(curve(Kind.BLUR, 100, 50), is_other=True)
    table = section.table()
    assert table is not None
    assert list(table[0]) == ["stress", "level", "weights", "accuracy", "low", "high", "count"]
    assert len(table) == 1 + len(STRESSES[Kind.SHIFT].levels) + len(STRESSES[Kind.BLUR].levels)
    assert list(table[1])[:4] == ["shift", -8, "CNNNet 1", 0.9]
    assert list(table[-1])[:4] == ["blur", 3, "FirstNet, factory weights", 0.5]
    assert section.figure() is not None


def test_places_are_marked_and_taken_away(section: StressSection) -> None:
    section.show_places({Kind.SHIFT: 3.0, Kind.ROTATION: None})
    assert section.plots[Kind.SHIFT].place == 3.0
    assert section.plots[Kind.ROTATION].place is None
    section.show_places({})
    assert section.plots[Kind.SHIFT].place is None


def test_it_tells_when_it_comes_into_view_and_leaves(section: StressSection) -> None:
    came, left = heard(section.came_into_view), heard(section.left_view)
    section.hide()
    section.show()
    assert (len(came), len(left)) == (1, 1)


def test_a_plot_draws_both_curves_the_interval_and_the_place(section: StressSection) -> None:
    plot = section.plots[Kind.THICKNESS]

    def colours() -> set[str]:
        image = plot.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    plain = colours()
    section.show_curve(curve(Kind.THICKNESS, 100, 50), is_other=False)
    section.show_curve(curve(Kind.THICKNESS, 100, 80), is_other=True)
    assert {QColor(LIGHT.accent).name(), QColor(LIGHT.other).name()} <= colours() - plain
    before = plot.grab().toImage()
    section.show_places({Kind.THICKNESS: 40.0})  # off the scale
    assert plot.grab().toImage() != before
    section.set_theme(DARK)
    assert QColor(DARK.accent).name() in colours()


def test_a_tool_tip_says_how_often_each_is_right(section: StressSection, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: told.append(text))
    plot = section.plots[Kind.ROTATION]
    QTest.qWait(20)
    places = [QPoint(plot.width() - 12, 40), QPoint(plot.width() - 12, 40)]
    QApplication.sendEvent(plot, QHelpEvent(QEvent.Type.ToolTip, places[0], QPoint()))
    section.show_curve(curve(Kind.ROTATION, 100, 50), is_other=False)
    section.show_curve(curve(Kind.ROTATION, 100, 25), is_other=True)
    QApplication.sendEvent(plot, QHelpEvent(QEvent.Type.ToolTip, places[1], QPoint()))
    assert told == ["", "90°\nCNNNet 1: 50.0 % right\nFirstNet, factory weights: 25.0 % right"]
    assert "50.0 % right" in plot.accessibleDescription()
