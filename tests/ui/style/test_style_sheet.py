"""Arrows and ticks, which the style sheet takes from files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.ui.style import theme
from mnist_desktop.ui.style.style_sheet import MARKS, mark_file
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("dressed", [LIGHT, DARK], ids=["light", "dark"], indirect=True)
UPPER_ARROW, LOWER_ARROW = QRect(62, 4, 14, 11), QRect(62, 15, 14, 11)  # of a number field of 80 by 30 pixels
BOX = 16  # pixels a side of a box to tick
IN_BOX = QRect(3, 3, 10, 10)


@pytest.fixture
def dressed(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Theme]:
    """The application in a theme."""
    theme.apply(qapp, getattr(request, "param", LIGHT))
    yield getattr(request, "param", LIGHT)
    theme.apply(qapp, LIGHT)


@pytest.fixture
def box(qtbot: QtBot, dressed: Theme) -> QCheckBox:
    box = QCheckBox("Augmentation")
    qtbot.addWidget(box)
    box.setChecked(True)
    with qtbot.waitActive(box):
        box.show()
    box.clearFocus()
    return box


@pytest.fixture
def spin(qtbot: QtBot, dressed: Theme) -> QSpinBox:
    """From 0 to 9."""
    spin = QSpinBox()
    qtbot.addWidget(spin)
    spin.setMaximum(9)
    spin.resize(80, 30)
    return spin


def mark_on(surface: str, image: QImage, area: QRect) -> str:
    """The colour that differs most from that of the surface it is on."""
    xs, ys = range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1)
    every = [image.pixelColor(x, y) for x in xs for y in ys]
    return max(every, key=lambda colour: _distance(colour, QColor(surface))).name()


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_is_in_a_colour_of_its_theme(theme: Theme) -> None:
    colours = {"up": theme.text, "down": theme.text, "tick": theme.on_accent}
    for mark in MARKS:
        source = (paths.icons() / mark_file(theme, mark)).read_text()
        assert re.findall("#[0-9a-f]{6}", source) == [colours.get(mark, theme.disabled)], mark


@BOTH
@pytest.mark.parametrize("is_enabled", [True, False])
def test_a_selector_has_an_arrow_at_its_right(qtbot: QtBot, dressed: Theme, is_enabled: bool) -> None:
    selector = QComboBox()
    qtbot.addWidget(selector)
    selector.setEnabled(is_enabled)
    selector.resize(100, 30)
    arrow = mark_on(dressed.card, selector.grab().toImage(), QRect(80, 4, 16, 22))
    assert arrow == (dressed.text if is_enabled else dressed.disabled)


@BOTH
@pytest.mark.parametrize(
    ("value", "is_enabled", "goes_up", "goes_down"),
    [(5, True, True, True), (9, True, False, True), (0, True, True, False), (5, False, False, False)],
)
def test_an_arrow_of_a_number_field_is_faint_where_it_leads_nowhere(
    spin: QSpinBox, dressed: Theme, value: int, is_enabled: bool, goes_up: bool, goes_down: bool
) -> None:
    spin.setValue(value)
    spin.setEnabled(is_enabled)
    image = spin.grab().toImage()
    for goes, area in ((goes_up, UPPER_ARROW), (goes_down, LOWER_ARROW)):
        assert mark_on(dressed.card, image, area) == (dressed.text if goes else dressed.disabled)


def test_arrows_of_a_number_field_are_pressed_where_they_are_seen(spin: QSpinBox) -> None:
    seen = []
    for area in (UPPER_ARROW, UPPER_ARROW, LOWER_ARROW):
        QTest.mouseClick(spin, Qt.MouseButton.LeftButton, pos=area.center())
        seen.append(spin.value())
    assert seen == [1, 2, 1]


@BOTH
@pytest.mark.parametrize("is_enabled", [True, False])
def test_a_ticked_box_has_a_mark(box: QCheckBox, dressed: Theme, is_enabled: bool) -> None:
    box.setEnabled(is_enabled)
    ground = dressed.accent if is_enabled else dressed.disabled
    image = box.grab().toImage()
    assert image.pixelColor(IN_BOX.topLeft()).name() == ground
    assert mark_on(ground, image, IN_BOX) == dressed.on_accent
    box.setChecked(False)
    assert mark_on(dressed.card, box.grab().toImage(), IN_BOX) == dressed.card


def test_a_tick_stays_where_it_is_when_its_box_gets_the_focus(box: QCheckBox) -> None:
    without = box.grab().toImage()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    focused = box.grab().toImage()
    assert focused != without
    assert focused.copy(IN_BOX) == without.copy(IN_BOX)


@BOTH
def test_a_ticked_item_of_a_list_has_a_mark(qtbot: QtBot, dressed: Theme) -> None:
    view = QTreeWidget()
    qtbot.addWidget(view)
    view.setRootIsDecorated(False)
    item = QTreeWidgetItem(["A run"])
    view.addTopLevelItem(item)
    with qtbot.waitExposed(view):
        view.show()
    area = IN_BOX.translated(5, (view.visualItemRect(item).height() - BOX) // 2)
    for state, ground, mark in (
        (Qt.CheckState.Checked, dressed.accent, dressed.on_accent),
        (Qt.CheckState.Unchecked, dressed.card, dressed.card),
    ):
        item.setCheckState(0, state)
        assert mark_on(ground, view.viewport().grab().toImage(), area) == mark


def test_without_its_files_a_ticked_box_is_only_filled(
    qapp: QApplication, box: QCheckBox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "icons", lambda: tmp_path / "gone")
    theme.apply(qapp, LIGHT)
    assert mark_on(LIGHT.accent, box.grab().toImage(), IN_BOX) == LIGHT.accent
    monkeypatch.undo()
