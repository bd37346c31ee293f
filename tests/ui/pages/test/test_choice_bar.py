"""What is chosen at the top of the page, and its one button."""

from __future__ import annotations

import pytest
from hands import click, part
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QProgressBar, QToolButton
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.ui.pages.test.choice_bar import ChoiceBar
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.ui.style.theme import LIGHT

WEIGHTS = [Choice("One (in use)", None), Choice("One", 1, "about one"), Choice("Two", 2)]


@pytest.fixture
def bar(qtbot: QtBot) -> ChoiceBar:
    bar = ChoiceBar()
    bar.set_theme(LIGHT)
    bar.resize(500, 60)
    qtbot.addWidget(bar)
    bar.show_weights(WEIGHTS, None)
    bar.show_digits([Choice("Some", "some"), Choice("Mine", "")], "")
    bar.show()
    return bar


def selector(bar: ChoiceBar, name: str = "testWeightsSelector") -> QComboBox:
    found = part(bar, name)
    assert isinstance(found, QComboBox)
    return found


def test_what_is_chosen_is_shown_and_says_nothing(bar: ChoiceBar) -> None:
    told = [heard(bar.weights_chosen), heard(bar.digits_chosen)]
    assert (selector(bar).currentText(), selector(bar, "testDigitsSelector").currentText()) == ("One (in use)", "Mine")
    bar.show_weights(WEIGHTS, 2)
    assert selector(bar).currentText() == "Two"
    bar.show_weights(WEIGHTS[:1], None)
    assert selector(bar).count() == 1
    assert told == [[], []]


def test_who_chooses_is_heard(bar: ChoiceBar) -> None:
    weights, digits = heard(bar.weights_chosen), heard(bar.digits_chosen)
    QTest.keyClick(selector(bar), Qt.Key.Key_Down)
    QTest.keyClick(selector(bar), Qt.Key.Key_Up)
    QTest.keyClick(selector(bar, "testDigitsSelector"), Qt.Key.Key_Up)
    assert (weights, digits) == ([(1,), (None,)], [("some",)])


def test_runs_are_described_by_tool_tips(bar: ChoiceBar) -> None:
    assert selector(bar).itemData(1, Qt.ItemDataRole.ToolTipRole) == "about one"
    assert selector(bar).toolTip() == "Weights to test: One (in use)"


def test_one_button_scores_and_cancels(bar: ChoiceBar) -> None:
    scores, cancels = heard(bar.score_requested), heard(bar.cancel_requested)
    button = part(bar, "scoreButton")
    assert isinstance(button, QToolButton)
    assert button.text() == "Score"
    click(bar, "scoreButton")
    assert (len(scores), len(cancels)) == (1, 0)
    bar.show_busy(True)
    assert button.text() == "Cancel"
    click(bar, "scoreButton")
    assert (len(scores), len(cancels)) == (1, 1)


@pytest.mark.parametrize("kind", [Fetching, Scoring])
def test_progress_is_shown_while_it_is_busy(bar: ChoiceBar, kind: type[Fetching] | type[Scoring]) -> None:
    progress = part(bar, "testProgress")
    assert isinstance(progress, QProgressBar)
    bar.show_busy(True)
    bar.show_progress(kind(2500, 10_000))
    assert (progress.value(), progress.maximum()) == (2500, 10_000)
    bar.show_busy(False)
    assert progress.value() <= progress.minimum()
