"""What was kept is there bit for bit, whatever is trained on from it, and whatever the disk and other windows do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from disks import full_disk
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
    select_run,
    shown,
    steps_seen,
    turn_to,
)
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.learning.library import Library
from mnist_desktop.reading import checkpoint
from mnist_desktop.runs.events import RunState
from mnist_desktop.ui.main_window import MainWindow

OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """Ready to train FirstNet quickly."""
    window = open_window()
    prepare(window)
    return window


def prepare(window: MainWindow, epochs: int = 1) -> None:
    choose(window, "FirstNet")
    enter(window, "epochsSpin", str(epochs))
    enter(window, "batchSizeSpin", "1000")


def files(home: Path) -> dict[str, bytes]:
    """The file of each run, bit for bit."""
    found = {}
    for file in filter(Path.is_file, (home / "runs").iterdir()):
        with suppress(FileNotFoundError):  # another thread has just removed it
            found[file.name] = file.read_bytes()
    return found


def wait_for_end(qtbot: QtBot, window: MainWindow, epochs: int) -> None:
    """Wait until a run has ended after so many epochs, and the person is asked what to do with it."""
    qtbot.waitUntil(lambda: (run := run_on_show(window)) is not None and len(run.epochs) == epochs)
    qtbot.waitUntil(part(window, "decisionBar").isVisible)


def train_and_keep(qtbot: QtBot, window: MainWindow, home: Path) -> dict[str, bytes]:
    """Train one epoch, keep the run, and return its file."""
    click(window, "trainButton")
    wait_for_end(qtbot, window, 1)
    click(window, "keepButton")
    qtbot.waitUntil(lambda: listed(window) == ["FirstNet 1"])
    return files(home)


def stop_in_the_middle(qtbot: QtBot, window: MainWindow, steps: int) -> None:
    qtbot.waitUntil(lambda: steps_seen(window) > steps)
    click(window, "stopButton")
    qtbot.waitUntil(part(window, "decisionBar").isVisible)


def test_one_more_epoch_of_a_kept_run_is_a_child_and_discard_takes_the_child_alone(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    kept = train_and_keep(qtbot, window, home)
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("FirstNet 1:"))
    weights = shown(window, "weights")
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: shown(window) == "3")
    before = probabilities(window)

    click(window, "epochButton")
    wait_for_end(qtbot, window, 2)
    assert listed(window) == ["FirstNet 1", "-FirstNet 2"]
    qtbot.waitUntil(lambda: probabilities(window) != before)
    assert kept.items() < files(home).items()

    click(window, "discardButton")
    qtbot.waitUntil(lambda: listed(window) == ["FirstNet 1"])
    qtbot.waitUntil(lambda: shown(window, "weights") == weights)
    qtbot.waitUntil(lambda: probabilities(window) == before)
    assert files(home) == kept


@pytest.mark.slow
def test_one_more_epoch_that_is_kept_leaves_the_kept_run_as_it_was(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    kept = train_and_keep(qtbot, window, home)
    select_run(window, "FirstNet 1")
    click(window, "resumeRunButton")  # a run that is done: one epoch more
    wait_for_end(qtbot, window, 2)
    click(window, "keepButton")
    qtbot.waitUntil(lambda: listed(window) == ["FirstNet 1", "-FirstNet 2"])
    assert kept.items() < files(home).items()
    assert len(files(home)) == 2
    child, parent = Library(home / "runs").runs()
    assert child.history.plan.parent == parent.id
    assert [len(run.history.epochs) for run in (child, parent)] == [2, 1]


def test_a_run_that_was_stopped_and_resumed_goes_back_by_discard_to_where_it_was_resumed(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    enter(window, "epochsSpin", "3")
    click(window, "trainButton")
    stop_in_the_middle(qtbot, window, 10)
    click(window, "keepButton")
    qtbot.waitUntil(lambda: len(files(home)) == 1)
    kept, done = files(home), steps_seen(window)
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("FirstNet 1:"))
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: probabilities(window) is not None)
    before = probabilities(window)

    select_run(window, "FirstNet 1")
    click(window, "resumeRunButton")
    qtbot.waitUntil(lambda: bool((run := run_on_show(window)) and run.epochs))  # which is saved
    stop_in_the_middle(qtbot, window, done + 10)
    assert files(home).keys() > kept.keys()
    click(window, "discardButton")
    qtbot.waitUntil(lambda: files(home) == kept)
    qtbot.waitUntil(lambda: probabilities(window) == before)
    assert listed(window) == ["FirstNet 1"]


def test_a_run_that_was_stopped_and_resumed_stays_one_run(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    enter(window, "epochsSpin", "2")
    click(window, "trainButton")
    stop_in_the_middle(qtbot, window, 10)
    click(window, "keepButton")
    select_run(window, "FirstNet 1")
    click(window, "resumeRunButton")
    wait_for_end(qtbot, window, 2)
    click(window, "keepButton")
    qtbot.waitUntil(lambda: len(files(home)) == 1)
    [kept] = Library(home / "runs").runs()
    assert kept.history.state is RunState.FINISHED
    assert kept.history.plan.parent == ""


def test_on_a_full_disk_the_weights_read_on_and_can_be_saved_elsewhere_and_trained_on(
    window: MainWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(window, DIGITS[3])
    qtbot.waitUntil(lambda: shown(window) == "3")
    factory = probabilities(window)
    with full_disk():
        click(window, "trainButton")
        qtbot.waitUntil(part(window, "messageActionButton").isVisible)
    assert part(window, "messageActionButton").property("text") == "Save as…"
    assert "FirstNet 1 could not be saved" in shown(window, "message")
    assert shown(window, "trainingStatus").startswith("Done")
    assert not part(window, "decisionBar").isVisible()
    assert shown(window, "weights") == "FirstNet, not saved"
    assert probabilities(window) != factory
    assert files(home) == {}

    elsewhere = home / "elsewhere.safetensors"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    click(window, "messageActionButton")
    qtbot.waitUntil(elsewhere.is_file)
    saved = checkpoint.load(elsewhere, "FirstNet")
    assert saved.history is not None
    assert saved.history.state is RunState.FINISHED

    click(window, "epochButton")
    wait_for_end(qtbot, window, 2)
    assert len(files(home)) == 1


@pytest.mark.slow
def test_a_kept_run_is_still_there_after_the_disk_was_full_at_the_end_of_its_child(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    kept = train_and_keep(qtbot, window, home)
    with full_disk():
        click(window, "epochButton")
        qtbot.waitUntil(part(window, "messageActionButton").isVisible)
    assert files(home) == kept


def test_a_run_that_one_window_trains_was_not_cut_off_for_another(
    open_window: OpenWindow, window: MainWindow, qtbot: QtBot
) -> None:
    enter(window, "epochsSpin", "30")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: listed(window) == ["FirstNet 1"])  # it is saved, and says that it is under way
    other = open_window()
    qtbot.waitUntil(lambda: listed(other) == ["FirstNet 1"])
    qtbot.wait(300)
    assert not part(other, "messageBar").isVisible()


def test_a_run_that_one_window_trains_is_refused_to_another_and_free_again_once_decided(
    open_window: OpenWindow, window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    enter(window, "epochsSpin", "30")
    click(window, "trainButton")
    stop_in_the_middle(qtbot, window, 10)
    click(window, "keepButton")
    other = open_window()
    qtbot.waitUntil(lambda: listed(other) == ["FirstNet 1"])
    done = steps_seen(window)
    select_run(window, "FirstNet 1")
    click(window, "resumeRunButton")
    qtbot.waitUntil(lambda: steps_seen(window) > done)

    for name in ("resumeRunButton", "deleteRunButton"):
        select_run(other, "FirstNet 1")
        click(other, name)
        if name == "deleteRunButton":
            click(other, name)  # really
        qtbot.waitUntil(part(other, "messageBar").isVisible)
        assert shown(other, "message").startswith("Another window uses this run")
        click(other, "dismissButton")
    assert listed(other) == ["FirstNet 1"]
    turn_to(other, "trainPage")
    assert part(other, "trainButton").isEnabled()

    click(window, "stopButton")
    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    click(window, "keepButton")
    [run] = Library(home / "runs").runs()
    qtbot.waitUntil(lambda: not Library(home / "runs").is_in_use(run.id))  # another thread gives it back
    select_run(other, "FirstNet 1")
    click(other, "resumeRunButton")
    qtbot.waitUntil(lambda: steps_seen(other) > done)
    click(other, "stopButton")
    qtbot.waitUntil(part(other, "decisionBar").isVisible)
