from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.ui.style.theme import DARK, LIGHT

FOUR_OR_NINE = (0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38)


@pytest.fixture
def bars(qtbot: QtBot) -> ProbabilityBars:
    bars = ProbabilityBars()
    bars.resize(400, 300)
    qtbot.addWidget(bars)
    return bars


def shown(bars: ProbabilityBars) -> QImage:
    return bars.grab().toImage()


def length(bars: ProbabilityBars, digit: int, colour: str) -> int:
    """How many pixels of the row's middle have a colour."""
    image = shown(bars)
    y = int((digit + 0.5) * image.height() / 10)
    return sum(image.pixelColor(x, y) == QColor(colour) for x in range(image.width()))


def test_it_keeps_what_it_is_given(bars: ProbabilityBars) -> None:
    assert bars.probabilities is None
    bars.set_probabilities(FOUR_OR_NINE)
    assert bars.probabilities == FOUR_OR_NINE


def test_bars_are_as_long_as_likely_and_the_likeliest_stands_out(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    track = length(bars, 0, LIGHT.track)
    assert length(bars, 4, LIGHT.accent) == pytest.approx(0.6 * track, abs=8)
    assert length(bars, 9, LIGHT.bar) == pytest.approx(0.38 * track, abs=8)
    assert length(bars, 9, LIGHT.accent) == 0


def test_no_likeliest_is_claimed_while_there_is_nothing(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    bars.set_probabilities(None)
    assert all(length(bars, digit, LIGHT.accent) == 0 for digit in range(10))


def test_a_screen_reader_hears_the_values(bars: ProbabilityBars) -> None:
    assert bars.accessibleDescription() == "Nothing to show yet"
    bars.set_probabilities(FOUR_OR_NINE)
    assert "4: 60.0 %" in bars.accessibleDescription()


def test_bars_follow_the_theme(bars: ProbabilityBars) -> None:
    bars.set_probabilities(FOUR_OR_NINE)
    bars.set_theme(DARK)
    assert length(bars, 4, DARK.accent) > 50
