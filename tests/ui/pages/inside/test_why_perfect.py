"""The buttons of the digits that a network makes up."""

from __future__ import annotations

import numpy as np
import pytest
from my_digits import reading
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.perfect_digits import PerfectDigits
from mnist_desktop.ui.pages.inside.why_perfect import PerfectDigitsRow
from mnist_desktop.ui.style.theme import DARK, LIGHT


@pytest.fixture
def row(qtbot: QtBot) -> PerfectDigitsRow:
    row = PerfectDigitsRow()
    row.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(row)
    row.show()
    return row


def perfect(ink: float = 1) -> PerfectDigits:
    """Full squares; the 4 is blank."""
    images = np.full((10, 28, 28), ink, np.float32)
    images[4] = 0
    return PerfectDigits(images, tuple(map(reading, range(10))), 1)


def button(row: PerfectDigitsRow, digit: int) -> QAbstractButton:
    found = row.findChild(QAbstractButton, f"perfectDigit{digit}")
    assert isinstance(found, QAbstractButton)
    return found


def test_a_click_or_the_space_bar_names_the_digit(qtbot: QtBot, row: PerfectDigitsRow) -> None:
    clicked = heard(row.digit_clicked)
    row.show_digits(perfect())
    QTest.mouseClick(button(row, 3), Qt.MouseButton.LeftButton)
    button(row, 9).setFocus()
    QTest.keyClick(button(row, 9), Qt.Key.Key_Space)
    assert clicked == [(3,), (9,)]


def test_what_is_blank_or_not_there_yet_cannot_be_clicked(row: PerfectDigitsRow) -> None:
    assert not any(button(row, digit).isEnabled() for digit in range(10))
    row.show_digits(perfect())
    assert [digit for digit in range(10) if not button(row, digit).isEnabled()] == [4]
    row.show_digits(None)
    assert not button(row, 3).isEnabled()


def test_each_says_its_digit_and_how_sure_the_network_is(row: PerfectDigitsRow) -> None:
    row.show_digits(perfect())
    assert button(row, 3).accessibleName() == "Perfect 3, 91 % sure"


def test_the_image_is_painted_in_the_theme_s_colours(row: PerfectDigitsRow) -> None:
    row.show_digits(perfect())
    for theme in (LIGHT, DARK):
        row.set_theme(theme)
        middle = button(row, 3).rect().center()
        assert button(row, 3).grab().toImage().pixelColor(middle).name() == theme.ink
        assert button(row, 4).grab().toImage().pixelColor(middle).name() == theme.paper
