"""A layer in the lab."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.lab import Edits, LabLayer
from mnist_desktop.ui.pages.inside.lab_row import LabRow

FC0 = LabLayer("fc0", 1000, False, None, np.zeros(1000, np.float32), False)
CONV2 = LabLayer("conv2", 20, True, None, np.zeros(20, np.float32), False)
LAST = LabLayer("fc2", 10, False, None, np.zeros(10, np.float32), True)


def row(qtbot: QtBot, layer: LabLayer, edits: Edits | None = None) -> LabRow:
    found = LabRow(layer)
    found.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(found)
    found.show_edits(edits or Edits())
    return found


def words(row: LabRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("layer", "edits", "title"),
    [
        (FC0, Edits(), "fc0: 1,000 neurons"),
        (FC0, Edits({"fc0": frozenset(range(200)), "fc1": frozenset({1})}), "fc0: 200 of 1,000 off"),
        (CONV2, Edits(), "conv2: 20 filters"),
        (LAST, Edits(), "fc2: the ten digits"),
    ],
)
def test_a_layer_says_what_it_has_and_how_much_is_off(layer: LabLayer, edits: Edits, title: str, qtbot: QtBot) -> None:
    assert title in words(row(qtbot, layer, edits))


def test_the_ten_digits_cannot_be_switched_off_but_made_noisy(qtbot: QtBot) -> None:
    found = row(qtbot, LAST)
    told = heard(found.noise_changed)
    slider = found.findChild(QSlider, "fc2Noise")
    assert slider is not None
    assert found.units is None
    slider.setValue(3)
    [(name, share)] = told
    assert (name, share) == ("fc2", pytest.approx(0.15))


def test_showing_edits_is_no_wish_of_the_user(qtbot: QtBot) -> None:
    found = row(qtbot, CONV2)
    told = heard(found.noise_changed), heard(found.off_changed)
    found.show_edits(Edits({"conv2": frozenset({1})}, {"conv2": 0.5}))
    assert told == ([], [])
    assert "50 %" in words(found)
    assert found.units is not None
    assert found.units.off == {1}


def test_a_row_fits_layers_of_its_name_and_size_alone(qtbot: QtBot) -> None:
    assert row(qtbot, CONV2).fits(CONV2)
    assert not row(qtbot, CONV2).fits(FC0)
