"""File dialogs for saving and opening, with this program's file types."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from mnist_desktop.words.translation import translate

WEIGHTS: Final = ".safetensors"
ONNX: Final = ".onnx"
DRAWINGS: Final = ".jsonl"
TABLE: Final = ".csv"
FILM: Final = ".gif"


def plots_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to save the curves, as .png or .csv. Return None if cancelled."""
    kinds = {translate("Dialogs", "Picture (*.png)"): ".png", translate("Dialogs", "Figures (*.csv)"): ".csv"}
    return new_file(parent, translate("Dialogs", "Export plots"), f"{name}.png", kinds)


def export_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to export a run, as .safetensors or .onnx. Return None if cancelled."""
    kinds = {_weights(): WEIGHTS, translate("Dialogs", "ONNX, for other programs (*{0})").format(ONNX): ONNX}
    return new_file(parent, translate("Dialogs", "Export run"), f"{name}{WEIGHTS}", kinds)


def weights_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a run's weights. Return None if cancelled."""
    return new_file(parent, translate("Dialogs", "Export run"), f"{name}{WEIGHTS}", {_weights(): WEIGHTS})


def run_file(parent: QWidget) -> Path | None:
    """Ask for a run's file to open. Return None if cancelled."""
    chosen, _ = QFileDialog.getOpenFileName(parent, translate("Dialogs", "Open run"), "", _weights())
    return Path(chosen) if chosen else None


def samples_file(parent: QWidget) -> Path | None:
    """Ask for a file of labelled digits to import. Return None if cancelled."""
    kinds = translate("Dialogs", "Labelled digits (*.jsonl *.jsonl.gz *.json *.csv *.csv.gz *.npz)")
    title = translate("Dialogs", "Import digits")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", f"{kinds};;{translate('Dialogs', 'All files (*)')}")
    return Path(chosen) if chosen else None


def export_samples_file(parent: QWidget) -> Path | None:
    """Ask where to export labelled digits, as .jsonl or .csv. Return None if cancelled."""
    kinds = {
        translate("Dialogs", "Drawings (*{0})").format(DRAWINGS): DRAWINGS,
        translate("Dialogs", "Table of pixels (*{0})").format(TABLE): TABLE,
    }
    name = translate("Dialogs", "my digits")
    return new_file(parent, translate("Dialogs", "Export digits"), f"{name}{DRAWINGS}", kinds)


def film_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a film, as .gif. Return None if cancelled."""
    kinds = {translate("Dialogs", "Moving picture (*.gif)"): FILM}
    return new_file(parent, translate("Dialogs", "Export film"), f"{name}{FILM}", kinds)


def new_file(parent: QWidget, title: str, name: str, kinds: Mapping[str, str]) -> Path | None:
    """Ask for a file to save. `kinds` has the suffix of each kind of file; `name` has that of the first."""
    chosen, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds))
    if not chosen:
        return None
    offered, *others = kinds.values()
    path = _with_suffix(Path(chosen), kinds.get(kind, offered), offered, others)
    if path != Path(chosen) and path.exists():  # the dialog asks before it replaces a file, if it gets the whole name
        return new_file(parent, title, str(path), kinds)
    return path


def _weights() -> str:
    return translate("Dialogs", "Weights (*{0})").format(WEIGHTS)


def _with_suffix(path: Path, suffix: str, offered: str, others: list[str]) -> Path:
    """Give a path the suffix of the chosen kind, unless another kind's was typed in place of the one offered."""
    typed = path.suffix.lower()
    if typed in (suffix, *others):
        return path
    return path.with_name((path.stem if typed == offered else path.name) + suffix)
