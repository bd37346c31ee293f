"""The section Calibration, in words and as a table."""

from __future__ import annotations

import pytest
from hands import shown
from pytestqt.qtbot import QtBot
from shown_tests import a_test

from mnist_desktop.ui.pages.test.reliability import ReliabilitySection


@pytest.fixture
def section(qtbot: QtBot) -> ReliabilitySection:
    section = ReliabilitySection()
    qtbot.addWidget(section)
    section.show_tested(a_test())
    return section


def test_the_error_is_said_in_words(section: ReliabilitySection) -> None:
    """All 25 are read with a confidence of 0.6, and 21 of them right."""
    assert shown(section, "calibrationWords").startswith("Confidence is off by 24.00 % on average")


def test_the_table_has_a_row_for_each_bin(section: ReliabilitySection) -> None:
    table = section.table()
    assert table is not None
    assert list(table[0]) == ["confidence", "right", "count", "low", "high"]
    [row] = table[1:]
    assert list(row)[:3] == pytest.approx([0.6, 21 / 25, 25])


def test_without_a_test_there_is_nothing(section: ReliabilitySection) -> None:
    section.show_tested(None)
    assert shown(section, "calibrationWords") == ""
    assert (section.figure(), section.table()) == (None, None)
