"""The panel for learning."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QLocale, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QToolButton
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.ui.pages.mine.learning import LearningPanel
from mnist_desktop.ui.style.theme import DARK, LIGHT

MNIST, HANDS = "MNIST test", "Hands test"
BEFORE = (Score(MNIST, 0.9939), Score(HANDS, 0.9966), Score(MY_DRAWINGS, 0.9, count=30))
AFTER = (Score(MNIST, 0.9937), Score(HANDS, 0.9966), Score(MY_DRAWINGS, 0.9667, count=30))
BUTTONS = ("learnMineButton", "acceptButton", "cancelLearningButton", "revertButton")


@pytest.fixture
def panel(qtbot: QtBot) -> LearningPanel:
    panel = LearningPanel()
    panel.setLocale(QLocale(QLocale.Language.English))
    panel.set_theme(LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def button(panel: LearningPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name)
    assert found is not None
    return found


def offered(panel: LearningPanel) -> list[str]:
    return [name for name in BUTTONS if button(panel, name).isVisible()]


def text(panel: LearningPanel, name: str) -> str:
    found = panel.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def table(panel: LearningPanel) -> list[list[str]]:
    [grid] = [each for each in panel.findChildren(QGridLayout) if each.count()]
    cells: dict[tuple[int, int], str] = {}
    for place in range(grid.count()):
        at, item = cast(tuple[int, int, int, int], grid.getItemPosition(place)), grid.itemAt(place)
        label = item.widget() if item else None
        assert isinstance(label, QLabel)
        cells[at[:2]] = label.text()
    return [[cells.get((row, column), "") for column in range(4)] for row in range(max(cells)[0] + 1)]


def test_it_says_why_it_cannot_learn(panel: LearningPanel) -> None:
    panel.show_idle(False, "There is nothing to learn yet.")
    assert offered(panel) == ["learnMineButton"]
    assert not button(panel, "learnMineButton").isEnabled()
    assert text(panel, "learningStatus") == "There is nothing to learn yet."
    panel.show_idle(True, "")
    assert button(panel, "learnMineButton").isEnabled()
    assert text(panel, "learningStatus") == ""


def test_while_it_learns_it_can_be_cancelled_and_nothing_else(panel: LearningPanel) -> None:
    panel.show_revert(True)
    panel.show_progress("12 s left", 0.4)
    bar = panel.findChild(QProgressBar, "learningProgress")
    assert bar is not None
    assert (bar.isVisible(), bar.value()) == (True, 400)
    assert text(panel, "learningStatus") == "12 s left"
    assert offered(panel) == ["cancelLearningButton"]
    panel.show_idle(True, "")
    assert not bar.isVisible()


def test_what_was_learnt_waits_to_be_accepted(panel: LearningPanel) -> None:
    panel.show_result(BEFORE, AFTER, is_open=True)
    assert offered(panel) == ["acceptButton", "revertButton"]
    assert table(panel) == [
        ["", "Before", "After", "Change (points)"],
        ["My digits", "90.00 %", "96.67 %", "+6.67"],
        ["MNIST", "99.39 %", "99.37 %", "−0.02"],
        ["Hands", "99.66 %", "99.66 %", "0.00"],
    ]
    assert "30 of yours, each read by weights that had not learnt it" in text(panel, "measuredText")


def test_a_gain_and_a_loss_look_different(panel: LearningPanel) -> None:
    panel.show_result(BEFORE, AFTER, is_open=True)
    roles = {label.text(): label.property("role") for label in panel.findChildren(QLabel)}
    assert [roles[change] for change in ("+6.67", "−0.02", "0.00")] == ["gain", "loss", "caption"]


def test_an_accepted_result_can_still_be_reverted(panel: LearningPanel) -> None:
    panel.show_result(BEFORE, AFTER, is_open=False)
    assert offered(panel) == ["learnMineButton", "revertButton"]
    panel.show_revert(False)
    assert offered(panel) == ["learnMineButton"]
    assert len(table(panel)) == 4


def test_too_few_digits_are_said_to_be_too_few(panel: LearningPanel) -> None:
    panel.show_result((), AFTER[:1], is_open=True)
    assert table(panel)[1:] == [["MNIST", "–", "99.37 %", "–"]]
    assert "Too few of your digits" in text(panel, "measuredText")


def test_another_result_takes_the_place_of_the_last(panel: LearningPanel) -> None:
    panel.show_result(BEFORE, AFTER, is_open=True)
    panel.show_result(BEFORE[:1], AFTER[:1], is_open=True)
    assert len(table(panel)) == 2
    panel.show_progress("again", 0.0)
    assert text(panel, "measuredText") == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_button_says_what_is_wished(panel: LearningPanel, theme: object) -> None:
    panel.set_theme(LIGHT if theme is LIGHT else DARK)
    wishes: list[str] = []
    signals: dict[str, SignalInstance] = {
        "learnMineButton": panel.learn_requested,
        "acceptButton": panel.accept_requested,
        "cancelLearningButton": panel.cancel_requested,
        "revertButton": panel.revert_requested,
    }
    for name, signal in signals.items():
        signal.connect(lambda *_, name=name: wishes.append(name))
    panel.show_idle(True, "")
    QTest.mouseClick(button(panel, "learnMineButton"), Qt.MouseButton.LeftButton)
    panel.show_progress("", 0.5)
    QTest.mouseClick(button(panel, "cancelLearningButton"), Qt.MouseButton.LeftButton)
    panel.show_result(BEFORE, AFTER, is_open=True)
    QTest.mouseClick(button(panel, "acceptButton"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(panel, "revertButton"), Qt.MouseButton.LeftButton)
    assert wishes == ["learnMineButton", "cancelLearningButton", "acceptButton", "revertButton"]
    assert not any(button(panel, name).icon().isNull() for name in BUTTONS)
