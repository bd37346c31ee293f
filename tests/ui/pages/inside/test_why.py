"""The section Why: its questions, and what it passes on."""

from __future__ import annotations

import numpy as np
import pytest
from explained import drawn, load
from my_digits import reading
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.explanation import explain
from mnist_desktop.reading.perfect_digits import PerfectDigits
from mnist_desktop.ui.pages.inside.why import WhySection
from mnist_desktop.ui.style.theme import DARK


@pytest.fixture
def section(qtbot: QtBot) -> WhySection:
    section = WhySection()
    qtbot.addWidget(section)
    section.build()
    section.resize(352, 470)  # its size in the smallest window
    section.show()
    return section


def chooser(section: WhySection) -> QComboBox:
    found = section.findChild(QComboBox, "whyChooser")
    assert isinstance(found, QComboBox)
    return found


def button(section: WhySection, digit: int) -> QAbstractButton:
    found = section.findChild(QAbstractButton, f"perfectDigit{digit}")
    assert isinstance(found, QAbstractButton)
    return found


def perfect() -> PerfectDigits:
    return PerfectDigits(np.ones((10, 28, 28), np.float32), tuple(map(reading, range(10))), 1)


def test_it_takes_a_theme_and_says_its_digit_before_it_is_built(qtbot: QtBot) -> None:
    section = WhySection()
    qtbot.addWidget(section)
    section.set_theme(DARK)
    section.set_can_put(False)
    assert (section.title, section.digit) == ("Why", None)
    section.build()
    section.show_perfect(perfect())
    assert not button(section, 3).isEnabled()
    section.set_can_put(True)
    assert button(section, 3).isEnabled()


def test_the_questions_are_about_the_digit_that_is_read_and_all_others(section: WhySection) -> None:
    section.show_explanation(explain(load("FirstNet"), drawn(7)))
    found = [chooser(section).itemText(row) for row in range(11)]
    assert found[0] == "Why this digit?"
    assert found[8] == "Why 7?"
    assert found[1:8] == [f"Why not {digit}?" for digit in range(7)]
    section.show_explanation(None)
    assert chooser(section).itemText(8) == "Why not 7?"


def test_a_key_chooses_another_question(section: WhySection) -> None:
    chosen = heard(section.digit_chosen)
    chooser(section).setFocus()
    QTest.keyClick(chooser(section), Qt.Key.Key_Down)
    assert (section.digit, len(chosen)) == (0, 1)


def test_a_choice_stays_when_something_else_is_read(section: WhySection) -> None:
    chooser(section).setCurrentIndex(6)
    chosen = heard(section.digit_chosen)
    section.show_explanation(explain(load("FirstNet"), drawn(7), 5))
    section.show_explanation(None)
    assert (section.digit, chosen) == (5, [])


def test_a_perfect_digit_is_wished_for_on_the_pad(section: WhySection) -> None:
    clicked = heard(section.perfect_digit_clicked)
    section.show_perfect(perfect())
    QTest.mouseClick(button(section, 6), Qt.MouseButton.LeftButton)
    assert clicked == [(6,)]


def test_in_the_smallest_window_all_can_be_reached_and_nothing_is_cut_at_the_side(
    qtbot: QtBot, section: WhySection
) -> None:
    section.show_explanation(explain(load("FirstNet"), drawn(7)))
    section.show_perfect(perfect())
    area = section.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.horizontalScrollBar().maximum() == 0
    button(section, 0).setFocus()
    for digit in range(9):
        QTest.keyClick(button(section, digit), Qt.Key.Key_Tab)
    assert button(section, 9).hasFocus()
    assert button(section, 9).visibleRegion().boundingRect() == button(section, 9).rect()


def test_leaving_the_view_is_told(section: WhySection) -> None:
    left = heard(section.left_view)
    section.hide()
    assert len(left) == 1
