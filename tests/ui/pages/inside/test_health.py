"""The section Health."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hands import shown
from pytestqt.qtbot import QtBot
from stand_ins import kept_run

from mnist_desktop.runs.health import Health, LayerHealth
from mnist_desktop.runs.history import History
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.health_curves import Measure
from mnist_desktop.ui.style.theme import DARK, LIGHT

LAYERS = (LayerHealth("conv1", 0.1, 0.2, 0.001, 0.5), LayerHealth("fc2", 0.1, 0.1, 0.01))


@pytest.fixture
def section(qtbot: QtBot) -> HealthSection:
    section = HealthSection()
    section.set_theme(LIGHT)
    qtbot.addWidget(section)
    section.build()
    section.resize(360, 480)
    section.show()
    return section


@pytest.fixture
def history() -> History:
    return replace(kept_run("CNNNet 7").history, health=[Health(0.5, LAYERS), Health(1.0, LAYERS)])


def test_a_run_has_a_plot_for_each_measure_and_a_legend(section: HealthSection, history: History) -> None:
    section.show_history(history)
    assert set(section.view.plots) == set(Measure)
    assert all(plot.lines is not None for plot in section.view.plots.values())
    assert shown(section, "healthHeading") == "CNNNet 7, by epoch"
    section.set_theme(DARK)
    legend = shown(section, "healthLegend")
    assert all(words in legend for words in ("conv1", "fc2", DARK.accent, DARK.unseen))
    section.grab()


def test_without_a_run_or_without_measurements_it_says_so(section: HealthSection, history: History) -> None:
    section.show_history(history)
    section.show_history(replace(history, health=[]))
    assert shown(section, "healthHeading") == "CNNNet 7: nothing was measured yet."
    assert not section.view.plots[Measure.LOSS].isVisible()
    section.show_history(None)
    assert "Train a network" in shown(section, "healthHeading")
    section.show_history(history)
    assert section.view.plots[Measure.LOSS].isVisible()
