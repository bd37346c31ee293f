"""Paints strokes with a round pen: quadratic curves from midpoint to midpoint.

Each curve goes from the midpoint of one segment to that of the next, with the point between them as control point. A
further point does not change it. Only the tail, from the last midpoint to the last point, is provisional.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mnist_desktop.drawing.strokes import Stroke
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it


LIGHTEST: Final = 0.35  # share of the pen's width at pressure 0
CHUNK: Final = 16  # points per path; Qt's time for a path that crosses itself grows faster than its length


def paint_stroke(painter: QPainter, stroke: Stroke, colour: QColor, width: float) -> None:
    """Paint a whole stroke. `width` is in the painter's units."""
    if len(stroke.points) == 1 or stroke.pressures is not None:
        _paint_by_piece(painter, stroke, colour, width)
        return
    painter.setPen(pen(colour, width))
    for path in _curves(stroke.points):
        painter.drawPath(path)


def paint_newest(painter: QPainter, rows: FloatArray, colour: QColor, width: float) -> None:
    """Paint the final ink that the last of one to three `rows` ([x, y, pressure]) adds: a dot, or a curve."""
    painter.setPen(pen(colour, width * _share(rows[max(0, len(rows) - 2), 2])))
    if len(rows) == 1:
        painter.drawPoint(QPointF(*rows[0, :2]))
    else:
        painter.drawPath(_newest_curve(rows))


def paint_tail(painter: QPainter, rows: FloatArray, colour: QColor, width: float) -> None:
    """Paint from the last midpoint to the last point of `rows`. Paints nothing for one row."""
    if len(rows) > 1:
        painter.setPen(pen(colour, width * _share(rows[-2, 2])))
        painter.drawLine(_middle(rows[-2], rows[-1]), QPointF(*rows[-1, :2]))


def pen(colour: QColor, width: float) -> QPen:
    """Return a round solid pen."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_by_piece(painter: QPainter, stroke: Stroke, colour: QColor, width: float) -> None:
    pressures = np.ones(len(stroke.points)) if stroke.pressures is None else stroke.pressures
    rows = np.column_stack([stroke.points, pressures])
    for end in range(1, len(rows) + 1):
        paint_newest(painter, rows[max(0, end - 3) : end], colour, width)
    paint_tail(painter, rows[-2:], colour, width)


def _curves(points: FloatArray) -> list[QPainterPath]:
    """Return the same ink as piece by piece, in a few long paths."""
    middles = ((points[:-1] + points[1:]) / 2).tolist()
    corners = points.tolist()
    paths: list[QPainterPath] = []
    here = corners[0]
    for start in range(0, len(middles), CHUNK):
        path = QPainterPath(QPointF(*here))
        for corner, middle in zip(corners[start : start + CHUNK], middles[start : start + CHUNK], strict=False):
            path.quadTo(*corner, *middle)
            here = middle
        paths.append(path)
    paths[-1].lineTo(*corners[-1])
    return paths


def _newest_curve(rows: FloatArray) -> QPainterPath:
    start = QPointF(*rows[0, :2]) if len(rows) == 2 else _middle(rows[-3], rows[-2])
    path = QPainterPath(start)
    path.quadTo(QPointF(*rows[-2, :2]), _middle(rows[-2], rows[-1]))
    return path


def _middle(one: FloatArray, other: FloatArray) -> QPointF:
    return QPointF((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def _share(pressure: float) -> float:
    return LIGHTEST + (1.0 - LIGHTEST) * float(pressure)
