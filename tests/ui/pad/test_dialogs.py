"""What to open and where to save, as answered in the file dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pad import dialogs

KINDS = {"Picture (*.png)": ".png", "Drawing file (*.json)": ".json"}
Answer = Callable[[str | Path, str], list[tuple[str, str]]]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answers the next dialogs with a name and a kind. Returns the names and kinds that they offer."""

    def answer(name: str | Path, kind: str = "") -> list[tuple[str, str]]:
        offered = list[tuple[str, str]]()

        def choose(_: object, __: str, start: str, kinds: str, **options: object) -> tuple[str, str]:
            offered.append((start, kinds))
            return str(name), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        return offered

    return answer


@pytest.mark.parametrize("answered", [[], ["/a.png", "/b.json"]])
def test_the_files_chosen_are_opened(
    answered: list[str], parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered = list[tuple[str, str]]()

    def choose(_: object, __: str, start: str, kinds: str) -> tuple[list[str], str]:
        offered.append((start, kinds))
        return answered, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    assert dialogs.files_to_open(parent, tmp_path) == [Path(file) for file in answered]
    [(start, kinds)] = offered
    assert start == str(tmp_path)
    all_known, pictures, drawings, everything = kinds.split(";;")
    for suffix in ("png", "jpg", "webp", "tif", "heic", "svg", "ico"):
        assert f"*.{suffix} " in all_known
        assert f"*.{suffix} " in pictures.replace(")", " ")
    assert drawings == "Drawings (*.json *.jsonl *.jsonl.gz)"
    assert everything == "All files (*)"


@pytest.mark.parametrize(
    ("typed", "kind", "saved"),
    [
        ("eight.png", "Picture (*.png)", "eight.png"),
        ("eight", "Drawing file (*.json)", "eight.json"),
        ("eight", "", "eight.png"),
        ("eight.json", "Picture (*.png)", "eight.json"),
    ],
)
def test_the_suffix_says_what_the_pad_is_saved_as(
    typed: str, kind: str, saved: str, parent: QWidget, answer: Answer, tmp_path: Path
) -> None:
    offered = answer(tmp_path / typed, kind)
    assert dialogs.drawing_file(parent, KINDS) == tmp_path / saved
    assert offered == [("drawing.png", ";;".join(KINDS))]


@pytest.mark.parametrize(
    ("typed", "saved"), [("mine.jsonl", "mine.jsonl"), ("mine", "mine.jsonl"), ("a.b", "a.b.jsonl")]
)
def test_labelled_drawings_go_to_a_file_of_lines(
    typed: str, saved: str, parent: QWidget, answer: Answer, tmp_path: Path
) -> None:
    offered = answer(tmp_path / typed, "")
    assert dialogs.collection_file(parent, None) == tmp_path / saved
    assert dialogs.collection_file(parent, tmp_path / "last.jsonl") == tmp_path / saved
    assert [start for start, _ in offered] == ["drawings.jsonl", str(tmp_path / "last.jsonl")]


def test_a_cancelled_dialog_is_no_file(parent: QWidget, answer: Answer) -> None:
    answer("", "")
    assert dialogs.drawing_file(parent, KINDS) is None
    assert dialogs.collection_file(parent, None) is None
