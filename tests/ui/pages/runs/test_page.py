"""The page of kept runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import KeptRun, StepCurve
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.train.plot_state import EarlierRun
from mnist_desktop.ui.style.theme import DARK, LIGHT

MakeKept = Callable[..., KeptRun]


@pytest.fixture
def page(qtbot: QtBot) -> RunsPage:
    page = RunsPage()
    page.set_theme(LIGHT)
    page.resize(500, 400)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitActive(page)
    return page


@pytest.fixture
def three(page: RunsPage, make_kept: MakeKept) -> RunsPage:
    page.show_runs([make_kept("One"), make_kept("Two", can_resume=True), make_kept("Three")], in_use="three")
    return page


def item(page: RunsPage, row: int) -> QTreeWidgetItem:
    found = page.list.topLevelItem(row)
    assert found is not None
    return found


def child_of(parent: QTreeWidgetItem) -> QTreeWidgetItem:
    found = parent.child(0)
    assert found is not None
    return found


def button(page: RunsPage, name: str) -> QToolButton:
    found = page.findChild(QToolButton, name)
    assert found is not None, name
    return found


def click(page: RunsPage, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def select(page: RunsPage, row: int) -> None:
    view = page.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item(page, row)).center())


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told


def tick(page: RunsPage, row: int) -> None:
    item(page, row).setCheckState(0, Qt.CheckState.Checked)


def test_a_run_is_listed_with_what_came_of_it(three: RunsPage) -> None:
    assert [item(three, 0).text(column) for column in range(3)] == ["One", "3 of 5", "93.00 %"]
    for words in ("CNNNet", "SGD", "learning rate 0.1", "momentum 0.9", "One-cycle", "MNIST", "2026"):
        assert words.lower() in item(three, 0).toolTip(0).lower()


def test_each_test_set_has_a_column_and_what_is_not_scored_on_it_a_dash(page: RunsPage, make_kept: MakeKept) -> None:
    one, other = make_kept("One"), make_kept("Other")
    other.history.scores = (Score("Hands test", 0.9712), Score("MNIST test", 0.5))
    page.show_runs([one, other], in_use="")
    header = page.list.headerItem()
    assert [header.text(column) for column in range(page.list.columnCount())] == ["Run", "Epochs", "MNIST", "Hands"]
    assert [[item(page, row).text(column) for column in (2, 3)] for row in range(2)] == [
        ["93.00 %", "–"],
        ["50.00 %", "97.12 %"],
    ]
    assert "21,000" in header.toolTip(3)
    page.show_runs([one], in_use="")
    assert page.list.columnCount() == 3


def test_the_run_in_use_stands_out(three: RunsPage, make_kept: MakeKept) -> None:
    assert [item(three, row).font(0).bold() for row in range(3)] == [False, False, True]
    assert button(three, "factoryButton").property("role") == ""
    three.show_runs([make_kept("One")], in_use="")
    assert not item(three, 0).font(0).bold()
    assert button(three, "factoryButton").property("role") == "chosen"


def test_what_acts_on_a_run_needs_one(three: RunsPage) -> None:
    names = ("useRunButton", "resumeRunButton", "renameRunButton", "exportRunButton", "deleteRunButton")

    def usable() -> list[bool]:
        return [button(three, name).isEnabled() for name in names]

    assert usable() == [False] * 5
    select(three, 0)
    assert usable() == [True, False, True, True, True]
    select(three, 1)
    assert usable() == [True, True, True, True, True]
    three.show_under_way(True)
    assert usable() == [True, False, True, True, True]
    select(three, 2)
    assert usable() == [False, False, True, True, True]


def test_a_run_is_used_by_button_double_click_and_key(three: RunsPage) -> None:
    told = heard(three.use_requested)
    select(three, 0)
    click(three, "useRunButton")
    view = three.list
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item(three, 0)).center())
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert told == [("one",)] * 3


def test_a_run_is_resumed(three: RunsPage) -> None:
    told = heard(three.resume_requested)
    select(three, 1)
    click(three, "resumeRunButton")
    assert told == [("two",)]


def rename(page: RunsPage, name: str) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_F2)
    editor = page.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText(name)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_name_is_edited_in_place_and_the_list_may_change_at_once(
    three: RunsPage, qtbot: QtBot, make_kept: MakeKept
) -> None:
    three.list.run_renamed.connect(lambda _id, name: three.show_runs([make_kept(name)], ""))
    select(three, 0)
    with qtbot.waitSignal(three.list.run_renamed) as told:
        rename(three, " Best so far ")
    assert told.args == ["one", "Best so far"]
    qtbot.waitUntil(lambda: item(three, 0).text(0) == "Best so far")


def test_an_empty_name_is_none(three: RunsPage, qtbot: QtBot) -> None:
    select(three, 0)
    with qtbot.assertNotEmitted(three.list.run_renamed, wait=20):
        rename(three, "  ")
    assert item(three, 0).text(0) == "One"


def test_ticked_runs_get_a_colour_each_and_keep_it(three: RunsPage, make_kept: MakeKept) -> None:
    told = heard(three.list.ticked)
    tick(three, 0)
    tick(three, 2)
    item(three, 0).setCheckState(0, Qt.CheckState.Unchecked)
    assert shown(told[-1]) == [("Three", 1)]
    tick(three, 1)
    assert shown(told[-1]) == [("Three", 1), ("Two", 0)]
    three.show_runs([make_kept("Three"), make_kept("Four")], in_use="")
    assert shown(told[-1]) == [("Three", 1)]
    assert item(three, 0).checkState(0) == Qt.CheckState.Checked


def shown(told: tuple[object, ...]) -> list[tuple[str, int]]:
    (runs,) = told
    assert isinstance(runs, tuple)
    assert all(isinstance(run, EarlierRun) for run in runs)
    return [(run.history.name, run.colour) for run in runs]


def test_a_swatch_shows_the_colour_of_the_curves_in_both_themes(three: RunsPage) -> None:
    tick(three, 0)
    for theme in (LIGHT, DARK):
        three.set_theme(theme)
        middle = item(three, 0).icon(0).pixmap(10, 10).toImage().pixelColor(5, 5)
        assert middle.name() == theme.earlier[0]


def test_deleting_takes_two_presses(three: RunsPage) -> None:
    told = heard(three.delete_requested)
    select(three, 1)
    click(three, "deleteRunButton")
    assert button(three, "deleteRunButton").text() == "Really?"
    assert told == []
    click(three, "deleteRunButton")
    assert told == [("two",)]
    assert button(three, "deleteRunButton").text() == "Delete"


def test_a_deletion_is_called_off_by_selecting_another_run(three: RunsPage) -> None:
    told = heard(three.delete_requested)
    select(three, 1)
    click(three, "deleteRunButton")
    select(three, 0)
    assert button(three, "deleteRunButton").text() == "Delete"
    click(three, "deleteRunButton")
    assert told == []


def test_in_the_list_the_delete_key_is_for_the_run_and_not_for_the_drawing(three: RunsPage) -> None:
    select(three, 1)
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    claim.ignore()
    QApplication.sendEvent(three.list, claim)
    assert claim.isAccepted()
    told = heard(three.delete_requested)
    QTest.keyClick(three.list, Qt.Key.Key_Delete)
    QTest.keyClick(three.list, Qt.Key.Key_Delete)
    assert told == [("two",)]


def test_a_run_is_exported_under_its_name(three: RunsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "mine"), ""

    told = heard(three.export_requested)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    select(three, 1)
    click(three, "exportRunButton")
    assert offered == ["Two.safetensors"]
    assert told == [("two", tmp_path / "mine.safetensors")]


def test_a_run_is_exported_as_onnx(three: RunsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told, kind = heard(three.export_requested), "ONNX, for other programs (*.onnx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), kind))
    select(three, 1)
    click(three, "exportRunButton")
    assert told == [("two", tmp_path / "mine.onnx")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    click(three, "exportRunButton")
    assert len(told) == 1


def test_a_run_that_trained_on_is_listed_under_its_parent(page: RunsPage, make_kept: MakeKept) -> None:
    runs = [make_kept("Grandchild", parent="child"), make_kept("Child", parent="one"), make_kept("One")]
    page.show_runs([*runs, make_kept("Orphan", parent="gone")], in_use="")
    assert [item(page, row).text(0) for row in range(page.list.topLevelItemCount())] == ["One", "Orphan"]
    child = child_of(item(page, 0))
    assert (child.text(0), child_of(child).text(0)) == ("Child", "Grandchild")
    assert item(page, 0).isExpanded()
    assert child.isExpanded()
    assert page.list.rootIsDecorated()
    page.show_runs([make_kept("One")], in_use="")
    assert not page.list.rootIsDecorated()


def test_a_child_can_be_selected_ticked_and_used(page: RunsPage, make_kept: MakeKept) -> None:
    page.show_runs([make_kept("Child", parent="one"), make_kept("One")], in_use="")
    ticked, used = heard(page.list.ticked), heard(page.use_requested)
    child = child_of(item(page, 0))
    child.setCheckState(0, Qt.CheckState.Checked)
    assert shown(ticked[-1]) == [("Child", 0)]
    page.list.setCurrentItem(child)
    click(page, "useRunButton")
    assert used == [("child",)]
    page.show_runs([make_kept("Child", parent="one"), make_kept("One")], in_use="child")
    assert child_of(item(page, 0)).font(0).bold()
    assert page.list.current is not None
    assert page.list.current.id == "child"


def test_a_file_is_opened(page: RunsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = heard(page.open_requested)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    click(page, "openRunButton")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "run.safetensors"), ""))
    click(page, "openRunButton")
    assert told == [(tmp_path / "run.safetensors",)]


def test_factory_weights_are_asked_for(page: RunsPage) -> None:
    told = heard(page.factory.triggered)
    click(page, "factoryButton")
    assert len(told) == 1


def test_an_empty_list_says_what_it_is_for(page: RunsPage, make_kept: MakeKept) -> None:
    empty = page.list.viewport().grab().toImage()
    page.show_runs([make_kept("One")], "")
    page.show_runs([], "")
    assert page.list.viewport().grab().toImage() == empty
    every = ((x, y) for x in range(empty.width()) for y in range(empty.height()))
    assert len({empty.pixelColor(x, y).name() for x, y in every}) > 1


def test_a_run_without_epochs_is_listed_used_and_shown_without_curves(page: RunsPage, make_kept: MakeKept) -> None:
    history = replace(make_kept("CNNNet 3, lab").history, epochs=[], steps=0, state=RunState.FINISHED)
    history.losses, history.accuracies = StepCurve(), StepCurve()
    page.show_runs([KeptRun("lab", history, can_resume=False)], in_use="")
    assert item(page, 0).text(1) == "–"
    item(page, 0).setSelected(True)
    assert button(page, "useRunButton").isEnabled()
    assert not button(page, "resumeRunButton").isEnabled()
    item(page, 0).setCheckState(0, Qt.CheckState.Checked)
    assert page.list.findItems("CNNNet 3, lab", Qt.MatchFlag.MatchExactly)


def test_a_run_that_was_stopped_before_its_first_epoch_says_of_how_many(page: RunsPage, make_kept: MakeKept) -> None:
    history = replace(make_kept("One").history, epochs=[], state=RunState.STOPPED)
    page.show_runs([KeptRun("one", history, can_resume=True)], in_use="")
    assert item(page, 0).text(1) == "0 of 5"
