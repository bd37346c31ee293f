"""Tabs whose titles do not all fit."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.widgets.folding_tabs import FoldingTabs


@pytest.fixture
def tabs(qtbot: QtBot) -> FoldingTabs:
    tabs = FoldingTabs()
    for title in ("One", "Quiet", "Three"):
        tabs.add(QWidget(), title)
    qtbot.addWidget(tabs)
    tabs.resize(600, 100)
    tabs.show()
    return tabs


def titles(tabs: FoldingTabs) -> list[str]:
    return [tabs.tabText(index) for index in range(tabs.count())]


def test_where_the_titles_do_not_fit_only_the_tab_in_front_has_one(tabs: FoldingTabs) -> None:
    whole = tabs.tabBar().sizeHint().width()
    tabs.resize(whole, 100)
    assert titles(tabs) == ["One", "Quiet", "Three"]
    tabs.resize(whole - 1, 100)
    assert titles(tabs) == ["One", "", ""]
    tabs.setCurrentIndex(1)
    assert titles(tabs) == ["", "Quiet", ""]
    tabs.resize(whole + 60, 100)
    assert titles(tabs) == ["One", "Quiet", "Three"]


def test_a_larger_font_needs_more_room(tabs: FoldingTabs) -> None:
    tabs.resize(tabs.tabBar().sizeHint().width(), 100)
    font = tabs.font()
    font.setPointSize(2 * font.pointSize())
    tabs.setFont(font)
    tabs.setCurrentIndex(2)
    assert titles(tabs) == ["", "", "Three"]


def test_a_tab_without_its_title_still_has_a_name(tabs: FoldingTabs) -> None:
    tabs.resize(60, 100)
    names = [tabs.tabBar().accessibleTabName(index) for index in range(3)]
    assert names == [tabs.tabToolTip(index) for index in range(3)] == ["One", "Quiet", "Three"]
