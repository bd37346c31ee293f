"""The section Digits: a row for each digit, and which one is read worst."""

from __future__ import annotations

import pytest
from hands import part
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot
from shown_tests import a_test

from mnist_desktop.ui.pages.test.digits import DigitsSection
from mnist_desktop.ui.style.theme import LIGHT


@pytest.fixture
def section(qtbot: QtBot) -> DigitsSection:
    section = DigitsSection()
    section.set_theme(LIGHT)
    qtbot.addWidget(section)
    section.show_tested(a_test())
    return section


def rows(section: DigitsSection) -> list[list[str]]:
    table = part(section, "digitScores")
    assert isinstance(table, QTreeWidget)
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items if item is not None]


def bold(section: DigitsSection) -> list[str]:
    table = part(section, "digitScores")
    assert isinstance(table, QTreeWidget)
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None and item.font(0).bold()]


def test_each_digit_has_its_count_precision_recall_and_f1(section: DigitsSection) -> None:
    found = rows(section)
    assert len(found) == 10
    assert found[4] == ["4", "9", "85.71 %", "66.67 %", "75.00 %"]
    assert found[9] == ["9", "11", "76.92 %", "90.91 %", "83.33 %"]


def test_what_cannot_be_told_is_a_dash(section: DigitsSection) -> None:
    assert rows(section)[0] == ["0", "0", "–", "–", "–"]


def test_the_digit_with_the_lowest_f1_is_marked(section: DigitsSection) -> None:
    assert bold(section) == ["4"]
    table = part(section, "digitScores")
    assert isinstance(table, QTreeWidget)
    item = table.topLevelItem(4)
    assert item is not None
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "4, read worst"


def test_none_is_marked_where_all_are_read_equally_well(section: DigitsSection) -> None:
    section.show_tested(a_test([(1, 1, 3), (2, 2, 5)]))
    assert bold(section) == []


def test_the_table_has_plain_numbers_and_gaps(section: DigitsSection) -> None:
    table = section.table()
    assert table is not None
    assert list(table[0]) == ["digit", "count", "precision", "recall", "f1"]
    assert list(table[1]) == [0, 0, None, None, None]
    assert list(table[8]) == [7, 5, 1.0, 1.0, 1.0]


def test_without_a_test_there_is_nothing(section: DigitsSection) -> None:
    section.show_tested(None)
    assert rows(section) == []
    assert (section.figure(), section.table()) == (None, None)
