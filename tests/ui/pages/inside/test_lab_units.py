"""The cells of a layer's units: clicks, dragging and keys switch them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.lab import LabLayer
from mnist_desktop.ui.pages.inside.lab_units import UnitGrid
from mnist_desktop.ui.style.theme import DARK, LIGHT

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FC1 = LabLayer("fc1", 50, False, None, np.linspace(0, 1, 50, dtype=np.float32), False)
KERNELS = np.zeros((10, 5, 5), np.float32)
CONV1 = LabLayer("conv1", 10, True, KERNELS, np.ones(10, np.float32), False)
FC0 = replace(FC1, name="fc0", units=1000, shades=np.zeros(1000, np.float32))


def shown(qtbot: QtBot, layer: LabLayer, width: int = 240) -> UnitGrid:
    found = UnitGrid(layer)
    qtbot.addWidget(found)
    found.resize(width, found.heightForWidth(width))
    found.show()
    qtbot.waitActive(found)
    return found


@pytest.fixture
def fc1(qtbot: QtBot) -> UnitGrid:
    return shown(qtbot, FC1, 250)


def click(grid: UnitGrid, unit: int) -> None:
    QTest.mouseClick(grid, LEFT, NONE, grid.place(unit).center())


def colour(grid: UnitGrid, unit: int) -> str:
    """The colour just inside the middle of the upper edge of a cell, where no cross is."""
    place = grid.place(unit)
    return grid.grab().toImage().pixelColor(place.center().x(), place.top() + 2).name()


def test_a_click_switches_a_unit_off_and_another_on_again(fc1: UnitGrid) -> None:
    told = heard(fc1.off_changed)
    click(fc1, 13)
    click(fc1, 49)
    click(fc1, 13)
    assert told == [(frozenset({13}),), (frozenset({13, 49}),), (frozenset({49}),)]


@pytest.mark.parametrize("layer", [FC1, CONV1, FC0], ids=lambda layer: layer.name)
@pytest.mark.parametrize("width", [130, 333, 700])
def test_all_units_are_within_the_grid_and_can_be_hit(layer: LabLayer, width: int, qtbot: QtBot) -> None:
    grid = shown(qtbot, layer, width)
    for unit in (0, layer.units // 2, layer.units - 1):
        assert grid.rect().contains(grid.place(unit))
        click(grid, unit)
    assert grid.off == {0, layer.units // 2, layer.units - 1}


def test_dragging_does_to_all_what_it_does_to_the_first(fc1: UnitGrid) -> None:
    fc1.show_off(frozenset({2}))
    for first, units, off in ((0, (1, 2, 3), {0, 1, 2, 3}), (3, (2, 1, 4), {0})):
        QTest.mousePress(fc1, LEFT, NONE, fc1.place(first).center())
        for unit in units:
            QTest.mouseMove(fc1, fc1.place(unit).center())
        QTest.mouseRelease(fc1, LEFT, NONE, fc1.place(units[-1]).center())
        QTest.mouseMove(fc1, fc1.place(20).center())
        assert fc1.off == off


def test_a_click_beside_the_units_does_nothing(fc1: UnitGrid) -> None:
    told = heard(fc1.off_changed)
    QTest.mouseClick(fc1, LEFT, NONE, QPoint(fc1.width() - 1, fc1.height() - 1))
    QTest.mouseClick(fc1, Qt.MouseButton.RightButton, NONE, fc1.place(3).center())
    assert told == []


def test_arrows_move_and_space_switches(fc1: UnitGrid) -> None:
    fc1.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(fc1, key)
    [below] = fc1.off
    assert fc1.place(below).topLeft() - fc1.place(1).topLeft() == QPoint(0, 23)
    assert f"neuron {below + 1}: off" in fc1.accessibleDescription()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Up):
        QTest.keyClick(fc1, key)
    assert fc1.off == frozenset()


@pytest.mark.parametrize(("key", "is_kept"), [(Qt.Key.Key_Space, True), (Qt.Key.Key_Up, True), (Qt.Key.Key_7, False)])
def test_its_keys_are_no_shortcuts_of_the_window(key: Qt.Key, is_kept: bool, fc1: UnitGrid) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, NONE)
    event.ignore()
    QApplication.sendEvent(fc1, event)
    assert event.isAccepted() == is_kept


def test_the_mouse_is_told_which_unit_is_below_it(qtbot: QtBot) -> None:
    grid = shown(qtbot, CONV1)
    grid.show_off(frozenset({4}))
    for unit, words in (
        (0, "conv1, filter 1: click to switch it off"),
        (4, "conv1, filter 5: off, click to switch it on"),
    ):
        place = grid.place(unit).center()
        QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place)))
        assert QToolTip.text() == words
    QToolTip.hideText()


def test_active_units_are_coloured_and_those_that_are_off_crossed_out(fc1: UnitGrid) -> None:
    fc1.set_theme(DARK)
    assert (colour(fc1, 0), colour(fc1, 49)) == (DARK.track, DARK.accent)
    fc1.show_off(frozenset({49}))
    place = fc1.place(49)
    assert colour(fc1, 49) != DARK.accent
    assert fc1.grab().toImage().pixelColor(place.center()).name() == DARK.warning


def test_kernels_show_weights_above_and_below_zero(qtbot: QtBot) -> None:
    kernels = KERNELS.copy()
    kernels[0], kernels[1] = 1, -1
    grid = shown(qtbot, CONV1)
    grid.set_theme(LIGHT)
    grid.show_layer(replace(CONV1, kernels=kernels))
    assert [colour(grid, unit) for unit in range(3)] == [LIGHT.accent, LIGHT.warning, LIGHT.track]
