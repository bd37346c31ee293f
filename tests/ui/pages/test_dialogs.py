"""Where to save and as what: what is answered in the file dialog, whatever the platform's own does of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pages import dialogs

WEIGHTS, ONNX = "Weights (*.safetensors)", "ONNX, for other programs (*.onnx)"
Answer = Callable[..., list[str]]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answers the dialogs to come, one after the other, each with a name and a kind. Returns the names they offer."""

    def answer(*answers: tuple[str | Path, str]) -> list[str]:
        offered, rest = list[str](), iter(answers)

        def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
            offered.append(name)
            chosen, kind = next(rest)
            return str(chosen), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        return offered

    return answer


@pytest.mark.parametrize(
    ("typed", "kind", "saved"),
    [
        ("run.safetensors", WEIGHTS, "run.safetensors"),
        ("run.onnx", ONNX, "run.onnx"),
        ("run", WEIGHTS, "run.safetensors"),
        ("run", ONNX, "run.onnx"),
        ("run", "", "run.safetensors"),
        ("run.onnx", WEIGHTS, "run.onnx"),  # typed over the offered name
        ("run.ONNX", WEIGHTS, "run.ONNX"),
        ("run.safetensors", ONNX, "run.onnx"),  # a dialog that keeps the offered name when another kind is chosen
        ("CNNNet 1.5", ONNX, "CNNNet 1.5.onnx"),
        ("CNNNet 1.5.safetensors", ONNX, "CNNNet 1.5.onnx"),
    ],
)
def test_the_suffix_says_what_a_run_is_exported_as(
    typed: str, kind: str, saved: str, parent: QWidget, answer: Answer, tmp_path: Path
) -> None:
    offered = answer((tmp_path / typed, kind))
    assert dialogs.export_file(parent, "Run 2") == tmp_path / saved
    assert offered == ["Run 2.safetensors"]


def test_weights_alone_are_no_onnx(parent: QWidget, answer: Answer, tmp_path: Path) -> None:
    answer((tmp_path / "run.onnx", WEIGHTS))
    assert dialogs.weights_file(parent, "Run 2") == tmp_path / "run.onnx.safetensors"


def test_a_cancelled_dialog_is_no_file(parent: QWidget, answer: Answer) -> None:
    for ask in (dialogs.export_file, dialogs.weights_file, dialogs.plots_file):
        answer(("", ""))
        assert ask(parent, "Run 2") is None


def test_a_file_that_the_dialog_did_not_ask_about_is_not_replaced(
    parent: QWidget, answer: Answer, tmp_path: Path
) -> None:
    (tmp_path / "run.onnx").touch()
    offered = answer((tmp_path / "run", ONNX), (tmp_path / "other.onnx", ONNX))
    assert dialogs.export_file(parent, "Run 2") == tmp_path / "other.onnx"
    assert offered == ["Run 2.safetensors", str(tmp_path / "run.onnx")]
    answer((tmp_path / "run", ONNX), (tmp_path / "run.onnx", WEIGHTS))
    assert dialogs.export_file(parent, "Run 2") == tmp_path / "run.onnx"
    answer((tmp_path / "run", ONNX), ("", ""))
    assert dialogs.export_file(parent, "Run 2") is None
