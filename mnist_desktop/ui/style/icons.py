"""Icons: SVG files that take on the colours of a theme."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPixmap

from mnist_desktop import paths
from mnist_desktop.ui.style.style_sheet import MARKS, mark_file
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

SIDE: Final = 18  # pixels
RENDERED: Final = QSize(SIDE, SIDE) * 4  # Qt scales it down, so it is sharp on all but denser screens


class Glyph(Enum):
    """What an icon stands for, and the name of its file."""

    UNDO = "undo-2"
    REDO = "redo-2"
    CLEAR = "trash-2"
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


def icon(glyph: Glyph, colour: str, disabled: str) -> QIcon:
    """A glyph in `colour`, and in `disabled` where what it stands for cannot be done; empty without its file."""
    alpha, result = _alpha(f"{glyph.value}.svg"), QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        image = QImage(alpha.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(ink))
        image.setAlphaChannel(alpha)
        result.addPixmap(QPixmap.fromImage(image), mode)
    return result


def themed(glyph: Glyph, theme: Theme) -> QIcon:
    return icon(glyph, theme.text, theme.disabled)


def missing() -> list[str]:
    """The files that are not there or damaged, those of the style sheet included."""
    marks = [mark_file(theme, name) for theme in (LIGHT, DARK) for name in MARKS]
    return [file for file in (*(f"{glyph.value}.svg" for glyph in Glyph), *marks) if _alpha(file).isNull()]


def _alpha(file: str) -> QImage:
    """Where a file has ink; null without it."""
    reader = QImageReader(str(paths.icons() / file))
    reader.setScaledSize(RENDERED)
    return reader.read().convertToFormat(QImage.Format.Format_Alpha8)
