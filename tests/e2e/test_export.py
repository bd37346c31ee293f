"""A kept run is exported by hand, and another program reads with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hands import click, listed, part, select_run, shown
from onnxruntime import InferenceSession
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.learning.library import Library
from mnist_desktop.reading import predictor
from mnist_desktop.ui.main_window import MainWindow

RUN = "20260101-120000-aaaa"


@pytest.fixture
def window(open_window: Callable[[], MainWindow], home: Path, qtbot: QtBot) -> MainWindow:
    """It lists one run."""
    Library(home / "runs").save(RUN, predictor.load_checkpoint("FirstNet"))
    window = open_window()
    qtbot.waitUntil(lambda: listed(window) == ["FirstNet"])
    return window


def export(window: MainWindow, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = "ONNX, for other programs (*.onnx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), kind))
    select_run(window, "FirstNet")
    click(window, "exportRunButton")


def test_a_kept_run_is_exported_as_onnx(
    window: MainWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(window, home / "mine", monkeypatch)
    qtbot.waitUntil(part(window, "messageBar").isVisible)
    assert shown(window, "message") == f"Exported to {home}/mine.onnx"
    image = np.eye(28, dtype=np.float32)
    [probabilities] = InferenceSession(home / "mine.onnx").run(["probabilities"], {"digit_image": image[None, None]})
    [here] = predictor.load("FirstNet").predict([image])
    np.testing.assert_allclose(probabilities[0], here.probabilities, rtol=0, atol=1e-5)


def test_an_export_that_cannot_be_written_is_one_line(
    window: MainWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = home / "missing" / "mine.onnx"
    export(window, to, monkeypatch)
    qtbot.waitUntil(part(window, "messageBar").isVisible)
    assert shown(window, "message") == f"{to} cannot be written: No such file or directory."
    assert not to.parent.exists()
