"""Paints what is around the maps of the layers: words, frames, and rings about pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from mnist_desktop.reading.layer_maps import Maps
from mnist_desktop.reading.layer_values import PatchSum, Pooled
from mnist_desktop.ui.pages.inside.layers_grid import Grid, Place, Row
from mnist_desktop.ui.style.theme import Theme

RING: Final = 2  # pixels
WRAPPED: Final = Qt.TextFlag.TextWordWrap


def height_of_words(font: QFont, sentence: str, width: int) -> int:
    """Return how high a title with a sentence below it is."""
    around = QFontMetrics(font).boundingRect(QRect(0, 0, width, 0), WRAPPED, sentence)
    return QFontMetrics(_bold(font)).height() + around.height()


def paint_words(painter: QPainter, area: QRect, words: tuple[str, str], theme: Theme) -> None:
    """Paint a title, and a sentence below it."""
    font, (title, sentence) = painter.font(), words
    painter.setFont(_bold(font))
    below = area.adjusted(0, painter.fontMetrics().height(), 0, 0)
    painter.setPen(QColor(theme.text))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft, title)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(below, WRAPPED, sentence)


def paint_edges(painter: QPainter, rows: Sequence[Row], theme: Theme) -> None:
    """Frame all maps, so that one that is 0 everywhere is seen too."""
    painter.setPen(QPen(QColor(theme.card_border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([row.tile(index).adjusted(-1, -1, 0, 0) for row in rows for index in range(row.shape.count)])


def paint_look(painter: QPainter, grid: Grid, maps: Sequence[Maps], place: Place, theme: Theme) -> None:
    """Ring a pixel, and what it was computed from in the maps of the layer before."""
    for area in _sources(grid, maps, place):
        _ring(painter, area, theme.muted, theme)
    _ring(painter, grid.rect(place), theme.text, theme)


def _sources(grid: Grid, maps: Sequence[Maps], place: Place) -> Sequence[QRect]:
    found = maps[place.layer].explain(place.map, place.row, place.column)
    if not isinstance(found, PatchSum | Pooled) or found.source is None:
        return ()
    row, source = grid.rows[place.layer - 1], found.source
    indices = range(row.shape.count) if source.map is None else (source.map,)
    return [row.pixels(index, source.row, source.column, source.side) for index in indices]


def _ring(painter: QPainter, area: QRect, colour: str, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for margin, each in ((RING, theme.paper), (1, colour)):
        painter.setPen(QPen(QColor(each), 1))
        painter.drawRect(area.adjusted(-margin, -margin, margin - 1, margin - 1))


def _bold(base: QFont) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    return font
