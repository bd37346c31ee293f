"""The pages beside the pad, a tab each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pages.tabs import Page, PageTabs
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme


class Acting(Page):
    """A page with actions, which notes its theme."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._actions = [QAction(name, self) for name in names]
        self.theme: Theme | None = None

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self._actions

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


@pytest.fixture
def tabs(qtbot: QtBot) -> PageTabs:
    tabs = PageTabs()
    tabs.add(Acting("One", "Two"), "onePage", "One", Glyph.PLAY)
    tabs.add(Page(), "quietPage", "Quiet", Glyph.CHECK)
    tabs.add(Acting("Three"), "threePage", "Three", Glyph.SAVE)
    qtbot.addWidget(tabs)
    tabs.show()
    return tabs


def widget(tabs: PageTabs) -> QTabWidget:
    found = tabs.findChild(QTabWidget, "pages")
    assert found is not None
    return found


def test_each_page_has_a_tab_with_its_title_and_its_own_name(tabs: PageTabs) -> None:
    found = widget(tabs)
    assert [found.tabText(index) for index in range(found.count())] == ["One", "Quiet", "Three"]
    assert [page.objectName() for page in tabs.pages] == ["onePage", "quietPage", "threePage"]
    assert all(found.widget(index) is page for index, page in enumerate(tabs.pages))


def test_the_first_page_is_shown_until_one_turns_to_another(tabs: PageTabs) -> None:
    one, quiet, _ = tabs.pages
    assert (one.isVisible(), quiet.isVisible()) == (True, False)
    tabs.turn_to(quiet)
    assert (one.isVisible(), quiet.isVisible()) == (False, True)


def test_the_actions_of_the_pages_come_in_their_order_with_a_line_between_two_pages(tabs: PageTabs) -> None:
    actions = tabs.actions_of_pages()
    assert ["|" if action.isSeparator() else action.text() for action in actions] == ["One", "Two", "|", "Three"]


def test_a_theme_reaches_every_page_and_every_tab(tabs: PageTabs) -> None:
    icons = []
    for theme in (LIGHT, DARK):
        tabs.set_theme(theme)
        assert [page.theme for page in tabs.pages if isinstance(page, Acting)] == [theme, theme]
        icons.append([widget(tabs).tabIcon(index).pixmap(18, 18).toImage() for index in range(3)])
    assert all(light != dark for light, dark in zip(*icons, strict=True))
