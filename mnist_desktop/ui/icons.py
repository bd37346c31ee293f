"""Line icons, drawn rather than loaded: in the theme's colours, sharp at every density, and no QtSvg to import."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QTransform

from mnist_desktop.ui.theme import Theme

GRID: Final = 24  # units a side that the paths are drawn in
SIDE: Final = 18  # pixels
DENSITIES: Final = (1, 2, 3)


class Glyph(Enum):
    UNDO = "undo"
    REDO = "redo"
    CLEAR = "clear"
    CLOSE = "close"


def icon(glyph: Glyph, colour: str, disabled: str) -> QIcon:
    """A glyph in `colour`, and in `disabled` where what it stands for cannot be done; both `#rrggbb`."""
    result = QIcon()
    path = _PATHS[glyph]()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for density in DENSITIES:
            result.addPixmap(_pixmap(path, QColor(ink), density), mode)
    return result


def themed(glyph: Glyph, theme: Theme) -> QIcon:
    return icon(glyph, theme.text, theme.disabled)


def _pixmap(path: QPainterPath, colour: QColor, density: int) -> QPixmap:
    pixmap = QPixmap(QSize(SIDE, SIDE) * density)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIDE * density / GRID, SIDE * density / GRID)
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap


def _undo() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(8.5, 4.5)
    path.lineTo(4, 9)
    path.lineTo(8.5, 13.5)
    path.moveTo(4, 9)
    path.lineTo(14, 9)
    path.arcTo(QRectF(8.5, 9, 11, 11), 90, -180)
    path.lineTo(9, 20)
    return path


def _redo() -> QPainterPath:
    """Undo, seen in a mirror."""
    return QTransform(-1, 0, 0, 1, GRID, 0).map(_undo())


def _clear() -> QPainterPath:
    """A waste bin."""
    path = QPainterPath()
    path.moveTo(4, 6.5)
    path.lineTo(20, 6.5)
    path.moveTo(9, 6.5)
    path.lineTo(9, 3.5)
    path.lineTo(15, 3.5)
    path.lineTo(15, 6.5)
    path.moveTo(6, 6.5)
    path.lineTo(7, 20.5)
    path.lineTo(17, 20.5)
    path.lineTo(18, 6.5)
    for x in (10, 14):
        path.moveTo(x, 10.5)
        path.lineTo(x, 16.5)
    return path


def _close() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(6, 6)
    path.lineTo(18, 18)
    path.moveTo(18, 6)
    path.lineTo(6, 18)
    return path


_PATHS: Final[dict[Glyph, Callable[[], QPainterPath]]] = {
    Glyph.UNDO: _undo,
    Glyph.REDO: _redo,
    Glyph.CLEAR: _clear,
    Glyph.CLOSE: _close,
}
