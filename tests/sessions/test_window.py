"""The session: what the window is told when a network cannot be had, and what is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import DIGITS, choose, draw, shown
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.app import create_window
from mnist_desktop.ui.main_window import MainWindow


@pytest.fixture
def window_with_damaged_cnnnet(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    resources = tmp_path / "resources"
    shutil.copytree(paths.resources() / "weights", resources / "weights")
    damaged = resources / "weights" / "CNNNet.safetensors"
    damaged.write_bytes(damaged.read_bytes()[:5000])
    monkeypatch.setattr(paths, "resources", lambda: resources)
    window = create_window(tmp_path / "settings.json")
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def test_damaged_weights_are_named_and_the_other_network_reads(
    window_with_damaged_cnnnet: MainWindow, qtbot: QtBot
) -> None:
    window = window_with_damaged_cnnnet
    draw(window, DIGITS[0])
    qtbot.waitUntil(lambda: shown(window, "confidence") == "No weights to read with")
    assert "CNNNet.safetensors" in shown(window, "message")
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: shown(window) == "0")


def test_unreadable_settings_do_not_keep_the_window_from_opening(qtbot: QtBot, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text('{"pen_width": "abc", "theme": -5, "model": "Resnet", "geometry": "????"}')
    window = create_window(settings)
    qtbot.addWidget(window)
    window.close()
    assert json.loads(settings.read_text())["pen_width"] == 18
