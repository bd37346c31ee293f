from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.reading.details import Details


class Pane(QWidget):
    """As high as wide, and at least 60 pixels."""

    def heightForWidth(self, width: int) -> int:
        return width

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 60)


class Bars(QWidget):
    def minimumSizeHint(self) -> QSize:
        return QSize(50, 100)


@pytest.mark.parametrize(
    ("height", "bars", "pane"),
    [
        (400, 290, (300, 100)),  # both have what they like
        (190, 100, (110, 80)),  # the pane gives way
        (150, None, (0, 100)),  # the bars go
        (80, None, (0, 80)),
    ],
)
def test_the_room_is_shared(qtbot: QtBot, height: int, bars: int | None, pane: tuple[int, int]) -> None:
    shown, nudging = Bars(), Pane()
    details = Details(shown)
    qtbot.addWidget(details)
    details.resize(100, height)
    details.show()
    details.show_pane(nudging)
    assert (shown.height() if shown.isVisible() else None) == bars
    assert (nudging.y(), nudging.height()) == pane
    details.show_pane(None)
    assert not nudging.isVisible()
    assert shown.isVisible()
    assert shown.size() == details.size()


def test_a_pane_that_needs_more_height_gets_it(qtbot: QtBot) -> None:
    pane, details = Pane(), Details(Bars())
    qtbot.addWidget(details)
    details.resize(100, 400)
    details.show()
    details.show_pane(pane)
    pane.heightForWidth = lambda width: 2 * width  # type: ignore[method-assign]
    pane.updateGeometry()
    qtbot.waitUntil(lambda: pane.height() == 200)
