"""File dialogs for saving and opening, with this program's file types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mnist_desktop.words.translation import translate

WEIGHTS = ".safetensors"


def plots_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to save the curves, as .png or .csv. Return None if cancelled."""
    kinds = {translate("Dialogs", "Picture (*.png)"): ".png", translate("Dialogs", "Figures (*.csv)"): ".csv"}
    chosen, kind = QFileDialog.getSaveFileName(
        parent, translate("Dialogs", "Export plots"), f"{name}.png", ";;".join(kinds)
    )
    return _with_suffix(chosen, kinds.get(kind, ".png"))


def export_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a run's weights. Return None if cancelled."""
    kind = translate("Dialogs", "Weights (*{0})").format(WEIGHTS)
    chosen, _ = QFileDialog.getSaveFileName(parent, translate("Dialogs", "Export run"), f"{name}{WEIGHTS}", kind)
    return _with_suffix(chosen, WEIGHTS)


def run_file(parent: QWidget) -> Path | None:
    """Ask for a run's file to open. Return None if cancelled."""
    kind = translate("Dialogs", "Weights (*{0})").format(WEIGHTS)
    chosen, _ = QFileDialog.getOpenFileName(parent, translate("Dialogs", "Open run"), "", kind)
    return Path(chosen) if chosen else None


def _with_suffix(chosen: str, suffix: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_name(path.name + suffix)
