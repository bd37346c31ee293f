from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import Change, RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import PRESETS, Plan
from mnist_desktop.ui.pages.train.fields import RateSpin
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import DARK

MakeHistory = Callable[..., History]
BUTTONS = ("trainButton", "pauseButton", "stopButton", "epochButton")
CNNNET = PRESETS["recommended"]["CNNNet"]


def rated(learning_rate: float) -> Plan:
    return replace(CNNNET, config=replace(CNNNET.config, learning_rate=learning_rate, momentum=0.9))


def button(panel: TrainPage, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name)
    assert found is not None, name
    return found


def click(panel: TrainPage, name: str) -> None:
    QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


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
    panel: TrainPage, state: RunState | None, usable: set[str]
) -> None:
    panel.show_state(state)
    assert {name for name in BUTTONS if button(panel, name).isEnabled()} == usable


def test_train_asks_for_the_plan_in_the_form(panel: TrainPage) -> None:
    told = heard(panel.train_requested)
    panel.set_plan("tutorial", PRESETS["tutorial"]["FirstNet"])
    click(panel, "trainButton")
    assert told == [(PRESETS["tutorial"]["FirstNet"],)]


def test_a_click_on_train_takes_what_was_just_typed(panel: TrainPage) -> None:
    told = heard(panel.train_requested)
    epochs = panel.findChild(QWidget, "epochsSpin")
    assert epochs is not None
    epochs.setFocus()
    QTest.keyClick(epochs, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(epochs, "3")
    click(panel, "trainButton")
    ((plan,),) = told
    assert isinstance(plan, Plan)
    assert plan.config.epochs == 3


def test_a_run_under_way_is_paused_resumed_stopped_and_extended(panel: TrainPage) -> None:
    asked = [
        heard(signal)
        for signal in (panel.pause_requested, panel.resume_requested, panel.stop_requested, panel.epoch_requested)
    ]
    panel.show_state(RunState.RUNNING)
    assert button(panel, "pauseButton").text() == "Pause"
    click(panel, "pauseButton")
    panel.show_state(RunState.PAUSED)
    assert button(panel, "pauseButton").text() == "Resume"
    for name in BUTTONS[1:]:
        click(panel, name)
    assert [len(told) for told in asked] == [1, 1, 1, 1]


def test_buttons_name_their_keys(panel: TrainPage) -> None:
    for name, key in zip(BUTTONS, ("Ctrl+T", "Ctrl+P", "Ctrl+.", "Ctrl+E"), strict=True):
        assert key in button(panel, name).toolTip()


def test_rates_changed_while_a_run_is_under_way_are_for_that_run(panel: TrainPage) -> None:
    panel.set_plan("", rated(0.1))
    told = heard(panel.rates_changed)
    rate = panel.findChild(RateSpin, "learningRateSpin")
    assert rate is not None
    QTest.keyClick(rate, Qt.Key.Key_Down)
    assert told == []
    panel.show_state(RunState.RUNNING)
    QTest.keyClick(rate, Qt.Key.Key_Down)
    assert told == [(0.02, 0.9)]


def test_a_plan_changed_by_hand_is_told_to_be_remembered(panel: TrainPage) -> None:
    panel.set_plan("", rated(0.1))
    told = heard(panel.plan_changed)
    rate = panel.findChild(RateSpin, "learningRateSpin")
    assert rate is not None
    QTest.keyClick(rate, Qt.Key.Key_Up)
    assert told == [("", rated(0.2))]
    assert panel.plan == told[0][1]
    assert panel.preset == ""


def test_the_form_shows_the_run_under_way_and_then_follows_the_switch(
    panel: TrainPage, make_history: MakeHistory
) -> None:
    history = make_history(model="FirstNet")
    history.state = RunState.RUNNING
    panel.set_model("FirstNet")
    panel.show_run(history)
    panel.show_state(RunState.RUNNING)
    panel.set_model("CNNNet")
    assert panel.plan == history.plan
    history.state = RunState.STOPPED
    panel.show_state(RunState.STOPPED)
    assert (panel.plan.model, panel.plan.config) == ("CNNNet", history.plan.config)


def test_a_run_about_to_begin_leaves_the_form_as_it_is(panel: TrainPage, make_history: MakeHistory) -> None:
    plan = replace(CNNNET, config=replace(CNNNET.config, epochs=9))
    panel.show_run(make_history())
    panel.show_state(RunState.FINISHED)
    panel.set_plan("", plan)
    panel.show_state(RunState.RUNNING)
    assert panel.plan == plan


def test_new_rates_of_the_run_are_shown_in_the_form(panel: TrainPage, make_history: MakeHistory) -> None:
    history = make_history()
    history.state = RunState.RUNNING
    history.take(Change(1.5, 0.003, 0.5))
    panel.show_run(history)
    panel.show_state(RunState.RUNNING)
    assert (panel.plan.config.learning_rate, panel.plan.config.momentum) == (0.003, 0.5)


def test_a_decision_is_asked_in_a_line_and_goes_once_made(panel: TrainPage, make_history: MakeHistory) -> None:
    kept, discarded = heard(panel.keep_requested), heard(panel.discard_requested)
    panel.show_decision(make_history("CNNNet 3"), 0.9955)
    text = panel.findChild(QLabel, "decisionBarText")
    assert text is not None
    assert (
        text.text().replace("\N{NO-BREAK SPACE}", " ")
        == "CNNNet 3 reads 93.00 % of the test set right; the factory weights 99.55 %."
    )
    click(panel, "keepButton")
    assert not text.isVisible()
    panel.show_decision(make_history(), None)
    click(panel, "discardButton")
    assert (len(kept), len(discarded)) == (1, 1)
    panel.show_decision(make_history(), None)
    panel.show_decision(None, None)
    assert not text.isVisible()


def test_a_file_is_opened(panel: TrainPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = heard(panel.run_open_requested)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    panel.commands.open_run.trigger()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "run.safetensors"), ""))
    panel.commands.open_run.trigger()
    assert told == [(tmp_path / "run.safetensors",)]


def test_figures_are_exported_even_before_there_are_plots(
    panel: TrainPage, make_history: MakeHistory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    panel.show_run(make_history("CNNNet 3", epochs=1))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "run"), "Figures (*.csv)"))
    panel.commands.export.trigger()
    lines = (tmp_path / "run.csv").read_text().splitlines()
    assert lines[0].startswith("run,model,epoch")
    assert lines[1].startswith("CNNNet 3,CNNNet,")


def test_an_export_that_fails_is_told(
    panel: TrainPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "run.png"), ""))
    with qtbot.waitSignal(panel.failed) as told:
        panel.commands.export.trigger()
    assert "run.png" in told.args[0]


def test_the_pages_are_switched(panel: TrainPage) -> None:
    plots, runs = panel.findChild(QWidget, "lossPlot"), panel.findChild(QWidget, "runsList")
    assert plots is not None
    assert runs is not None
    assert (plots.isVisible(), runs.isVisible()) == (True, False)
    click(panel, "runsTab")
    assert (plots.isVisible(), runs.isVisible()) == (False, True)
    assert not button(panel, "resetViewButton").isVisible()


def test_factory_weights_are_asked_for(panel: TrainPage) -> None:
    told = heard(panel.factory_requested)
    click(panel, "runsTab")
    click(panel, "factoryButton")
    assert len(told) == 1


def test_another_theme_reaches_every_part(panel: TrainPage) -> None:
    panel.set_theme(DARK)
    stop = button(panel, "stopButton")
    panel.show_state(RunState.RUNNING)
    image = stop.icon().pixmap(18, 18).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(18) for y in range(18) if image.pixelColor(x, y).alpha()}
    assert DARK.text in colours
