"""The section around the map: its layers, its legend, and what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hands import part, shown
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.digit_map import DigitMap
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.style.theme import DARK, LIGHT

LABELS = np.array([4, 9])


@pytest.fixture
def section(qtbot: QtBot) -> MapSection:
    section = MapSection()
    section.setLocale(QLocale(QLocale.Language.English))
    section.set_theme(DARK)
    section.build()
    section.set_theme(LIGHT)
    section.resize(360, 480)
    qtbot.addWidget(section)
    section.show()
    qtbot.waitExposed(section)
    return section


@pytest.fixture
def a_map() -> DigitMap:
    digits = DigitSet("MNIST test", np.zeros((2, 28, 28), np.uint8), LABELS)
    return DigitMap(digits, "fc1", np.array([[0.0, 0.0], [0.5, 0.5]]), LABELS[::-1], (None,) * 10)


def layers(section: MapSection) -> QComboBox:
    found = part(section, "mapLayerSelector")
    assert isinstance(found, QComboBox)
    return found


def test_the_legend_has_each_digit_in_its_colour_and_the_star(section: MapSection) -> None:
    text = shown(section, "mapLegend")
    assert all(f"color:{colour}" in text for colour in (*LIGHT.digits, LIGHT.text))
    assert "★" in text


def test_the_user_chooses_a_layer_and_a_session_none(section: MapSection) -> None:
    chosen = heard(section.layer_chosen)
    section.show_layers(["pixels", "fc1"], ["Pixels", "fc1 (last)"], "fc1")
    assert (layers(section).currentText(), chosen) == ("fc1 (last)", [])
    layers(section).setFocus()
    QTest.keyClick(layers(section), Qt.Key.Key_Up)
    assert chosen == [("pixels",)]
    section.show_layers(["pixels", "conv1"], ["Pixels", "conv1"], "conv1")
    assert layers(section).currentText() == "conv1"


def test_it_says_among_which_digits_the_drawing_is(section: MapSection, a_map: DigitMap) -> None:
    section.show_found(a_map)
    assert shown(section, "mapAmong") == "Draw a digit, and a star shows where it lies."
    section.show_found(replace(a_map, star=(0.1, 0.1), among=4))
    assert shown(section, "mapAmong") == "The digit on the pad lies among those labelled 4."
    section.show_found(None)
    assert shown(section, "mapAmong") == ""


def test_a_screen_reader_is_told_what_is_on_the_map_and_pointed_at(section: MapSection, a_map: DigitMap) -> None:
    section.show_found(replace(a_map, star=(0.1, 0.1), among=4))
    about = section.view.accessibleDescription()
    assert about.startswith("2 test digits")
    assert about.endswith("among those labelled 4.")
    section.view.setFocus()
    QTest.keyClick(section.view, Qt.Key.Key_Right)
    assert section.view.accessibleDescription().startswith("Labelled 9, read as 4")


def test_a_failure_is_shown_in_place_of_the_map(section: MapSection, a_map: DigitMap) -> None:
    section.show_found(a_map)
    section.show_failure("The file is gone.")
    assert section.view.map is None
