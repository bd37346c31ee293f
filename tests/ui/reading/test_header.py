from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.reading.header import ReadingHeader
from mnist_desktop.ui.style.theme import LIGHT
from mnist_desktop.ui.widgets.controls import ActionButton


@pytest.fixture
def header(qtbot: QtBot) -> ReadingHeader:
    header = ReadingHeader()
    header.set_theme(LIGHT)
    qtbot.addWidget(header)
    header.show()
    return header


def test_the_switches_fold_to_icons_before_anything_is_cut(header: ReadingHeader) -> None:
    buttons = header.findChildren(ActionButton)
    for width, is_folded in ((500, False), (header.minimumSizeHint().width(), True)):
        header.resize(width, header.height())
        QTest.qWait(20)
        assert [button.is_folded for button in buttons] == [is_folded] * 2
        parts = [part for part in header.findChildren(QWidget) if isinstance(part.parent(), ReadingHeader)]
        assert all(header.rect().contains(part.geometry()) for part in parts if not isinstance(part, QLabel))
    assert header.minimumSizeHint().width() <= 206  # of the narrowest panel


def test_switches_have_keys_and_say_what_they_do(header: ReadingHeader) -> None:
    assert [each.shortcut().toString() for each in (header.compare, header.nudge)] == ["F7", "F6"]
    assert header.compare.toolTip() == "Let both networks read, and see where they disagree (F7)"


def test_a_network_that_is_set_is_not_chosen_by_the_user(header: ReadingHeader) -> None:
    told = heard(header.network_selected)
    header.set_network("FirstNet")
    assert (header.network, told) == ("FirstNet", [])
