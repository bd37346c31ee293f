"""The lab in the real window: what is switched off changes what is read, is scored, marked, undone and kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hands import DIGITS, choose, click, draw, shown, turn_to, wait_until_ready
from meanwhile import Gate, gate  # noqa: F401  # a fixture is known by being here
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot
from trainings import predictor_of

from mnist_desktop.learning.data import test_sets
from mnist_desktop.learning.networks import CNNNet
from mnist_desktop.reading import checkpoint, evaluation
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.sessions.lab_scoring import Measured
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.lab_units import UnitGrid
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import LiveWeights


@pytest.fixture(autouse=True)
def few_digits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two hundred test digits in place of ten thousand, and a note each time that they are loaded."""
    loaded: list[str] = []
    whole = test_sets.load

    def load(name: str) -> test_sets.Loading:
        loaded.append(name)
        found = yield from whole(name)
        return DigitSet(found.name, found.images[:200], found.labels[:200])

    monkeypatch.setattr(test_sets, "load", load)
    return loaded


@pytest.fixture
def lab(window: MainWindow, qtbot: QtBot) -> LabSection:
    """The section in view, with a 7 on the pad, all scored."""
    wait_until_ready(qtbot, window)
    draw(window, DIGITS[7])
    session = session_of(window)
    qtbot.waitUntil(lambda: session.reading.is_up_to_date)
    turn_to(window, "insidePage")
    page_of(window).turn_to_section(LabSection)
    qtbot.waitUntil(lambda: shown(window, "labAccuracy").startswith("It reads"))
    qtbot.waitUntil(lambda: bool(section_of(window).rows))
    return section_of(window)


def session_of(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert found is not None
    return found


def page_of(window: MainWindow) -> InsidePage:
    found = window.findChild(InsidePage)
    assert found is not None
    return found


def section_of(window: MainWindow) -> LabSection:
    return page_of(window).section(LabSection)


def grid(window: MainWindow, layer: str) -> UnitGrid:
    found = window.findChild(UnitGrid, f"{layer}Units")
    assert found is not None
    return found


def switch_off(window: MainWindow, layer: str, units: range) -> None:
    """As someone who drags over these units does."""
    grid(window, layer)._take(frozenset(units))


def probabilities(window: MainWindow) -> tuple[float, ...]:
    return window.reading.digits[0].probabilities


def is_read_by(window: MainWindow, wanted: Callable[[], tuple[float, ...]]) -> bool:
    return bool(np.allclose(probabilities(window), wanted()))


def test_what_is_switched_off_changes_the_reading_and_the_accuracy_until_it_is_undone(
    window: MainWindow, lab: LabSection, qtbot: QtBot
) -> None:
    before, accuracy = probabilities(window), shown(window, "labAccuracy")
    switch_off(window, "fc1", range(50))
    qtbot.waitUntil(lambda: len(set(probabilities(window))) > 1 and probabilities(window) != before)
    qtbot.waitUntil(lambda: "→" in shown(window, "labAccuracy"))
    assert shown(window, "fc1Title") == "fc1: 50 of 50 off"
    click(window, "undoLabButton")
    qtbot.waitUntil(lambda: probabilities(window) == before)
    qtbot.waitUntil(lambda: shown(window, "labAccuracy") == accuracy)
    assert grid(window, "fc1").off == frozenset()


def test_noise_changes_the_reading_too(window: MainWindow, lab: LabSection, qtbot: QtBot) -> None:
    before = probabilities(window)
    slider = window.findChild(QSlider, "conv1Noise")
    assert slider is not None
    slider.setValue(10)
    qtbot.waitUntil(lambda: probabilities(window) != before)
    assert shown(window, "previewMark") == "Lab: noise"
    assert session_of(window).looking.lab.edits.noise["conv1"] == pytest.approx(0.5)


def test_a_changed_network_is_marked_wherever_it_reads(window: MainWindow, lab: LabSection, qtbot: QtBot) -> None:
    switch_off(window, "conv1", range(3))
    assert shown(window, "previewMark") == window.weights.text() == "Lab: 3 off"
    choose(window, "FirstNet")
    assert not window.reading._preview.isVisible()
    window.reading.compare.setChecked(True)
    assert shown(window, "previewMark") == "CNNNet: Lab: 3 off"
    turn_to(window, "trainPage")
    assert window.reading._preview.isVisible()
    choose(window, "CNNNet")
    assert shown(window, "previewMark") == "Lab: 3 off"


def test_each_network_has_its_edits(window: MainWindow, lab: LabSection, qtbot: QtBot) -> None:
    switch_off(window, "conv1", range(3))
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: [row.fits for row in lab.rows] != [] and len(lab.rows) == 3)
    assert grid(window, "fc0").off == frozenset()
    switch_off(window, "fc0", range(100))
    choose(window, "CNNNet")
    qtbot.waitUntil(lambda: len(lab.rows) == 4)
    qtbot.waitUntil(lambda: grid(window, "conv1").off == frozenset(range(3)))
    assert session_of(window).state.preview("FirstNet") == "Lab: 100 off"


def test_weights_of_a_training_are_changed_as_they_come_and_scored_now_and_then(
    window: MainWindow, lab: LabSection, qtbot: QtBot
) -> None:
    session = session_of(window)
    switch_off(window, "fc1", range(50))
    qtbot.waitUntil(lambda: "→" in shown(window, "labAccuracy"))
    session.state.follow("CNNNet")
    live = predictor_of(CNNNet())
    for _ in range(3):
        session.reading.take_live(LiveWeights("CNNNet", predictor_of(CNNNet())))
    session.reading.take_live(LiveWeights("CNNNet", live))
    silent = live.network.weights["fc2.bias"]
    wanted = live.calibration.probabilities(silent[None])[0]
    qtbot.waitUntil(lambda: is_read_by(window, lambda: tuple(wanted)))
    qtbot.waitUntil(lambda: (found := session.looking.lab._measured) is not None and found.of.base is live)
    assert "→" in shown(window, "labAccuracy")


@pytest.fixture
def scoring(lab: LabSection, gate: Gate) -> Gate:  # noqa: F811
    """What is scored from now on is held."""
    gate.put_before(evaluation, "evaluated")
    gate.shut()
    return gate


@pytest.mark.parametrize("live", ["", "CNNNet"])
def test_another_network_that_reads_for_a_moment_leaves_no_scores(
    window: MainWindow, scoring: Gate, qtbot: QtBot, live: str
) -> None:
    session, before = session_of(window), shown(window, "labAccuracy")
    measured = list[Measured]()
    session.looking.lab._scoring.measured.connect(measured.append)
    session.state.follow(live)
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: scoring.is_holding)
    choose(window, "CNNNet")
    scoring.open()
    qtbot.waitUntil(lambda: bool(measured))
    assert {each.of.base.network.name for each in measured} == {"CNNNet"}
    assert shown(window, "labAccuracy") == before


def test_what_is_not_scored_as_the_section_is_left_is_scored_later(
    window: MainWindow, scoring: Gate, qtbot: QtBot
) -> None:
    switch_off(window, "fc1", range(50))
    qtbot.waitUntil(lambda: "now …" in shown(window, "labAccuracy") and scoring.is_holding)
    page_of(window).turn_to_section(LayersSection)
    scoring.open()
    page_of(window).turn_to_section(LabSection)
    qtbot.waitUntil(lambda: "→" in shown(window, "labAccuracy"))


def test_what_is_kept_is_a_run_that_reads_as_the_lab_did(window: MainWindow, lab: LabSection, qtbot: QtBot) -> None:
    session = session_of(window)
    switch_off(window, "conv2", range(4))
    qtbot.waitUntil(lambda: "→" in shown(window, "labAccuracy"))
    qtbot.waitUntil(lambda: session.reading.is_up_to_date)
    changed = probabilities(window)
    click(window, "keepLabButton")
    qtbot.waitUntil(lambda: bool(session.state.runs))
    [kept] = session.state.runs
    assert (kept.history.name, kept.can_resume) == ("CNNNet, lab", False)
    assert "CNNNet, lab" in shown(window, "message")
    weights = checkpoint.load(session._library().file(kept.id)).weights
    assert not weights["conv2.weight"][:4].any()
    assert weights["conv2.weight"][4:].any()
    session.state.choose(WeightsChoice("CNNNet", kept.id))
    qtbot.waitUntil(lambda: (found := session.state.weights("CNNNet")) is not None and found.choice.run == kept.id)
    assert session.state.preview("CNNNet") == ""
    qtbot.waitUntil(lambda: session.reading.is_up_to_date and is_read_by(window, lambda: changed))
    qtbot.waitUntil(lambda: shown(window, "labAccuracy").startswith("It reads"))


def test_nothing_can_be_kept_before_it_is_scored(window: MainWindow, lab: LabSection, qtbot: QtBot) -> None:
    assert not lab._keep.isEnabled()
    switch_off(window, "conv2", range(4))
    assert not lab._keep.isEnabled()
    qtbot.waitUntil(lab._keep.isEnabled)
    switch_off(window, "conv2", range(5))
    assert not lab._keep.isEnabled()


def test_out_of_view_nothing_is_scored(
    window: MainWindow, lab: LabSection, few_digits: list[str], qtbot: QtBot
) -> None:
    session = session_of(window)
    page_of(window).turn_to_section(LayersSection)
    measured, before = session.looking.lab._measured, probabilities(window)
    session.state.follow("CNNNet")
    session.reading.take_live(LiveWeights("CNNNet", predictor_of(CNNNet())))
    qtbot.waitUntil(lambda: probabilities(window) != before)
    qtbot.wait(100)
    assert session.looking.lab._measured is measured
    page_of(window).turn_to_section(LabSection)
    qtbot.waitUntil(lambda: session.looking.lab._measured is not measured)
    assert few_digits == ["mnist"]


def test_closing_while_digits_are_scored_is_survived(window: MainWindow, lab: LabSection) -> None:
    switch_off(window, "conv2", range(4))
    window.close()
