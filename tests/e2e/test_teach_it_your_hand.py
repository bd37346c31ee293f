"""The whole story of an odd hand: misread, corrected, learnt, read, accepted, there tomorrow, and reverted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hand_samples import samples_of
from hands import DIGITS, Strokes, click, click_if_enabled, draw, listed, part, select_run, shown, turn_to
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from quick_learning import learn, quick_learning, results, shape_of, teach  # noqa: F401  # one is a fixture

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.scores import named
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.mine.page import MinePage

OpenWindow = Callable[[], MainWindow]
WRITER = 19  # closes the top of a 4 with one slanted stroke, which CNNNet takes for a 9


@pytest.fixture
def odd_four() -> Strokes:
    [first] = samples_of(WRITER, 1)
    assert first.label == 4
    return shape_of(first)


def draw_and_read(qtbot: QtBot, window: QWidget, strokes: Strokes, digit: int) -> None:
    """Draw on an empty pad and wait until this digit is read, for sure."""
    click_if_enabled(window, "clearButton")
    qtbot.waitUntil(lambda: shown(window) == "")
    draw(window, strokes)
    qtbot.waitUntil(lambda: shown(window) == str(digit))


def stand_by_what_is_doubted(qtbot: QtBot, window: MainWindow) -> None:
    """Say that the samples which contradict the rest are right."""
    turn_to(window, "minePage")
    qtbot.waitUntil(part(window, "suspicionNotice").isVisible)
    click(window, "showSuspiciousButton")
    page = part(window, "minePage")
    assert isinstance(page, MinePage)
    page.gallery.selectAll()
    click(window, "confirmButton")
    qtbot.waitUntil(lambda: not part(window, "suspicionNotice").isVisible())


def only_run(window: MainWindow) -> KeptRun:
    session = window.findChild(WindowSession)
    assert isinstance(session, WindowSession)
    [run] = session.state.runs
    return run


@pytest.mark.usefixtures("quick_learning")
def test_a_digit_that_was_misread_is_taught_learnt_accepted_reverted_and_used_again(
    open_window: OpenWindow, qtbot: QtBot, odd_four: Strokes
) -> None:
    window = open_window()
    factory = shown(window, "weights")
    draw_and_read(qtbot, window, odd_four, 9)
    teach(qtbot, window, odd_four, 4)
    learn(qtbot, window)
    qtbot.waitUntil(lambda: shown(window) == "4")  # the pad, on which it still is
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("CNNNet 1: "))
    said = results(window)
    assert [len(values) for values in said.values()] == [3]
    assert "Too few of your digits" in shown(window, "measuredText")
    assert part(window, "minePage").isVisible()
    click(window, "acceptButton")
    qtbot.waitUntil(lambda: not part(window, "acceptButton").isVisible())
    assert shown(window, "learningStatus") == "Digits to learn from: 1. New to these weights: 0."
    window.close()

    tomorrow = open_window()
    draw_and_read(qtbot, tomorrow, odd_four, 4)
    for digit in (0, 4, 7, 9):
        draw_and_read(qtbot, tomorrow, DIGITS[digit], digit)
    turn_to(tomorrow, "minePage")
    qtbot.waitUntil(part(tomorrow, "revertButton").isVisible)
    assert results(tomorrow) == said
    draw_and_read(qtbot, tomorrow, odd_four, 4)
    click(tomorrow, "revertButton")
    qtbot.waitUntil(lambda: shown(tomorrow) == "9")
    qtbot.waitUntil(lambda: shown(tomorrow, "weights") == factory)
    assert not part(tomorrow, "revertButton").isVisible()
    assert results(tomorrow) == {}
    assert listed(tomorrow) == ["CNNNet 1"]

    select_run(tomorrow, "CNNNet 1")
    click(tomorrow, "useRunButton")
    qtbot.waitUntil(lambda: shown(tomorrow) == "4")
    turn_to(tomorrow, "minePage")
    assert results(tomorrow) == said


@pytest.mark.usefixtures("quick_learning")
def test_what_is_not_accepted_is_gone_without_a_trace(open_window: OpenWindow, qtbot: QtBot, odd_four: Strokes) -> None:
    window = open_window()
    factory = shown(window, "weights")
    teach(qtbot, window, odd_four, 4)
    learn(qtbot, window)
    qtbot.waitUntil(lambda: shown(window) == "4")
    click(window, "revertButton")
    qtbot.waitUntil(lambda: shown(window) == "9")
    qtbot.waitUntil(lambda: shown(window, "weights") == factory)
    assert listed(window) == []
    assert part(window, "learnMineButton").isEnabled()


@pytest.mark.slow
def test_with_all_digits_replayed_nothing_is_forgotten(
    open_window: OpenWindow, qtbot: QtBot, odd_four: Strokes
) -> None:
    window = open_window()
    draw_and_read(qtbot, window, odd_four, 9)
    for sample in samples_of(WRITER, 20):
        teach(qtbot, window, shape_of(sample), sample.label)
    stand_by_what_is_doubted(qtbot, window)
    learn(qtbot, window)
    draw_and_read(qtbot, window, odd_four, 4)
    history = only_run(window).history
    assert history.before
    for before in history.before:
        after = named(history.scores, before.name)
        assert after is not None
        assert after.accuracy >= before.accuracy - 0.003
    assert list(results(window)) == ["My digits", "MNIST", "Hands"]
    assert "20 of yours" in shown(window, "measuredText")
