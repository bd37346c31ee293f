"""Widgets that flow into a next row."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.widgets.flow import FlowLayout


@pytest.fixture
def five(qtbot: QtBot) -> tuple[QWidget, list[QPushButton]]:
    """Five buttons of 60 × 20 pixels above a label."""
    outer, row, layout = QWidget(), QWidget(), FlowLayout(spacing=5)
    buttons = [QPushButton() for _ in range(5)]
    for button in buttons:
        button.setFixedSize(60, 20)
        layout.addWidget(button)
    row.setLayout(layout)
    around = QVBoxLayout(outer)
    around.setContentsMargins(0, 0, 0, 0)
    around.setSpacing(0)
    around.addWidget(row)
    around.addWidget(QLabel("below"), 1)
    qtbot.addWidget(outer)
    outer.show()
    return outer, buttons


def row_of(buttons: list[QPushButton]) -> QWidget:
    row = buttons[0].parentWidget()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("width", "rows"), [(400, [5]), (320, [5]), (319, [4, 1]), (200, [3, 2]), (60, [1, 1, 1, 1, 1])]
)
def test_as_many_are_side_by_side_as_fit(five: tuple[QWidget, list[QPushButton]], width: int, rows: list[int]) -> None:
    outer, buttons = five
    outer.resize(width, 300)
    found = [button.mapTo(outer, button.rect().topLeft()).y() for button in buttons]
    assert [found.count(y) for y in sorted(set(found))] == rows
    assert row_of(buttons).height() == 25 * len(rows) - 5


def test_it_hints_at_one_row_and_is_at_least_as_wide_as_the_widest(five: tuple[QWidget, list[QPushButton]]) -> None:
    layout = row_of(five[1]).layout()
    assert isinstance(layout, FlowLayout)
    assert (layout.sizeHint().width(), layout.sizeHint().height()) == (320, 20)
    assert (layout.minimumSize().width(), layout.minimumSize().height()) == (60, 20)


def test_an_empty_one_takes_no_room() -> None:
    layout = FlowLayout(spacing=5)
    assert (layout.heightForWidth(100), layout.sizeHint().width(), layout.itemAt(0), layout.takeAt(0)) == (
        0,
        0,
        None,
        None,
    )
