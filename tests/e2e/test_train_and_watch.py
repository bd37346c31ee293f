"""A person trains a network in the window, watches it learn, keeps drawing, and keeps what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import (
    DIGITS,
    choose,
    click,
    draw,
    enter,
    listed,
    part,
    probabilities,
    run_on_show,
    shown,
    steps_seen,
    turn_to,
)
from PySide6.QtWidgets import QAbstractSpinBox, QProgressBar
from pytestqt.qtbot import QtBot

from mnist_desktop.learning.library import Library
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History
from mnist_desktop.ui.main_window import MainWindow


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


def curve(window: MainWindow) -> History:
    run = run_on_show(window)
    assert run is not None
    return run


def test_train_watch_draw_pause_change_the_rate_go_on_and_keep(
    open_window: Callable[[], MainWindow], qtbot: QtBot, home: Path
) -> None:
    window = open_window()
    choose(window, "FirstNet")
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: shown(window) == "3")
    factory = probabilities(window)
    enter(window, "epochsSpin", "2")

    click(window, "trainButton")
    qtbot.waitUntil(lambda: steps_seen(window) > 0)
    qtbot.waitUntil(lambda: probabilities(window) not in (None, factory))  # read by weights that learn
    first = probabilities(window)
    qtbot.waitUntil(lambda: probabilities(window) != first)  # and, without a stroke, read anew
    assert shown(window, "weights") == "FirstNet, learning now"

    click(window, "pauseButton")
    qtbot.waitUntil(lambda: shown(window, "trainingStatus").startswith("Paused"))
    paused_at = steps_seen(window)
    enter(window, "learningRateSpin", "0.05")
    qtbot.waitUntil(lambda: bool(curve(window).changes))
    qtbot.wait(300)
    assert steps_seen(window) == paused_at
    assert curve(window).changes[0].learning_rate == 0.05

    click(window, "clearButton")
    draw(window, DIGITS[7])
    click(window, "pauseButton")  # which now says Resume
    qtbot.waitUntil(lambda: shown(window, "trainingStatus").startswith("Done"))
    qtbot.waitUntil(lambda: shown(window) == "7")
    progress = part(window, "trainingProgress")
    assert isinstance(progress, QProgressBar)
    assert progress.value() == progress.maximum()
    history = curve(window)
    assert [row.epoch for row in history.epochs] == [1, 2]
    assert [(test.name, test.accuracy > 0.6) for test in history.tests] == [("MNIST test", True), ("Hands test", True)]
    assert history.tests[0].accuracy > 0.96
    assert all(words in shown(window, "trainingStatus") for words in ("of MNIST", "of Hands"))

    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    click(window, "keepButton")
    assert not part(window, "decisionBar").isVisible()
    assert listed(window) == ["FirstNet 1"]
    window.close()

    again = open_window()
    qtbot.waitUntil(lambda: listed(again) == ["FirstNet 1"])
    assert "FirstNet 1" in shown(again, "weights")
    assert Library(home / "runs").runs()[0].history.state is RunState.FINISHED


def test_a_run_that_is_discarded_leaves_nothing_and_the_weights_before_read_again(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: "factory" in shown(window, "weights"))
    before = shown(window, "weights")
    enter(window, "epochsSpin", "1")
    click(window, "trainButton")
    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("FirstNet 1"))
    click(window, "discardButton")
    qtbot.waitUntil(lambda: shown(window, "weights") == before)
    qtbot.waitUntil(lambda: listed(window) == [])
    assert not list((home / "runs").iterdir())


def test_closed_in_mid_training_the_next_start_offers_to_go_on_and_does(
    open_window: Callable[[], MainWindow], qtbot: QtBot, home: Path
) -> None:
    window = open_window()
    choose(window, "FirstNet")
    enter(window, "epochsSpin", "1")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: steps_seen(window) > 20)
    window.close()
    [cut_off] = Library(home / "runs").runs()
    done = len(cut_off.history.losses.values)
    assert cut_off.can_resume
    assert 20 < done < cut_off.history.steps

    again = open_window()
    qtbot.waitUntil(part(again, "messageActionButton").isVisible)
    assert "FirstNet 1 was cut off" in shown(again, "message")
    click(again, "messageActionButton")
    qtbot.waitUntil(lambda: shown(again, "trainingStatus").startswith("Done"))
    assert len(curve(again).losses.values) == cut_off.history.steps
    again.close()

    once_more = open_window()
    qtbot.wait(500)
    assert not part(once_more, "messageActionButton").isVisible()


def test_a_run_that_diverges_stops_by_itself_and_what_read_before_reads_on(window: MainWindow, qtbot: QtBot) -> None:
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: shown(window) == "3")
    before = probabilities(window)
    enter(window, "learningRateSpin", "1000")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: shown(window, "trainingStatus").startswith("Diverged"))
    qtbot.waitUntil(part(window, "hintBar").isVisible)
    qtbot.waitUntil(lambda: probabilities(window) == before)
    assert listed(window) == []
    click(window, "applyHintButton")
    field = part(window, "learningRateSpin")
    assert isinstance(field, QAbstractSpinBox)
    assert field.text() == "100"
    click(window, "stopButton")
    qtbot.waitUntil(part(window, "trainButton").isEnabled)


def test_factory_weights_are_one_click_away(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: "factory" in shown(window, "weights"))
    factory = shown(window, "weights")
    enter(window, "epochsSpin", "1")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("FirstNet 1"))
    turn_to(window, "runsPage")
    click(window, "factoryButton")
    qtbot.waitUntil(lambda: shown(window, "weights") == factory)
    assert listed(window) == ["FirstNet 1"]
