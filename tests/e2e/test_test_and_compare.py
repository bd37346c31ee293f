"""A person trains, looks at what is read wrong, and finds out with both networks why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hands import choose, click, enter, part, run_on_show, shown, turn_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop.reading import predictor
from mnist_desktop.reading.comparison import Comparison
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.nudges import REACH, ShiftMap, shift_map
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.mistakes_gallery import MistakesGallery
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.reading.nudge_pane import NudgePane

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("quick_learning")


@dataclass(frozen=True)
class Mistake:
    """A digit of the test that is read wrong, and right once an arrow key was pressed so often."""

    index: int
    label: int
    read: int
    key: Qt.Key
    times: int


def session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def view(window: MainWindow, name: str) -> QAbstractItemView:
    found = part(window, name)
    assert isinstance(found, QAbstractItemView)
    return found


def click_item(items: QAbstractItemView, row: int, column: int = 0) -> None:
    """Click a cell of a table, or a tile of a list, which is scrolled there before."""
    index = items.model().index(row, column)
    items.scrollTo(index)
    QTest.mouseClick(items.viewport(), LEFT, NO_KEYS, items.visualRect(index).center())


def train_an_epoch(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "FirstNet")
    enter(window, "epochsSpin", "1")
    enter(window, "batchSizeSpin", "100")
    qtbot.waitUntil(part(window, "trainButton").isEnabled)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: (run := run_on_show(window)) is not None and len(run.epochs) == 1)
    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    click(window, "keepButton")
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("FirstNet 1:"))


def scored(qtbot: QtBot, window: MainWindow, before: Tested | None = None) -> Tested:
    """Wait for a test after that one."""
    testing = session(window).testing
    qtbot.waitUntil(lambda: testing.tested is not before and testing.tested is not None)
    assert testing.tested is not None
    return testing.tested


def nudged_right(tested: Tested, trained: Predictor) -> Mistake:
    """Of the mistakes that the network is sure of, the one it is the least sure of that few presses put right."""
    digits, evaluation = tested.digits, tested.evaluation
    wrong = evaluation.mistakes()[::-1]
    for index, reading in zip(wrong.tolist(), evaluation.readings(wrong), strict=True):
        label = int(digits.labels[index])
        presses = _presses(shift_map(trained, as_ink(digits.images[index])), label) if reading.sure else None
        if presses is not None:
            return Mistake(index, label, reading.digit, *presses)
    raise AssertionError("no sure mistake is put right by three pixels")


def _presses(places: ShiftMap, label: int) -> tuple[Qt.Key, int] | None:
    """Return the arrow key after whose presses, three at most, a digit is surely read as its label, and how many."""
    moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
    for times in (1, 2, 3):
        for key, (down, right) in moves.items():
            found = places[REACH + times * down][REACH + times * right]
            if found.sure and found.digit == label:
                return key, times
    return None


def compared(qtbot: QtBot, window: MainWindow, other: str) -> Comparison:
    """Choose other weights to compare the tested ones with, and wait until they are."""
    page = part(window, "testPage")
    assert isinstance(page, TestPage)
    section = page.section(AgainstSection)
    page.turn_to_section(AgainstSection)
    selector = part(window, "againstSelector")
    assert isinstance(selector, QComboBox)
    qtbot.waitUntil(lambda: selector.findText(other) >= 0)
    selector.setCurrentText(other)
    qtbot.waitUntil(lambda: section.against is not None and section.against.other.title == other)
    assert section.against is not None
    return section.against.comparison


def test_a_mistake_is_found_in_the_matrix_compared_and_nudged_until_it_is_right(
    qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    train_an_epoch(qtbot, window)
    window.activateWindow()
    turn_to(window, "testPage")
    tested = scored(qtbot, window)
    assert tested.title == "FirstNet 1"
    [kept] = session(window).state.runs
    trained = predictor.load("FirstNet", session(window)._library().file(kept.id))
    mistake = nudged_right(tested, trained)

    click_item(view(window, "confusionMatrix"), mistake.label, mistake.read)
    gallery = view(window, "mistakesList")
    assert isinstance(gallery, MistakesGallery)
    qtbot.waitUntil(gallery.isVisible)
    assert list(gallery.indices) == tested.evaluation.cell(mistake.label, mistake.read).tolist()
    click_item(gallery, gallery.indices.index(mistake.index))
    qtbot.waitUntil(lambda: shown(window) == str(mistake.read))
    assert shown(window, "teachingNote") == f"Its label in the test: {mistake.label}"

    QTest.keyClick(window.pad.canvas, Qt.Key(ord(str(mistake.label))))
    assert shown(window, "message") == "This digit is for testing: nothing learns from it."
    assert session(window)._samples.all == ()

    click(window, "compareButton")
    image = as_ink(tested.digits.images[mistake.index])
    [other] = predictor.load("CNNNet").predict([image])
    qtbot.waitUntil(lambda: shown(window, "otherDigit") == (str(other.digit) if other.sure else "?"))
    assert shown(window) == str(mistake.read)

    click(window, "nudgeButton")
    pane = QApplication.focusWidget()
    assert isinstance(pane, NudgePane)
    for _ in range(mistake.times):
        QTest.keyClick(pane, mistake.key)
    qtbot.waitUntil(lambda: shown(window) == str(mistake.label))
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(window) == str(mistake.read))

    click(window, "scoreButton")
    again = scored(qtbot, window, tested)
    assert again.title == tested.title
    assert np.array_equal(again.evaluation.logits, tested.evaluation.logits), "nothing was learnt from it"

    learnt = compared(qtbot, window, "FirstNet 1 before training")
    assert len(learnt.gained) > len(again.digits.labels) / 2
