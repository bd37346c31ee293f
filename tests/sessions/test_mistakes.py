"""Digits of the test on the pad, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import DIGITS, click, draw, part, shown, turn_to, wait_until_ready
from my_digits import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.mistakes import MistakesSection
from mnist_desktop.ui.pages.test.mistakes_shown import Cell
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.shown import Tested

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def scored(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the factory weights of CNNNet tested on MNIST, and the mistakes in view."""
    wait_until_ready(qtbot, window)
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: session(window).testing.tested is not None)
    page_of(window).turn_to_section(MistakesSection)
    window.activateWindow()
    return window


def session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def page_of(window: MainWindow) -> TestPage:
    found = part(window, "testPage")
    assert isinstance(found, TestPage)
    return found


def section_of(window: MainWindow) -> MistakesSection:
    return page_of(window).section(MistakesSection)


def on_show(window: MainWindow) -> Tested:
    tested = session(window).testing.tested
    assert tested is not None
    return tested


def press(window: QWidget, name: str, key: Qt.Key) -> None:
    focus = part(window, name)
    focus.setFocus()
    QTest.keyClick(focus, key)


def current(window: MainWindow) -> int:
    """The index in the set of the tile that is current."""
    gallery = section_of(window).view.gallery
    return gallery.indices[gallery.currentIndex().row()]


def wait_until_read(window: MainWindow, qtbot: QtBot) -> None:
    reading = session(window).reading
    qtbot.waitUntil(lambda: reading.is_up_to_date and bool(window.reading.digits))


def is_read_as_in_the_list(window: MainWindow, index: int) -> bool:
    [digit], evaluation = window.reading.digits, on_show(window).evaluation
    is_alike = digit.confidence == pytest.approx(evaluation.confidence[index], abs=1e-5)
    return bool(digit.digit == evaluation.digits[index] and is_alike)


def note(window: MainWindow) -> str:
    return shown(window, "teachingNote")


def test_a_click_puts_a_mistake_on_the_pad_where_it_is_read_as_the_list_says(scored: MainWindow, qtbot: QtBot) -> None:
    gallery = section_of(scored).view.gallery
    place = gallery.visualRect(gallery.model().index(1, 0)).center()
    QTest.mouseClick(gallery.viewport(), LEFT, pos=place)
    wait_until_read(scored, qtbot)
    index = gallery.indices[1]
    assert is_read_as_in_the_list(scored, index)
    assert note(scored) == f"Its label in the test: {on_show(scored).evaluation.labels[index]}"


def test_what_was_on_the_pad_comes_back(scored: MainWindow, qtbot: QtBot) -> None:
    draw(scored, DIGITS[4])
    wait_until_read(scored, qtbot)
    before = scored.pad.canvas.drawing().strokes
    click(scored, "nextMistakeButton")
    wait_until_read(scored, qtbot)
    assert scored.pad.canvas.content().picture is not None
    click(scored, "undoButton")
    assert scored.pad.canvas.drawing().strokes == before
    assert scored.pad.canvas.content().picture is None
    wait_until_read(scored, qtbot)
    assert not note(scored).startswith("Its label")


def test_a_second_wish_for_the_same_digit_is_no_second_step_of_undo(scored: MainWindow) -> None:
    gallery = section_of(scored).view.gallery
    for _ in range(2):
        QTest.mouseClick(gallery.viewport(), LEFT, pos=gallery.visualRect(gallery.model().index(0, 0)).center())
    assert not scored.pad.canvas.content().is_empty
    click(scored, "undoButton")
    assert scored.pad.canvas.content().is_empty


def test_n_walks_through_the_mistakes_from_the_page_and_from_the_pad(scored: MainWindow, qtbot: QtBot) -> None:
    indices = section_of(scored).indices
    walked = []
    for name in ("mistakesList", "canvas", "mistakesDigit", "canvas"):
        press(scored, name, Qt.Key.Key_N)
        walked.append(current(scored))
        wait_until_read(scored, qtbot)
        assert is_read_as_in_the_list(scored, walked[-1])
    assert tuple(walked) == indices[:4]


def test_n_brings_the_mistakes_into_view(scored: MainWindow) -> None:
    page = page_of(scored)
    page.choices.setFocus()
    click_section(scored, "Matrix")
    assert not section_of(scored).isVisible()
    press(scored, "canvas", Qt.Key.Key_N)
    assert section_of(scored).isVisible()
    assert section_of(scored).view.gallery.currentIndex().row() == 0


def test_the_next_mistake_comes_from_the_menu_before_the_mistakes_were_in_view(
    window: MainWindow, qtbot: QtBot
) -> None:
    wait_until_ready(qtbot, window)
    turn_to(window, "testPage")
    qtbot.waitUntil(section_of(window).commands.next.isEnabled)
    section_of(window).commands.next.trigger()
    assert section_of(window).isVisible()
    wait_until_read(window, qtbot)
    assert is_read_as_in_the_list(window, section_of(window).indices[0])


def test_the_next_mistake_comes_while_the_page_is_out_of_view_too(window: MainWindow, qtbot: QtBot) -> None:
    wait_until_ready(qtbot, window)
    turn_to(window, "testPage")
    qtbot.waitUntil(section_of(window).commands.next.isEnabled)
    turn_to(window, "runsPage")
    section_of(window).commands.next.trigger()
    wait_until_read(window, qtbot)
    assert is_read_as_in_the_list(window, section_of(window).indices[0])
    section_of(window).commands.next.trigger()
    turn_to(window, "testPage")
    assert current(window) == section_of(window).indices[1]


def click_section(window: MainWindow, title: str) -> None:
    [button] = [each for each in page_of(window).findChildren(QToolButton) if each.text() == title]
    QTest.mouseClick(button, LEFT)


def test_t_puts_any_digit_of_the_set_on_the_pad_and_says_its_label_once_it_is_read(
    scored: MainWindow, qtbot: QtBot
) -> None:
    seen = set[int]()
    for _ in range(4):
        press(scored, "canvas", Qt.Key.Key_T)
        assert note(scored) == "" or seen
        wait_until_read(scored, qtbot)
        there = session(scored).mistakes._on_pad
        assert there is not None
        assert is_read_as_in_the_list(scored, there.index)
        assert note(scored) == f"Its label in the test: {there.label}"
        seen.add(there.index)
    assert len(seen) > 1


def test_the_keys_do_nothing_elsewhere(scored: MainWindow) -> None:
    turn_to(scored, "trainPage")
    for name in ("epochsSpin", "trainPage", "modelSelector"):
        for key in (Qt.Key.Key_N, Qt.Key.Key_T):
            press(scored, name, key)
    assert scored.pad.canvas.content().is_empty


def test_the_commands_are_in_a_menu(scored: MainWindow) -> None:
    commands = section_of(scored).commands
    [menu] = [action.menu() for action in scored.menuBar().actions() if action.text() == "&Training"]
    assert set(menu.actions()) >= {commands.next, commands.any}  # type: ignore[attr-defined]


def test_a_cell_of_the_matrix_shows_its_digits(scored: MainWindow) -> None:
    page, evaluation = page_of(scored), on_show(scored).evaluation
    click_section(scored, "Matrix")
    page.cell_chosen.emit(9, 4)
    assert section_of(scored).isVisible()
    assert section_of(scored).cell == Cell(9, 4)
    indices = section_of(scored).indices
    assert len(indices) == evaluation.score.confusion[9][4]
    assert all(evaluation.labels[index] == 9 and evaluation.digits[index] == 4 for index in indices)


def test_strokes_come_as_strokes(scored: MainWindow, qtbot: QtBot, digits: dict[int, Drawing]) -> None:
    tested = on_show(scored)
    drawn = DigitSet("drawn", tested.digits.images, tested.digits.labels, [digits[1]] * len(tested.digits))
    session(scored).testing._show(Tested("drawn", drawn, tested.evaluation))
    press(scored, "canvas", Qt.Key.Key_N)
    wait_until_read(scored, qtbot)
    assert len(scored.pad.canvas.drawing().strokes) == len(digits[1].strokes)
    assert note(scored).startswith("Its label in the test: ")


def test_what_is_drawn_beside_it_ends_the_label(scored: MainWindow, qtbot: QtBot) -> None:
    press(scored, "canvas", Qt.Key.Key_N)
    wait_until_read(scored, qtbot)
    draw(scored, DIGITS[1], size=0.2)
    assert not note(scored).startswith("Its label")


def test_nothing_replaces_what_is_written_in_a_round(scored: MainWindow) -> None:
    commands = section_of(scored).commands
    scored.commands.write_round.trigger()
    assert not commands.next.isEnabled()
    assert not commands.any.isEnabled()
    page_of(scored).pad_requested.emit(3)
    assert scored.pad.canvas.content().is_empty
    click(scored, "roundStopButton")
    assert commands.next.isEnabled()


def test_without_a_test_there_is_no_mistake_and_t_fetches_a_digit_of_the_set(window: MainWindow, qtbot: QtBot) -> None:
    wait_until_ready(qtbot, window)
    window.activateWindow()
    assert not section_of(window).commands.next.isEnabled()
    press(window, "canvas", Qt.Key.Key_T)
    qtbot.waitUntil(lambda: note(window).startswith("Its label in the test: "))
    assert session(window).testing.tested is None
    assert window.pad.canvas.content().picture is not None


def test_t_fetches_nothing_from_elsewhere(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wait_until_ready(qtbot, window)
    monkeypatch.setattr(paths, "downloads", lambda: tmp_path / "none")
    turn_to(window, "testPage")
    page_of(window).choices.digits_chosen.emit("qmnist")
    assert not section_of(window).commands.any.isEnabled()
    page_of(window).choices.digits_chosen.emit("hands")
    qtbot.waitUntil(section_of(window).commands.any.isEnabled)


def test_without_digits_of_mine_t_says_how_to_get_some(window: MainWindow, qtbot: QtBot) -> None:
    wait_until_ready(qtbot, window)
    window.activateWindow()
    session(window).testing._chosen_digits = ""
    press(window, "canvas", Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "draw one, and press its key" in shown(window, "message"))
    assert window.pad.canvas.content().is_empty


# Digits for testing


SAYS = "This digit is for testing: nothing learns from it."


def kept(window: MainWindow) -> list[int]:
    return [sample.label for sample in session(window)._samples.all]


@pytest.mark.parametrize("kind", ["a picture", "strokes"])
def test_nothing_learns_from_a_digit_of_a_test_set(
    scored: MainWindow, qtbot: QtBot, digits: dict[int, Drawing], kind: str
) -> None:
    if kind == "strokes":
        tested = on_show(scored)
        drawn = DigitSet("drawn", tested.digits.images, tested.digits.labels, [digits[1]] * len(tested.digits))
        session(scored).testing._show(Tested("drawn", drawn, tested.evaluation))
    press(scored, "canvas", Qt.Key.Key_N)
    wait_until_read(scored, qtbot)
    press(scored, "canvas", Qt.Key.Key_4)
    assert shown(scored, "message") == SAYS
    click(scored, "dismissButton")
    scored.reading.bar_clicked.emit(4)
    assert shown(scored, "message") == SAYS
    assert note(scored).startswith("Its label in the test: ")
    click(scored, "dismissButton")
    click(scored, "clearButton")
    click(scored, "undoButton")  # it is back
    wait_until_read(scored, qtbot)
    press(scored, "canvas", Qt.Key.Key_4)
    assert shown(scored, "message") == SAYS
    click(scored, "clearButton")
    draw(scored, DIGITS[7])
    wait_until_read(scored, qtbot)
    press(scored, "canvas", Qt.Key.Key_7)
    qtbot.waitUntil(lambda: bool(kept(scored)))
    assert kept(scored) == [7]


def test_a_round_begins_without_the_digit_on_the_pad_and_undo_does_not_bring_it(
    scored: MainWindow, qtbot: QtBot
) -> None:
    press(scored, "canvas", Qt.Key.Key_N)
    wait_until_read(scored, qtbot)
    scored.commands.write_round.trigger()
    assert scored.pad.canvas.content().is_empty
    assert not part(scored, "undoButton").isEnabled()
    click(scored, "roundStopButton")
    wait_until_read(scored, qtbot)
    press(scored, "canvas", Qt.Key.Key_4)
    assert shown(scored, "message") == SAYS
    assert kept(scored) == []


def test_ones_own_digits_are_samples_already_and_are_labelled_as_usual(
    scored: MainWindow, qtbot: QtBot, digits: dict[int, Drawing]
) -> None:
    session(scored)._samples.add([sample(1, 1, drawn=1)])
    page_of(scored).choices.digits_chosen.emit("")
    qtbot.waitUntil(lambda: on_show(scored).digits.name == MY_DRAWINGS)
    page_of(scored).pad_requested.emit(0)
    wait_until_read(scored, qtbot)
    press(scored, "canvas", Qt.Key.Key_7)
    qtbot.waitUntil(lambda: note(scored).startswith("Kept as 7"))
