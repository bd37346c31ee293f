from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import wait_until_ready
from pytestqt.qtbot import QtBot

from mnist_desktop.app import create_window
from mnist_desktop.ui.main_window import MainWindow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def open_window(qtbot: QtBot, home: Path) -> Callable[[], MainWindow]:
    """Opens the program, as often as one likes, on the same settings and runs; returns once it can read."""

    def opened() -> MainWindow:
        window = create_window(home / "settings.json", home / "runs")
        qtbot.addWidget(window, before_close_func=lambda window: window.close())
        window.show()
        wait_until_ready(qtbot, window)
        return window

    return opened
