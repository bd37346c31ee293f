"""Icons: SVG files in a theme's colours."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPixmap

from mnist_desktop import paths
from mnist_desktop.ui.style.style_sheet import MARKS, mark_file
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

SIDE: Final = 18  # pixels
RENDERED: Final = QSize(SIDE, SIDE) * 4  # device pixels; Qt scales them down, so icons are sharp on most screens


class Glyph(Enum):
    """The meaning of an icon, and the name of its file."""

    UNDO = "undo-2"
    REDO = "redo-2"
    CLEAR = "trash-2"
    ERASER = "eraser"
    CLOSE = "x"
    PLAY = "play"
    PAUSE = "pause"
    STOP = "square"
    STEP = "step-forward"
    RESET = "rotate-ccw"
    FIT = "maximize"
    SAVE = "download"
    OPEN = "folder-open"
    RENAME = "pencil"
    CHECK = "check"
    TRAIN = "graduation-cap"
    RUNS = "history"
    TEST = "test"
    INSIDE = "inside"
    MINE = "my-digit"
    TO_PAD = "to-pad"
    COMPARE = "compare"
    NUDGE = "nudge"


def icon(glyph: Glyph, colour: str, disabled: str) -> QIcon:
    """Return a glyph in `colour`, and in `disabled` for disabled actions. Empty if its file is missing."""
    alpha, result = _alpha(paths.icons() / f"{glyph.value}.svg"), QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        image = QImage(alpha.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(ink))
        image.setAlphaChannel(alpha)
        result.addPixmap(QPixmap.fromImage(image), mode)
    return result


def themed(glyph: Glyph, theme: Theme) -> QIcon:
    return icon(glyph, theme.text, theme.disabled)


def missing() -> list[str]:
    """Return the icon files that are missing or damaged, including those of the style sheet."""
    marks = [mark_file(theme, name) for theme in (LIGHT, DARK) for name in MARKS]
    files = (*(f"{glyph.value}.svg" for glyph in Glyph), *marks)
    return [file for file in files if _alpha(paths.icons() / file).isNull()]


@cache
def _alpha(file: Path) -> QImage:
    """Return the alpha channel of a file, null if it is missing. Several buttons share a glyph."""
    reader = QImageReader(str(file))
    reader.setScaledSize(RENDERED)
    return reader.read().convertToFormat(QImage.Format.Format_Alpha8)
