from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.hints import Hint, HintKind
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.train.notices import DecisionBar, HintBar

PLAN = plan_of("recommended", "CNNNet")
TOO_LOW = Hint(HintKind.RATE_TOO_LOW, PLAN, live=True)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(HintBar())
    layout.addWidget(DecisionBar())
    window.resize(340, 300)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def bar(window: QWidget) -> HintBar:
    bar = window.findChild(HintBar)
    assert bar is not None
    return bar


def press(bar: QWidget, name: str) -> None:
    button = bar.findChild(QToolButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text(bar: QWidget, name: str) -> str:
    label = bar.findChild(QLabel, name)
    assert label is not None
    return label.text()


@pytest.mark.parametrize("kind", HintKind)
def test_each_hint_says_what_is_wrong_and_offers_something(bar: HintBar, kind: HintKind) -> None:
    bar.show_hint(Hint(kind, PLAN))
    assert bar.isVisible()
    assert len(text(bar, "hintBarText")) > 30
    button = bar.findChild(QToolButton, "applyHintButton")
    assert button is not None
    assert button.text()


def test_a_hint_that_is_taken_is_told_and_goes(bar: HintBar, qtbot: QtBot) -> None:
    bar.show_hint(TOO_LOW)
    with qtbot.waitSignal(bar.hint_applied) as told:
        press(bar, "applyHintButton")
    assert told.args == [TOO_LOW]
    assert not bar.isVisible()


def test_a_hint_that_was_dismissed_stays_away_until_the_next_run(bar: HintBar) -> None:
    bar.show_hint(TOO_LOW)
    press(bar, "dismissHintButton")
    bar.show_hint(TOO_LOW)
    assert not bar.isVisible()
    bar.show_hint(Hint(HintKind.OVERFITTING, PLAN))
    assert bar.isVisible()
    bar.forget_dismissal()
    bar.show_hint(TOO_LOW)
    assert bar.isVisible()


def test_no_hint_takes_it_away(bar: HintBar) -> None:
    bar.show_hint(TOO_LOW)
    bar.show_hint(None)
    assert not bar.isVisible()


def test_a_hint_waits_while_something_else_is_asked(bar: HintBar) -> None:
    bar.set_waiting(True)
    bar.show_hint(TOO_LOW)
    assert not bar.isVisible()
    bar.set_waiting(False)
    assert bar.isVisible()


def test_a_run_without_a_score_is_decided_about_all_the_same(window: QWidget) -> None:
    decision = window.findChild(DecisionBar)
    assert decision is not None
    decision.show_decision(History("CNNNet 3", PLAN), (Score("MNIST test", 0.99),))
    assert text(decision, "decisionBarText") == "CNNNet 3 was not scored on the test set. Keep it?"
