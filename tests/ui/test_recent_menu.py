"""The submenu of files that were opened on the pad."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.recent_menu import RecentMenu


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def menu(parent: QWidget) -> RecentMenu:
    return RecentMenu(parent)


def texts(menu: RecentMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_without_files_it_cannot_be_opened(menu: RecentMenu, tmp_path: Path) -> None:
    assert not menu.isEnabled()
    menu.show_files([tmp_path])
    assert menu.isEnabled()
    menu.show_files([])
    assert not menu.isEnabled()


def test_files_have_keys_and_their_whole_path_as_tool_tip(menu: RecentMenu, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a & b.png", "c.json")]
    for file in files:
        file.touch()
    menu.show_files(files)
    assert texts(menu) == ["&1 a && b.png", "&2 c.json", "&Clear list"]
    assert menu.actions()[0].toolTip() == str(files[0])


def test_a_file_that_is_gone_is_left_out_when_the_menu_opens(menu: RecentMenu, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.touch()
    menu.show_files([file])
    file.unlink()
    menu.aboutToShow.emit()
    assert texts(menu) == ["&Clear list"]


def test_choosing_a_file_and_clearing_are_told(menu: RecentMenu, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.png").touch()
    menu.show_files([tmp_path / "a.png"])
    with qtbot.waitSignal(menu.file_chosen) as heard:
        menu.actions()[0].trigger()
    assert heard.args == [tmp_path / "a.png"]
    with qtbot.waitSignal(menu.cleared), qtbot.assertNotEmitted(menu.file_chosen):
        menu.actions()[-1].trigger()
