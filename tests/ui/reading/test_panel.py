from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.values import DigitReading, Reading
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars

EIGHT = Reading((DigitReading((0.0, 0.0, 0.0, 0.002, 0.0, 0.0, 0.0, 0.0, 0.998, 0.0), sure=True),))
FOUR_OR_NINE = Reading((DigitReading((0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38), sure=False),))
IMAGE = np.ones((28, 28), dtype=np.float32)


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingPanel:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def texts(panel: ReadingPanel) -> tuple[str, str]:
    digit, confidence = (panel.findChild(QLabel, name) for name in ("predictedDigit", "confidence"))
    assert digit is not None
    assert confidence is not None
    return digit.text(), confidence.text()


def selector(panel: ReadingPanel) -> QComboBox:
    found = panel.findChild(QComboBox, "modelSelector")
    assert found is not None
    return found


def test_nothing_drawn(panel: ReadingPanel) -> None:
    assert texts(panel) == ("", "Nothing drawn yet")


def test_a_sure_reading(panel: ReadingPanel) -> None:
    panel.show_reading(EIGHT, IMAGE)
    assert texts(panel) == ("8", "99.8 % sure")


def test_an_unsure_reading_names_the_two_likeliest(panel: ReadingPanel) -> None:
    panel.show_reading(FOUR_OR_NINE, IMAGE)
    assert texts(panel) == ("?", "Not sure: 4 or 9?")


def test_bars_and_preview_show_the_same_reading(panel: ReadingPanel) -> None:
    panel.show_reading(EIGHT, IMAGE)
    bars, preview = panel.findChild(ProbabilityBars), panel.findChild(NetworkInput)
    assert bars is not None
    assert preview is not None
    assert bars.probabilities == EIGHT.digits[0].probabilities
    assert preview.digit_image is not None
    assert np.array_equal(preview.digit_image, IMAGE)


def test_getting_ready_until_the_networks_are_there(panel: ReadingPanel) -> None:
    panel.show_loading(True)
    assert texts(panel) == ("", "Getting ready…")
    panel.show_loading(False)
    assert texts(panel) == ("", "Nothing drawn yet")


def test_back_to_nothing_when_cleared(panel: ReadingPanel) -> None:
    panel.show_reading(EIGHT, IMAGE)
    panel.show_reading(None, None)
    assert texts(panel) == ("", "Nothing drawn yet")


def test_the_networks_are_offered_and_explained(panel: ReadingPanel) -> None:
    combo = selector(panel)
    assert [combo.itemText(index) for index in range(combo.count())] == ["FirstNet", "CNNNet"]
    assert combo.currentText() == "CNNNet"
    assert "784-1000-50-10" in combo.itemData(0, Qt.ItemDataRole.ToolTipRole)
    assert "21,840" in combo.itemData(1, Qt.ItemDataRole.ToolTipRole)


def test_a_person_choosing_a_network_is_told(qtbot: QtBot, panel: ReadingPanel) -> None:
    with qtbot.waitSignal(panel.network_selected) as heard:
        QTest.keyClick(selector(panel), Qt.Key.Key_Up)
    assert heard.args == ["FirstNet"]


def test_setting_a_network_is_not_a_persons_choice(qtbot: QtBot, panel: ReadingPanel) -> None:
    with qtbot.assertNotEmitted(panel.network_selected):
        panel.set_network("FirstNet")
    assert selector(panel).currentText() == "FirstNet"


def test_nothing_jumps_as_texts_change(panel: ReadingPanel) -> None:
    places = [child.geometry() for child in panel.findChildren(QLabel)]
    for reading in (EIGHT, FOUR_OR_NINE, None):
        panel.show_reading(reading, None if reading is None else IMAGE)
        assert panel.sizeHint().width() <= panel.width()
        assert [child.geometry() for child in panel.findChildren(QLabel)] == places
