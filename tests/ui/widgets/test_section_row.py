"""The row of sections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.widgets.section_row import SectionRow


def test_one_is_checked_and_a_click_chooses_another(qtbot: QtBot) -> None:
    row = SectionRow(["One", "Two"], QLabel("behind"))
    qtbot.addWidget(row)
    row.show()
    one, two = row.findChildren(QToolButton)
    row.show_chosen(0)
    assert (one.isChecked(), two.isChecked()) == (True, False)
    chosen = heard(row.chosen)
    QTest.mouseClick(two, Qt.MouseButton.LeftButton)
    assert chosen == [(1,)]
    assert (one.isChecked(), two.isChecked()) == (False, True)
