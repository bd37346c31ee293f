"""The page Inside: one section at a time, which are built when they are first in view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.page import SECTIONS, InsidePage
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.style.theme import DARK

TITLES = ["Layers", "Why", "Nearest", "Map", "Lab", "Time", "Health"]


@pytest.fixture
def page(qtbot: QtBot) -> InsidePage:
    page = InsidePage()
    qtbot.addWidget(page)
    page.set_theme(DARK)
    return page


def buttons(page: InsidePage) -> dict[str, QToolButton]:
    return {button.text(): button for button in page.findChildren(QToolButton) if button.text() in TITLES}


def test_its_sections_have_buttons_in_their_order_and_the_first_is_in_view(page: InsidePage) -> None:
    assert [page.section(kind).title for kind in SECTIONS] == TITLES
    assert list(buttons(page)) == TITLES
    assert page.current is page.section(LayersSection)


def test_a_click_brings_a_section_into_view(page: InsidePage) -> None:
    page.show()
    came = heard(page.came_into_view)
    for kind in SECTIONS[1:]:
        section = page.section(kind)
        QTest.mouseClick(buttons(page)[section.title], Qt.MouseButton.LeftButton)
        assert page.current is section
        assert section.isVisible()
    assert len(came) == len(SECTIONS) - 1


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_has_no_widgets_before_it_is_in_view(page: InsidePage, kind: type[InsideSection]) -> None:
    section = page.section(kind)
    assert section.findChildren(QWidget) == []
    page.turn_to_section(kind)
    page.show()
    assert section.findChildren(QWidget)


def test_the_commands_of_its_sections_are_in_the_menu(page: InsidePage) -> None:
    assert list(page.section(TimeSection).commands.children())
    assert page.section(TimeSection).commands.play in page.menu_actions


def test_no_section_makes_a_small_window_wider(page: InsidePage) -> None:
    page.resize(360, 480)
    page.show()
    for kind in SECTIONS:
        page.turn_to_section(kind)
        assert page.minimumSizeHint().width() <= 360, kind.__name__
