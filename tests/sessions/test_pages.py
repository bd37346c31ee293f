"""The list of the pages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.sessions.pages import PAGES, PageRow, all_pages, listen_all
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.tabs import Page, PageTabs


@pytest.fixture
def tabs(qtbot: QtBot) -> PageTabs:
    tabs = all_pages()
    qtbot.addWidget(tabs)
    return tabs


def test_each_row_is_a_page_in_a_tab_of_its_own(tabs: PageTabs) -> None:
    found = tabs.findChild(QTabWidget, "pages")
    assert found is not None
    assert [found.tabText(index) for index in range(found.count())] == [row.title for row in PAGES]
    for row in PAGES:
        assert isinstance(tabs.findChild(Page, row.name), row.widget)


@pytest.mark.parametrize("name", ["trainPage", "runsPage", "testPage", "minePage"])
def test_the_pages_that_scripts_rely_on_are_found_by_their_names(tabs: PageTabs, name: str) -> None:
    assert tabs.findChild(Page, name) is not None


def test_no_two_pages_share_a_name_a_title_or_an_icon() -> None:
    for values in ([row.name for row in PAGES], [row.title for row in PAGES], [row.glyph for row in PAGES]):
        assert len(values) == len(set(values))


def test_each_page_listens_to_the_state_as_its_row_says(
    tabs: PageTabs, state: ApplicationState, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, ApplicationState]] = []
    rows = tuple(
        PageRow(row.name, row.title, row.glyph, row.widget, lambda page, told: heard.append((page.objectName(), told)))
        for row in PAGES
    )
    monkeypatch.setattr("mnist_desktop.sessions.pages.PAGES", rows)
    listen_all(tabs, state)
    assert heard == [(row.name, state) for row in PAGES]
