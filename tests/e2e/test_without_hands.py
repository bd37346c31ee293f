"""The hands of the installation are missing: the program reads and trains all the same, and says what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import DIGITS, choose, click, draw, enter, part, run_on_show, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.learning.data import datasets, generated, hands, pen_digits
from mnist_desktop.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def no_hands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has read none of them yet."""
    monkeypatch.setattr(paths, "hands", lambda: tmp_path / "nowhere")
    monkeypatch.setattr(hands, "load", hands.load.__wrapped__)
    monkeypatch.setattr(pen_digits, "as_written", pen_digits.as_written.__wrapped__)
    monkeypatch.setattr(datasets, "_bundled", datasets._bundled.__wrapped__)
    monkeypatch.setattr(generated, "_ahead", {})


def test_it_reads_trains_as_the_tutorial_does_and_says_what_a_recommended_run_lacks(
    open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    choose(window, "FirstNet")
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: shown(window) == "7")

    click(window, "trainButton")
    qtbot.waitUntil(lambda: "strokes.safetensors.xz is missing" in shown(window, "message"))

    qtbot.waitUntil(part(window, "trainButton").isEnabled)
    QTest.keyClick(part(window, "presetSelector"), Qt.Key.Key_Up)  # the tutorial's
    enter(window, "epochsSpin", "1")
    click(window, "trainButton")
    qtbot.waitUntil(lambda: shown(window, "trainingStatus").startswith("Done"))
    run = run_on_show(window)
    assert run is not None
    assert [test.name for test in run.tests] == ["MNIST test"]
    click(window, "discardButton")
