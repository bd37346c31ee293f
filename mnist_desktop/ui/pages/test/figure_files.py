"""Writes what a section shows as files: its figure as a picture, its data as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPaintDevice, QPainter
from PySide6.QtWidgets import QWidget

from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.words.translation import translate

SCREEN: Final = 96  # dots per inch: an SVG is as large as on the screen, and its text as large as the rest
DENSITY: Final = 2  # device pixels per pixel of a PNG
MARGIN: Final = 12  # pixels around a figure
TITLE: Final = 26  # pixels: the height of the line above it


@dataclass(frozen=True)
class Heading:
    """What is written above a figure, and the theme of its ground."""

    title: str
    theme: Theme


@dataclass(frozen=True)
class FigureFormat:
    """A format by its suffix and its name in a file dialog.

    `source` gives what a section has for it, or None, and `write` makes the file of that.
    """

    suffix: str
    name: str
    source: Callable[[TestSection], Any]
    write: Callable[[Any, Heading], bytes]


def png(figure: QWidget, heading: Heading) -> bytes:
    """Return a figure as a picture on the theme's card."""
    image = QImage(_size(figure) * DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(DENSITY)
    _paint(image, figure, heading)
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(figure: QWidget, heading: Heading) -> bytes:
    """Return a figure as lines and text, sharp at any size."""
    from PySide6.QtSvg import QSvgGenerator  # its import is for this alone

    buffer, generator = _buffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(SCREEN)
    generator.setSize(_size(figure))
    generator.setViewBox(QRect(QPoint(), _size(figure)))
    generator.setTitle(heading.title)
    _paint(generator, figure, heading)
    return bytes(buffer.data().data())


def csv_table(rows: Table, _: Heading) -> bytes:
    """Return rows as CSV. What is None becomes empty."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _figure_of(section: TestSection) -> QWidget | None:
    return section.figure()


def _table_of(section: TestSection) -> Table | None:
    return section.table()


FORMATS: Final = (
    FigureFormat(".png", QT_TRANSLATE_NOOP("FigureFormats", "Picture (*.png)"), _figure_of, png),
    FigureFormat(".svg", QT_TRANSLATE_NOOP("FigureFormats", "Lines and text, for documents (*.svg)"), _figure_of, svg),
    FigureFormat(".csv", QT_TRANSLATE_NOOP("FigureFormats", "Figures (*.csv)"), _table_of, csv_table),
)


def kinds(section: TestSection) -> Mapping[str, str]:
    """Return the suffix of each format that a section can be written in, by its name for a file dialog."""
    found = (each for each in FORMATS if each.source(section) is not None)
    return {translate("FigureFormats", each.name): each.suffix for each in found}


def written(section: TestSection, heading: Heading, file: Path) -> bytes:
    """Return what a file of that suffix, one of `kinds`, is to hold."""
    chosen = next(each for each in FORMATS if each.suffix == file.suffix.lower())
    return chosen.write(chosen.source(section), heading)


def _paint(device: QPaintDevice, figure: QWidget, heading: Heading) -> None:
    painter, size = QPainter(device), _size(figure)
    painter.fillRect(QRect(QPoint(), size), QColor(heading.theme.card))
    painter.setPen(QColor(heading.theme.text))
    line = QRect(MARGIN, MARGIN // 2, size.width() - 2 * MARGIN, TITLE)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, heading.title)
    painter.translate(MARGIN, MARGIN + TITLE)
    figure.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()


def _size(figure: QWidget) -> QSize:
    return figure.size() + QSize(2 * MARGIN, 2 * MARGIN + TITLE)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
