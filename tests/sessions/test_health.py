"""Health in the real window: what it shows, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hands import shown, turn_to
from pytestqt.qtbot import QtBot
from stand_ins import heard, kept_run

from mnist_desktop.runs.events import StepFinished
from mnist_desktop.runs.health import Health, LayerHealth
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions import health as sessions_health
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.health_curves import Measure
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.page import InsidePage

HEALTH = Health(0.5, (LayerHealth("conv1", 0.1, 0.2, 0.001, 0.5), LayerHealth("fc2", 0.1, 0.1, 0.01)))


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions_health, "LOOK_EVERY", 10)


@pytest.fixture
def page(window: MainWindow) -> InsidePage:
    found = window.findChild(InsidePage)
    assert found is not None
    return found


@pytest.fixture
def section(window: MainWindow, page: InsidePage) -> HealthSection:
    """The section in view."""
    turn_to(window, "insidePage")
    page.turn_to_section(HealthSection)
    return page.section(HealthSection)


def state_of(window: MainWindow) -> ApplicationState:
    found = window.findChild(WindowSession)
    assert found is not None
    return found.state


def run(name: str) -> KeptRun:
    kept = kept_run(name)
    return replace(kept, history=replace(kept.history, health=[HEALTH]))


def count(section: HealthSection) -> int:
    found = section.view.plots[Measure.UPDATES].lines
    return 0 if found is None else len(found.points["conv1"])


def test_the_run_on_show_is_shown_and_its_curves_grow(window: MainWindow, section: HealthSection, qtbot: QtBot) -> None:
    shown_run = run("CNNNet 5")
    state_of(window).show_run(shown_run)
    qtbot.waitUntil(lambda: shown(section, "healthHeading") == "CNNNet 5, by epoch")
    assert count(section) == 1
    shown_run.history.take(StepFinished(1, 1, 10, 0.5, 64, 0.01, 0.9, replace(HEALTH, at=0.6)))
    qtbot.waitUntil(lambda: count(section) == 2)


def test_without_a_run_on_show_it_is_that_whose_weights_read(
    window: MainWindow, section: HealthSection, qtbot: QtBot
) -> None:
    state = state_of(window)
    assert "Train a network" in shown(section, "healthHeading")
    kept = run("CNNNet 6")
    state._chosen["CNNNet"] = kept.id
    state.set_runs({kept.id: kept})
    qtbot.waitUntil(lambda: shown(section, "healthHeading") == "CNNNet 6, by epoch")
    state.set_runs({})
    qtbot.waitUntil(lambda: "Train a network" in shown(section, "healthHeading"))


def test_out_of_view_nothing_is_looked_at(
    window: MainWindow, page: InsidePage, section: HealthSection, qtbot: QtBot
) -> None:
    page.turn_to_section(LabSection)
    ended = heard(section.left_view)
    state_of(window).show_run(run("CNNNet 5"))
    qtbot.wait(60)
    assert "Train a network" in shown(section, "healthHeading")
    page.turn_to_section(HealthSection)
    assert shown(section, "healthHeading") == "CNNNet 5, by epoch"
    assert not ended
