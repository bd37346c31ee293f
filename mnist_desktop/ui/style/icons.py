"""Line icons, drawn rather than loaded: in the theme's colours, sharp at every density, and no QtSvg to import."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QTransform

from mnist_desktop.ui.style.theme import Theme

GRID: Final = 24  # units a side that the paths are drawn in
SIDE: Final = 18  # pixels
DENSITIES: Final = (1, 2, 3)


class Glyph(Enum):
    UNDO = "undo"
    REDO = "redo"
    CLEAR = "clear"
    CLOSE = "close"
    PLAY = "play"
    PAUSE = "pause"
    STOP = "stop"
    STEP = "step"
    RESET = "reset"
    FIT = "fit"
    SAVE = "save"
    OPEN = "open"
    RENAME = "rename"
    CHECK = "check"


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
    return _lines((6, 6, 18, 18), (18, 6, 6, 18))


def _play() -> QPainterPath:
    path = QPainterPath()
    path.addPolygon([QPointF(7, 4.5), QPointF(19, 12), QPointF(7, 19.5)])
    path.closeSubpath()
    return path


def _pause() -> QPainterPath:
    return _lines((8, 5, 8, 19), (16, 5, 16, 19))


def _stop() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5.5, 5.5, 13, 13), 2, 2)
    return path


def _step() -> QPainterPath:
    """One more, and then halt."""
    path = QPainterPath()
    path.addPolygon([QPointF(5, 5), QPointF(14.5, 12), QPointF(5, 19)])
    path.closeSubpath()
    path.addPath(_lines((19, 5, 19, 19)))
    return path


def _reset() -> QPainterPath:
    """An arrow that goes back round."""
    path = QPainterPath()
    path.arcMoveTo(QRectF(4.5, 4.5, 15, 15), 135)
    path.arcTo(QRectF(4.5, 4.5, 15, 15), 135, 315 - 45)
    path.addPath(_lines((6.5, 2.5, 6.5, 7.5), (6.5, 7.5, 11.5, 7.5)))
    return path


def _fit() -> QPainterPath:
    """The four corners of a view."""
    return _lines(
        *((4, 9, 4, 4), (4, 4, 9, 4), (15, 4, 20, 4), (20, 4, 20, 9)),
        *((20, 15, 20, 20), (20, 20, 15, 20), (9, 20, 4, 20), (4, 20, 4, 15)),
    )


def _save() -> QPainterPath:
    """An arrow down into a tray."""
    return _lines(
        *((12, 3.5, 12, 14.5), (12, 14.5, 7.5, 10), (12, 14.5, 16.5, 10)),
        *((4, 16, 4, 20), (4, 20, 20, 20), (20, 20, 20, 16)),
    )


def _open() -> QPainterPath:
    """A folder."""
    path = QPainterPath()
    corners = ((3.5, 18.5), (3.5, 5.5), (9.5, 5.5), (11.5, 8), (20.5, 8), (20.5, 18.5))
    path.addPolygon([QPointF(x, y) for x, y in corners])
    path.closeSubpath()
    return path


def _rename() -> QPainterPath:
    """A pencil."""
    path = QPainterPath()
    path.addPolygon([QPointF(x, y) for x, y in ((4, 20), (5, 15.5), (16, 4.5), (19.5, 8), (8.5, 19))])
    path.closeSubpath()
    return path


def _check() -> QPainterPath:
    return _lines((4.5, 12.5, 10, 18), (10, 18, 19.5, 6.5))


def _lines(*ends: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for x, y, to_x, to_y in ends:
        path.moveTo(x, y)
        path.lineTo(to_x, to_y)
    return path


_PATHS: Final[dict[Glyph, Callable[[], QPainterPath]]] = {
    Glyph.UNDO: _undo,
    Glyph.REDO: _redo,
    Glyph.CLEAR: _clear,
    Glyph.CLOSE: _close,
    Glyph.PLAY: _play,
    Glyph.PAUSE: _pause,
    Glyph.STOP: _stop,
    Glyph.STEP: _step,
    Glyph.RESET: _reset,
    Glyph.FIT: _fit,
    Glyph.SAVE: _save,
    Glyph.OPEN: _open,
    Glyph.RENAME: _rename,
    Glyph.CHECK: _check,
}
