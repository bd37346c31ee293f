"""A stack of sections, of which one is in view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.pages.sections import BUILD_EVERY, Section, SectionStack
from mnist_desktop.ui.style.theme import DARK, Theme


class One(Section):
    def __init__(self) -> None:
        super().__init__()
        self.built = 0
        self.theme: Theme | None = None

    @property
    def title(self) -> str:
        return type(self).__name__

    def build(self) -> None:
        self.built += 1

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


class Two(One):
    pass


@pytest.fixture
def stack(qtbot: QtBot) -> SectionStack[One]:
    stack = SectionStack([Two(), One()], QLabel("behind"))
    qtbot.addWidget(stack)
    return stack


def test_the_first_section_is_in_view_until_another_is_chosen(stack: SectionStack[One]) -> None:
    two, one = stack.sections
    stack.show()
    assert (stack.current, two.isVisible(), one.isVisible()) == (two, True, False)
    QTest.mouseClick(stack.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)
    assert (stack.current, two.isVisible(), one.isVisible()) == (one, False, True)


def test_a_section_is_found_and_turned_to_by_its_type(stack: SectionStack[One]) -> None:
    stack.show()
    stack.turn_to(Two)
    two = stack.current
    assert type(two) is Two
    assert stack.section(Two) is two
    assert [button.isChecked() for button in stack.findChildren(QToolButton)] == [True, False]


def test_a_section_is_built_once_and_not_before_the_stack_comes_into_view(stack: SectionStack[One]) -> None:
    two, one = stack.sections
    came = heard(stack.came_into_view)
    QTest.qWait(3 * BUILD_EVERY)
    assert (two.built, one.built) == (0, 0)
    stack.show()
    assert (two.built, one.built, came) == (1, 0, [(two,)])
    for button in (1, 0, 1):
        QTest.mouseClick(stack.findChildren(QToolButton)[button], Qt.MouseButton.LeftButton)
    QTest.qWait(3 * BUILD_EVERY)
    assert (two.built, one.built) == (1, 1)
    assert came == [(two,), (one,), (two,), (one,)]


def test_those_that_are_not_chosen_are_built_soon(stack: SectionStack[One], qtbot: QtBot) -> None:
    came = heard(stack.came_into_view)
    stack.show()
    qtbot.waitUntil(lambda: [section.built for section in stack.sections] == [1, 1])
    qtbot.waitUntil(lambda: not stack._ahead.isActive())
    assert came == [(stack.sections[0],)]


def test_out_of_view_another_section_is_chosen_and_not_built(stack: SectionStack[One]) -> None:
    stack._turn_to(1)
    assert stack.current.built == 0
    stack.show()
    assert [section.built for section in stack.sections] == [0, 1]


def test_one_that_is_turned_to_out_of_view_is_built(stack: SectionStack[One]) -> None:
    came = heard(stack.came_into_view)
    stack.turn_to(Two)
    assert ([section.built for section in stack.sections], came) == ([1, 0], [])


def test_all_sections_have_the_theme_s_colours(stack: SectionStack[One]) -> None:
    stack.set_theme(DARK)
    assert {section.theme for section in stack.sections} == {DARK}
