"""File dialogs of the pad: what to open, and where to save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QFileDialog, QWidget

from mnist_desktop.ui.pages.dialogs import new_file
from mnist_desktop.words.translation import translate

DRAWINGS: Final = ("json", "jsonl", "jsonl.gz")
DIGITS: Final = ("npy", "npz", "csv", "csv.gz", "tsv")
PICTURES: Final = {  # what Pillow reads; what Qt reads is added
    *("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "webp", "tif", "tiff", "gif", "avif", "heic", "heif"),
    *("ppm", "pgm", "pbm", "pnm"),
}
COLLECTION: Final = ".jsonl"


def files_to_open(parent: QWidget, folder: Path | None) -> list[Path]:
    """Ask for files to put on the pad. Return none if cancelled."""
    pictures = sorted(PICTURES | {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()})
    kinds = (
        translate("Dialogs", "Pictures and drawings ({0})").format(_patterns([*pictures, *DRAWINGS, *DIGITS])),
        translate("Dialogs", "Pictures ({0})").format(_patterns(pictures)),
        translate("Dialogs", "Drawings ({0})").format(_patterns(DRAWINGS)),
        translate("Dialogs", "All files (*)"),
    )
    start = str(folder) if folder else ""
    chosen, _ = QFileDialog.getOpenFileNames(parent, translate("Dialogs", "Open"), start, ";;".join(kinds))
    return [Path(file) for file in chosen]


def drawing_file(parent: QWidget, kinds: Mapping[str, str]) -> Path | None:
    """Ask where to save what is on the pad, as one of these kinds. Return None if cancelled."""
    suffix = next(iter(kinds.values()))
    return new_file(parent, translate("Dialogs", "Save drawing"), translate("Dialogs", "drawing") + suffix, kinds)


def collection_file(parent: QWidget, offered: Path | None) -> Path | None:
    """Ask which file of labelled drawings to add one to. It may exist. Return None if cancelled."""
    name = str(offered) if offered else translate("Dialogs", "drawings") + COLLECTION
    kind = translate("Dialogs", "Drawings, one a line (*{0})").format(COLLECTION)
    title = translate("Dialogs", "Add to a file of labelled drawings")
    option = QFileDialog.Option.DontConfirmOverwrite  # the drawing is added to what is there
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kind, options=option)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == COLLECTION else path.with_name(path.name + COLLECTION)


def _patterns(suffixes: Iterable[str]) -> str:
    return " ".join(f"*.{suffix}" for suffix in suffixes)
