"""The formats that the pad can be saved in, one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageWriter

from mnist_desktop.drawing.box import Box
from mnist_desktop.sessions.pad_file import picture_data, picture_type, whole_file
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.painting import painted
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class PadFormat:
    """A format by its suffix, its name in a file dialog, and what writes a content with a pen of some width.

    Any thread may call `write`.
    """

    suffix: str
    name: str
    write: Callable[[PadContent, int], bytes]


def png(content: PadContent, pen_width: int) -> bytes:
    """Return the pad as a picture, black on white, two pixels for each canvas pixel in both directions."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(painted(content, pen_width))
    return bytes(data.data())


def svg(content: PadContent, pen_width: int) -> bytes:
    """Return the pad as an SVG picture."""
    from mnist_desktop.drawing.svg import EmbeddedPicture, svg

    picture, place = content.picture, content.place
    if picture is None:
        return svg(content.drawing, pen_width).encode()
    box = Box(place.x(), place.y(), place.width(), place.height())
    return svg(content.drawing, pen_width, EmbeddedPicture(picture_data(picture), picture_type(picture), box)).encode()


FORMATS: Final = (
    PadFormat(".png", QT_TRANSLATE_NOOP("PadFormats", "Picture (*.png)"), png),
    PadFormat(".svg", QT_TRANSLATE_NOOP("PadFormats", "Curves, for drawing programs (*.svg)"), svg),
    PadFormat(
        ".json", QT_TRANSLATE_NOOP("PadFormats", "Drawing file (*.json)"), lambda content, _: whole_file(content)
    ),
)


def kinds() -> Mapping[str, str]:
    """Return the suffix of each format by its name for a file dialog."""
    return {translate("PadFormats", each.name): each.suffix for each in FORMATS}


def format_of(file: Path) -> PadFormat:
    """Return the format that a file's suffix stands for."""
    return next(each for each in FORMATS if each.suffix == file.suffix.lower())
