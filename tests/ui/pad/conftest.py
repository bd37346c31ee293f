from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pad.canvas import Canvas


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    canvas.resize(500, 500)
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    return canvas
