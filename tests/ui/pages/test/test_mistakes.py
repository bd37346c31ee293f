"""The section Mistakes: what it shows, and what can be wished for there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot
from tested_digits import read_as

from mnist_desktop.ui.pages.test.mistakes import MistakesSection
from mnist_desktop.ui.pages.test.mistakes_shown import ALL, Cell
from mnist_desktop.ui.style.theme import DARK, LIGHT

LABELS = (7, 7, 7, 4, 4, 9)
READ = (7, 1, 2, 9, 4, 4)
SURE = (0.99, 0.6, 0.9, 0.95, 0.8, 0.7)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def empty(qtbot: QtBot) -> MistakesSection:
    section = MistakesSection()
    section.setLocale(QLocale(QLocale.Language.English))
    section.set_theme(LIGHT)
    section.build()
    section.resize(400, 500)
    qtbot.addWidget(section)
    section.show()
    qtbot.waitActive(section)
    return section


@pytest.fixture
def section(empty: MistakesSection) -> MistakesSection:
    """Six digits, of which 1, 2, 3 and 5 are read wrong, 3 with the most certainty."""
    empty.show_tested(read_as(LABELS, READ, SURE))
    return empty


@pytest.fixture
def wishes(section: MistakesSection) -> list[object]:
    heard: list[object] = []
    section.pad_requested.connect(heard.append)
    return heard


def widget(section: QWidget, name: str) -> QWidget:
    found = section.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def choose(section: QWidget, name: str, text: str) -> None:
    selector = widget(section, name)
    assert isinstance(selector, QComboBox)
    selector.setCurrentText(text)


def click_tile(section: MistakesSection, row: int) -> None:
    view = section.view.gallery
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(row, 0)).center())


def about(section: MistakesSection, row: int) -> str:
    return str(section.view.gallery.model().index(row, 0).data())


def shown(section: MistakesSection) -> tuple[int, ...]:
    return section.indices


def count(section: MistakesSection) -> str:
    return str(widget(section, "mistakesCount").property("text"))


def test_the_most_sure_mistakes_come_first(section: MistakesSection) -> None:
    assert shown(section) == (3, 2, 5, 1)
    assert about(section, 0) == "Labelled 4, read as 9, 95.0 % sure"
    assert count(section) == "Read wrong: 4, the most sure first"


def test_mistakes_are_filtered_by_label_and_by_what_is_read(section: MistakesSection) -> None:
    choose(section, "mistakesLabel", "7")
    assert shown(section) == (2, 1)
    choose(section, "mistakesDigit", "1")
    assert shown(section) == (1,)
    choose(section, "mistakesLabel", "any")
    assert shown(section) == (1,)
    choose(section, "mistakesDigit", "4")
    assert shown(section) == (5,)


def test_the_filter_is_seen_and_cleared(section: MistakesSection) -> None:
    clear = widget(section, "allMistakesButton")
    assert not clear.isEnabled()
    section.choose(Cell(7, 2))
    assert shown(section) == (2,)
    assert widget(section, "mistakesLabel").property("currentText") == "7"
    assert widget(section, "mistakesDigit").property("currentText") == "2"
    QTest.mouseClick(clear, LEFT)
    assert section.cell == ALL
    assert shown(section) == (3, 2, 5, 1)


def test_a_cell_of_the_diagonal_has_what_is_read_right(section: MistakesSection) -> None:
    section.choose(Cell(7, 7))
    assert shown(section) == (0,)
    assert count(section) == "Read right: 1, the most sure first"


def test_the_filter_stays_with_another_test(section: MistakesSection) -> None:
    section.choose(Cell(7, 2))
    section.show_tested(read_as((7, 7), (2, 2)))
    assert shown(section) == (0, 1)


def test_what_is_chosen_before_the_section_was_in_view_is_shown_there(qtbot: QtBot) -> None:
    section = MistakesSection()
    qtbot.addWidget(section)
    section.show_tested(read_as(LABELS, READ, SURE))
    section.choose(Cell(label=7))
    assert (section.cell, section.indices) == (Cell(label=7), (2, 1))
    section.build()
    assert widget(section, "mistakesLabel").property("currentText") == "7"
    assert section.view.gallery.indices == (2, 1)


def test_before_the_section_was_in_view_its_commands_have_the_theme(qtbot: QtBot) -> None:
    section = MistakesSection()
    qtbot.addWidget(section)
    section.set_theme(DARK)
    assert [action.icon().isNull() for action in section.menu_actions] == [False, False]
    section.request_next()  # nothing is on show yet
    section.build()
    assert section.view.gallery.indices == ()


def test_a_click_wishes_for_a_digit_on_the_pad_and_so_does_enter(
    section: MistakesSection, wishes: list[object]
) -> None:
    click_tile(section, 1)
    assert wishes == [2]
    QTest.keyClick(section.view.gallery, Qt.Key.Key_Right)
    assert wishes == [2]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(section.view.gallery, key)
    assert wishes == [2, 5, 5]


def test_enter_without_a_current_tile_wishes_for_nothing(section: MistakesSection, wishes: list[object]) -> None:
    QTest.keyClick(section.view.gallery, Qt.Key.Key_Return)
    assert wishes == []


def test_the_next_one_is_in_the_order_shown_and_begins_anew_at_the_end(
    section: MistakesSection, wishes: list[object]
) -> None:
    for _ in range(5):
        section.request_next()
    assert wishes == [3, 2, 5, 1, 3]
    click_tile(section, 2)
    section.request_next()
    assert wishes[-2:] == [5, 1]
    section.choose(Cell(label=7))
    section.request_next()
    assert wishes[-1] == 2


def test_the_next_one_of_none_is_none(section: MistakesSection, wishes: list[object]) -> None:
    section.choose(Cell(0, 1))
    section.request_next()
    assert wishes == []


@pytest.mark.parametrize(
    ("labels", "read", "cell", "words"),
    [
        ((1, 2), (1, 2), ALL, "Every digit was read right."),
        ((1, 2), (1, 3), Cell(label=1), "There are none of these."),
    ],
)
def test_without_mistakes_it_says_so(
    empty: MistakesSection, labels: tuple[int, ...], read: tuple[int, ...], cell: Cell, words: str
) -> None:
    empty.show_tested(read_as(labels, read))
    empty.choose(cell)
    assert empty.view.gallery.nothing == words
    assert count(empty) == ""


def test_without_a_test_there_is_nothing_to_choose(section: MistakesSection) -> None:
    section.show_tested(None)
    assert shown(section) == ()
    assert section.view.gallery.nothing.startswith("Once digits are tested")
    assert not widget(section, "mistakesLabel").isEnabled()


def test_its_commands_have_buttons_and_keys(section: MistakesSection) -> None:
    asked: list[str] = []
    commands = section.commands
    commands.next.triggered.connect(lambda: asked.append("next"))
    commands.any.triggered.connect(lambda: asked.append("any"))
    commands.listen_in(section)
    QTest.keyClick(section.view.gallery, Qt.Key.Key_N)
    assert asked == []
    commands.show_possible(has_mistakes=True, has_digits=True)
    QTest.keyClick(section.view.gallery, Qt.Key.Key_N)
    QTest.keyClick(section.view.gallery, Qt.Key.Key_T)
    for name in ("nextMistakeButton", "testDigitButton"):
        button = widget(section, name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, LEFT)
    assert asked == ["next", "any", "next", "any"]


def test_right_and_wrong_and_the_theme_are_seen(section: MistakesSection) -> None:
    seen = [section.view.gallery.grab().toImage()]
    section.choose(Cell(7, 7))
    seen.append(section.view.gallery.grab().toImage())
    section.set_theme(DARK)
    seen.append(section.view.gallery.grab().toImage())
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def test_a_thousand_tiles_are_scrolled_to_the_next_one(section: MistakesSection, wishes: list[object]) -> None:
    section.show_tested(read_as([1] * 1000, [2] * 1000))
    click_tile(section, 0)
    section.view.gallery.setCurrentIndex(section.view.gallery.model().index(998, 0))
    section.request_next()
    assert wishes == [0, 999]
    area = section.view.gallery.visualRect(section.view.gallery.currentIndex())
    assert section.view.gallery.viewport().rect().contains(area.center())


def test_its_table_has_the_digits_on_show(section: MistakesSection) -> None:
    section.choose(Cell(label=7))
    table = section.table()
    assert table is not None
    assert [list(row)[:3] for row in table] == [["index", "label", "digit"], [2, 7, 2], [1, 7, 1]]
    assert [row[3] for row in table[1:]] == [pytest.approx(0.9), pytest.approx(0.6)]
    section.show_tested(None)
    assert section.table() is None
