from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.train.fields import RateSpin
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import DARK

MakeHistory = Callable[..., History]
BUTTONS = ("trainButton", "pauseButton", "stopButton", "epochButton")
CNNNET = plan_of("recommended", "CNNNet")


def rated(learning_rate: float) -> Plan:
    return replace(CNNNET, config=replace(CNNNET.config, learning_rate=learning_rate, momentum=0.9))


def button(page: TrainPage, name: str) -> QToolButton:
    found = page.findChild(QToolButton, name)
    assert found is not None, name
    return found


def click(page: TrainPage, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Everything a signal says from now on."""
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told


@pytest.mark.parametrize(
    ("state", "usable"),
    [
        (None, {"trainButton"}),
        (RunState.RUNNING, {"pauseButton", "stopButton", "epochButton"}),
        (RunState.PAUSED, {"pauseButton", "stopButton", "epochButton"}),
        (RunState.STOPPED, {"trainButton", "epochButton"}),
        (RunState.FINISHED, {"trainButton", "epochButton"}),
        (RunState.DIVERGED, {"trainButton"}),
    ],
)
def test_what_can_be_pressed_depends_on_where_the_run_stands(
    page: TrainPage, state: RunState | None, usable: set[str]
) -> None:
    page.show_state(state)
    assert {name for name in BUTTONS if button(page, name).isEnabled()} == usable


def test_a_click_on_train_takes_what_was_just_typed(page: TrainPage) -> None:
    plans: list[Plan] = []
    page.commands.train.triggered.connect(lambda: plans.append(page.form.plan))
    epochs = page.findChild(QWidget, "epochsSpin")
    assert epochs is not None
    epochs.setFocus()
    QTest.keyClick(epochs, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(epochs, "3")
    click(page, "trainButton")
    [plan] = plans
    assert plan.config.epochs == 3


def test_a_run_under_way_is_paused_resumed_stopped_and_extended(page: TrainPage) -> None:
    commands = page.commands
    asked = [heard(command.triggered) for command in (commands.pause, commands.stop, commands.epoch)]
    page.show_state(RunState.RUNNING)
    assert button(page, "pauseButton").text() == "Pause"
    click(page, "pauseButton")
    page.show_state(RunState.PAUSED)
    assert button(page, "pauseButton").text() == "Resume"
    for name in BUTTONS[1:]:
        click(page, name)
    assert [len(told) for told in asked] == [2, 1, 1]


def test_buttons_name_their_keys(page: TrainPage) -> None:
    for name, key in zip(BUTTONS, ("Ctrl+T", "Ctrl+P", "Ctrl+.", "Ctrl+E"), strict=True):
        assert key in button(page, name).toolTip()


def test_rates_can_be_changed_while_a_run_is_under_way(page: TrainPage) -> None:
    page.form.set_plan("", rated(0.1))
    page.show_state(RunState.RUNNING)
    told = heard(page.form.rates_edited)
    rate = page.findChild(RateSpin, "learningRateSpin")
    assert rate is not None
    QTest.keyClick(rate, Qt.Key.Key_Down)
    assert told == [(0.05, 0.9)]


def test_a_plan_changed_by_hand_is_told_to_be_remembered(page: TrainPage) -> None:
    page.form.set_plan("", rated(0.1))
    told = heard(page.form.plan_edited)
    rate = page.findChild(RateSpin, "learningRateSpin")
    assert rate is not None
    QTest.keyClick(rate, Qt.Key.Key_Up)
    assert told == [("", rated(0.2))]


def test_a_decision_is_asked_in_a_line_and_goes_once_made(page: TrainPage, make_history: MakeHistory) -> None:
    kept, discarded = heard(page.decision.keep_requested), heard(page.decision.discard_requested)
    page.show_decision(make_history("CNNNet 3"), (Score("MNIST test", 0.9955), Score("Hands test", 0.99)))
    text = page.findChild(QLabel, "decisionBarText")
    assert text is not None
    assert (
        text.text().replace("\N{NO-BREAK SPACE}", " ")
        == "CNNNet 3 reads 93.00 % of MNIST right; the factory weights 99.55 % of MNIST, 99.00 % of Hands."
    )
    click(page, "keepButton")
    assert not text.isVisible()
    page.show_decision(make_history())
    click(page, "discardButton")
    assert (len(kept), len(discarded)) == (1, 1)
    page.show_decision(make_history())
    page.show_decision(None)
    assert not text.isVisible()


def test_figures_are_exported_even_before_there_are_plots(
    page: TrainPage, make_history: MakeHistory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.show_run(make_history("CNNNet 3", epochs=1))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "run"), "Figures (*.csv)"))
    page.commands.export.trigger()
    lines = (tmp_path / "run.csv").read_text().splitlines()
    assert lines[0].startswith("run,model,epoch")
    assert lines[1].startswith("CNNNet 3,CNNNet,")


def test_an_export_that_fails_is_told(
    page: TrainPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "run.png"), ""))
    with qtbot.waitSignal(page.failed) as told:
        page.commands.export.trigger()
    assert told.args[0].code == "file_not_written"
    assert told.args[0].values["file"].name == "run.png"


def test_another_theme_reaches_every_part(page: TrainPage) -> None:
    page.set_theme(DARK)
    stop = button(page, "stopButton")
    page.show_state(RunState.RUNNING)
    image = stop.icon().pixmap(18, 18).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(18) for y in range(18) if image.pixelColor(x, y).alpha()}
    assert DARK.text in colours
