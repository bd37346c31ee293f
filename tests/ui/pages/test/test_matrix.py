"""The section Matrix: counts and shares, what is right hidden, and cells that open."""

from __future__ import annotations

import pytest
from hands import part
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from shown_tests import a_test
from stand_ins import heard

from mnist_desktop.ui.pages.test.matrix import ConfusionMatrix, MatrixSection
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme


@pytest.fixture
def section(qtbot: QtBot) -> MatrixSection:
    section = MatrixSection()
    section.set_theme(LIGHT)
    section.resize(400, 400)
    qtbot.addWidget(section)
    section.show_tested(a_test())
    section.show()
    return section


def matrix_of(section: MatrixSection) -> ConfusionMatrix:
    found = part(section, "confusionMatrix")
    assert isinstance(found, ConfusionMatrix)
    return found


def text(section: MatrixSection, label: int, digit: int) -> str:
    item = matrix_of(section).item(label, digit)
    return item.text() if item is not None else ""


def check(section: MatrixSection, name: str) -> None:
    box = part(section, name)
    assert isinstance(box, QCheckBox)
    box.click()


def colour(section: MatrixSection, label: int, digit: int) -> QColor:
    """The colour in the corner of a cell, where nothing is written."""
    matrix = matrix_of(section)
    place = matrix.visualRect(matrix.model().index(label, digit)).topLeft() + QPoint(4, 4)
    return matrix.viewport().grab().toImage().pixelColor(place)


def test_counts_stand_in_the_cells_and_zeros_do_not(section: MatrixSection) -> None:
    assert [text(section, 4, 4), text(section, 4, 9), text(section, 9, 4), text(section, 0, 0)] == ["6", "3", "1", ""]


def test_shares_are_of_the_row(section: MatrixSection) -> None:
    check(section, "matrixSharesBox")
    assert [text(section, 4, 4), text(section, 4, 9), text(section, 7, 7)] == ["66.7", "33.3", "100.0"]


def test_what_is_right_can_be_hidden(section: MatrixSection) -> None:
    check(section, "matrixMistakesBox")
    assert [text(section, 4, 4), text(section, 4, 9)] == ["", "3"]
    assert colour(section, 7, 7) == QColor(LIGHT.card)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_more_the_stronger_and_mistakes_have_a_colour_of_their_own(section: MatrixSection, theme: Theme) -> None:
    section.set_theme(theme)
    few, many = colour(section, 9, 4), colour(section, 4, 9)
    paper = QColor(theme.paper)
    assert colour(section, 0, 1) == paper
    assert abs(few.lightness() - paper.lightness()) < abs(many.lightness() - paper.lightness())
    assert many.red() > many.blue()
    assert colour(section, 9, 9).blue() > colour(section, 9, 9).red()


def test_a_click_opens_a_cell_that_has_digits(section: MatrixSection) -> None:
    asked, matrix = heard(section.cell_requested), matrix_of(section)
    for label, digit in ((4, 9), (0, 1)):
        place = matrix.visualRect(matrix.model().index(label, digit)).center()
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [(4, 9)]


def test_arrow_keys_move_and_enter_opens(section: MatrixSection) -> None:
    asked, matrix = heard(section.cell_requested), matrix_of(section)
    matrix.setFocus()
    matrix.setCurrentCell(3, 8)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(matrix, key)
    assert asked == [(4, 9)]
    matrix.setCurrentCell(0, 1)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert asked == [(4, 9)]


def test_a_hidden_cell_does_not_open(section: MatrixSection) -> None:
    check(section, "matrixMistakesBox")
    asked, matrix = heard(section.cell_requested), matrix_of(section)
    matrix.setCurrentCell(4, 4)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert asked == []


def test_tab_leaves_the_matrix(section: MatrixSection) -> None:
    assert not matrix_of(section).tabKeyNavigation()


def test_a_screen_reader_says_what_a_cell_counts(section: MatrixSection) -> None:
    matrix = matrix_of(section)
    assert matrix.accessibleName() == "Confusion matrix"
    item = matrix.item(4, 9)
    assert item is not None
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "4, read as 9: 3 (33.33 %)" == item.toolTip()
    right = matrix.item(4, 4)
    assert right is not None
    assert right.toolTip() == "4, read right: 6 (66.67 %)"


def test_rows_of_the_table_are_the_counts(section: MatrixSection) -> None:
    table = section.table()
    assert table is not None
    assert list(table[0]) == ["label", *range(10)]
    assert list(table[5]) == [4, 0, 0, 0, 0, 6, 0, 0, 0, 0, 3]
    assert len(table) == 11


def test_without_a_test_there_is_nothing(section: MatrixSection) -> None:
    section.show_tested(None)
    assert text(section, 4, 4) == ""
    assert (section.figure(), section.table()) == (None, None)
