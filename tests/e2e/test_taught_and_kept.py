"""Nothing that was taught or kept is lost, whatever is learnt, cancelled or closed, and whatever the disk does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from disks import full_disk, mounted
from hand_samples import samples_of
from hands import DIGITS, click, draw, listed, part, probabilities, run_on_show, shown, steps_seen, turn_to
from labelled_samples import FILE, labels
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from quick_learning import (
    begin_to_learn,
    learn,
    plan_quickly,
    quick_learning,  # noqa: F401  # a fixture is known by being here
    results,
    shape_of,
    teach,
)

from mnist_desktop.learning.library import Library
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.sessions.preparation import PLOTS
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.mine.page import MinePage

OpenWindow = Callable[[], MainWindow]
WRITTEN = samples_of(13, 12)
pytestmark = pytest.mark.usefixtures("quick_learning")


@pytest.fixture(autouse=True)
def plots(qapp: QApplication) -> None:
    """Two windows of one process, which only tests have, would wait for each other while both import the plots."""
    import_module(PLOTS)


@pytest.fixture
def store(home: Path) -> SampleStore:
    """What was taught yesterday."""
    store = SampleStore(home / FILE)
    store.add(WRITTEN)
    return store


@pytest.fixture
def window(store: SampleStore, open_window: OpenWindow) -> MainWindow:
    return open_window()


def files(home: Path) -> dict[str, bytes]:
    """The file of each run, bit for bit."""
    found = {}
    for file in filter(Path.is_file, (home / "runs").iterdir()):
        with suppress(FileNotFoundError):  # another thread has just removed it
            found[file.name] = file.read_bytes()
    return found


def gallery(window: MainWindow) -> list[Sample]:
    """The samples on the page Mine."""
    page = part(window, "minePage")
    assert isinstance(page, MinePage)
    return [each.sample for each in page.gallery.all]


def shows(window: MainWindow, wanted: list[int]) -> bool:
    """Whether the page Mine shows digits with these labels."""
    return [each.label for each in gallery(window)] == wanted


def draw_first(qtbot: QtBot, window: MainWindow) -> tuple[float, ...]:
    """Put a digit on the pad, and return what is made of it."""
    teach(qtbot, window, shape_of(WRITTEN[0]), WRITTEN[0].label)
    found = probabilities(window)
    assert found is not None
    return found


def accept(qtbot: QtBot, window: MainWindow, home: Path) -> dict[str, bytes]:
    """Accept what was learnt, and return the files once they are at rest."""
    click(window, "acceptButton")
    library = Library(home / "runs")
    qtbot.waitUntil(lambda: not any(library.is_in_use(run.id) for run in library.runs()))
    return files(home)


def learn_unsaved(qtbot: QtBot, window: MainWindow) -> None:
    """Learn to the end where nothing can be saved, which is said before what was learnt is checked."""
    begin_to_learn(qtbot, window)
    qtbot.waitUntil(lambda: "could not be saved" in shown(window, "message"))
    qtbot.waitUntil(part(window, "revertButton").isVisible)


# What was kept


def test_what_is_learnt_on_top_of_a_kept_run_and_reverted_leaves_that_run_bit_for_bit(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    learn(qtbot, window)
    kept = accept(qtbot, window, home)
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("CNNNet 1:"))
    weights, said = shown(window, "weights"), results(window)
    before = draw_first(qtbot, window)
    for button in ("revertButton", "discardButton"):
        learn(qtbot, window)
        assert listed(window) == ["CNNNet 1", "-CNNNet 2"]
        assert kept.items() < files(home).items()
        qtbot.waitUntil(lambda: probabilities(window) != before)
        turn_to(window, "minePage" if button == "revertButton" else "trainPage")
        click(window, button)
        qtbot.waitUntil(lambda: files(home) == kept)
        qtbot.waitUntil(lambda: probabilities(window) == before)
        turn_to(window, "minePage")
        assert (shown(window, "weights"), results(window)) == (weights, said)
        assert listed(window) == ["CNNNet 1"]


def test_what_is_learnt_on_top_of_a_kept_run_and_accepted_keeps_both(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    learn(qtbot, window)
    kept = accept(qtbot, window, home)
    draw_first(qtbot, window)
    learn(qtbot, window)
    assert kept.items() < accept(qtbot, window, home).items()
    parent, child = sorted(Library(home / "runs").runs(), key=lambda run: run.history.plan.parent)
    assert child.history.plan.parent == parent.id
    assert set(parent.history.samples) < set(child.history.samples)
    click(window, "revertButton")
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("CNNNet 1:"))
    click(window, "revertButton")  # which can be done again, to the weights at the very start
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("CNNNet, factory weights"))
    assert listed(window) == ["CNNNet 1", "-CNNNet 2"]


def test_train_starts_from_scratch_after_something_was_learnt(window: MainWindow, qtbot: QtBot) -> None:
    learn(qtbot, window)
    click(window, "acceptButton")
    turn_to(window, "trainPage")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: (run := run_on_show(window)) is not None and run.name == "CNNNet 2")
    qtbot.waitUntil(lambda: steps_seen(window) > 0)
    run = run_on_show(window)
    assert run is not None
    config = run.plan.config
    assert (run.samples, run.plan.parent, config.samples, config.replay, config.distillation) == ((), "", 0, 0, 0.0)
    click(window, "stopButton")
    qtbot.waitUntil(part(window, "decisionBar").isVisible)


# Cancelled and closed


@pytest.mark.parametrize("words", ["Learning.", "Learnt. Checking"])
def test_what_is_cancelled_leaves_no_trace(
    words: str, window: MainWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = draw_first(qtbot, window)
    plan_quickly(monkeypatch, epochs=10 if words == "Learning." else 2)
    begin_to_learn(qtbot, window)
    qtbot.waitUntil(lambda: shown(window, "learningStatus").startswith(words))
    click(window, "cancelLearningButton")
    qtbot.waitUntil(part(window, "learnMineButton").isVisible)
    qtbot.waitUntil(lambda: probabilities(window) == before)
    qtbot.waitUntil(lambda: not files(home))
    assert listed(window) == []
    assert results(window) == {}
    assert shown(window, "weights").startswith("CNNNet, factory weights")
    plan_quickly(monkeypatch)
    learn(qtbot, window)  # which can be done again


def test_closed_while_it_learns_it_is_offered_to_go_on_and_comes_to_its_end(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_quickly(monkeypatch, epochs=5)
    begin_to_learn(qtbot, window)
    qtbot.waitUntil(lambda: shown(window, "learningStatus").startswith("Learning."))
    window.close()
    [cut_off] = Library(home / "runs").runs()
    assert len(cut_off.history.epochs) < 5
    again = open_window()
    qtbot.waitUntil(part(again, "messageActionButton").isVisible)
    turn_to(again, "minePage")
    assert shown(again, "message").startswith("CNNNet 1 was cut off")
    assert labels(home) == [each.label for each in WRITTEN]
    click(again, "messageActionButton")
    qtbot.waitUntil(part(again, "acceptButton").isVisible)
    [run] = Library(home / "runs").runs()
    assert len(run.history.epochs) == 5
    assert len(run.history.before) == len(run.history.scores) > 1
    assert "My digits" in results(again)


def test_another_network_can_be_looked_at_while_one_learns(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_quickly(monkeypatch, epochs=2)
    begin_to_learn(qtbot, window)
    selector = part(window, "modelSelector")
    assert isinstance(selector, QComboBox)
    selector.setCurrentText("FirstNet")
    qtbot.waitUntil(part(window, "learnMineButton").isVisible)
    assert shown(window, "learningStatus") == "Digits to learn from: 12. New to these weights: 12."
    selector.setCurrentText("CNNNet")
    qtbot.waitUntil(part(window, "acceptButton").isVisible)


# The disk


def test_on_a_full_disk_what_was_learnt_reads_until_it_is_reverted(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    before = draw_first(qtbot, window)
    with full_disk(50_000):
        learn_unsaved(qtbot, window)
    assert "CNNNet 1 could not be saved" in shown(window, "message")
    assert part(window, "messageActionButton").property("text") == "Save as…"
    assert shown(window, "weights") == "CNNNet, not saved"
    assert "My digits" in results(window)
    assert probabilities(window) != before
    assert files(home) == {}
    click(window, "revertButton")
    qtbot.waitUntil(lambda: probabilities(window) == before)
    assert shown(window, "weights").startswith("CNNNet, factory weights")
    assert results(window) == {}


def test_what_was_learnt_and_not_saved_learns_on_and_is_saved_then(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    (home / "runs").write_text("no folder")
    learn_unsaved(qtbot, window)
    assert shown(window, "learningStatus") == "Digits to learn from: 12. New to these weights: 0."
    (home / "runs").unlink()
    draw_first(qtbot, window)
    qtbot.waitUntil(lambda: "13" in shown(window, "learningStatus"))
    learn(qtbot, window)
    [run] = Library(home / "runs").runs()
    assert len(run.history.samples) == 13


# Two windows


def test_two_windows_show_each_others_samples(open_window: OpenWindow, qtbot: QtBot) -> None:
    windows = one, other = open_window(), open_window()
    for each in windows:
        turn_to(each, "minePage")
        assert part(each, "writeDigitsButton").isVisible()  # there are none yet
    for count, window in enumerate((one, other, one), start=1):
        sample = WRITTEN[count - 1]
        teach(qtbot, window, shape_of(sample), sample.label)
        for each in windows:
            qtbot.waitUntil(partial(shows, each, sorted(each.label for each in WRITTEN[:count])))
            assert shown(each, "learningStatus").startswith(f"Digits to learn from: {count}.")
    part(one, "canvas").setFocus()
    page = part(other, "minePage")
    assert isinstance(page, MinePage)
    page.gallery.selectAll()
    click(other, "deleteDigitsButton")
    for each in windows:
        qtbot.waitUntil(partial(shows, each, []))
        assert part(each, "writeDigitsButton").isVisible()


def test_what_one_window_teaches_another_learns_and_a_third_uses(
    open_window: OpenWindow, qtbot: QtBot, home: Path
) -> None:
    one, other = open_window(), open_window()
    teach(qtbot, one, shape_of(WRITTEN[0]), WRITTEN[0].label)
    learn(qtbot, other)
    kept = accept(qtbot, other, home)
    third = open_window()
    assert shown(third, "weights").startswith("CNNNet, factory weights")  # settings are kept at the end
    learn(qtbot, one)  # from the factory weights that it reads with
    click(one, "revertButton")
    qtbot.waitUntil(lambda: files(home) == kept)
    assert shown(other, "weights").startswith("CNNNet 1")


def test_two_windows_learn_at_once_and_each_decides_for_itself(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot, home: Path
) -> None:
    other = open_window()
    begin_to_learn(qtbot, window)
    begin_to_learn(qtbot, other)
    for each in (window, other):
        qtbot.waitUntil(part(each, "acceptButton").isVisible)
    assert len(files(home)) == 2
    click(window, "revertButton")
    qtbot.waitUntil(lambda: len(files(home)) == 1)
    accept(qtbot, other, home)
    [run] = Library(home / "runs").runs()
    assert len(run.history.samples) == len(WRITTEN)


# A home that cannot be written


def test_in_a_read_only_home_what_was_taught_is_shown_and_learnt_and_what_is_taught_is_refused(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with mounted(tmp_path, "size=20m"):
        SampleStore(tmp_path / FILE).add(WRITTEN)
        subprocess.run(["mount", "-o", "remount,ro", tmp_path], check=True)
        window = open_window()
        turn_to(window, "minePage")
        qtbot.waitUntil(lambda: len(gallery(window)) == len(WRITTEN))
        draw(window, DIGITS[4])
        qtbot.waitUntil(lambda: shown(window) == "4")
        QTest.keyClick(part(window, "canvas"), Qt.Key.Key_4)
        qtbot.waitUntil(lambda: FILE in shown(window, "message"))
        assert not shown(window, "teachingNote").startswith("Kept")
        assert len(gallery(window)) == len(WRITTEN)
        learn_unsaved(qtbot, window)
        assert shown(window, "weights") == "CNNNet, not saved"
        window.close()
