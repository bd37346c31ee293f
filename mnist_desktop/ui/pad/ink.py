"""Paints strokes with a round pen: smooth curves through all points.

The curve between two points also depends on the points beside them. So a further point changes only the curve to the
last point, the tail: it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mnist_desktop.drawing.curves import controls_of, extended, width_share
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray, Indices
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it

CHUNK: Final = 16  # points per path; Qt's time for a path that crosses itself grows faster than its length
BATCH: Final = 32  # paths whose curves are computed at once, so that a slice of painting can end between
BULGE: Final = 0.2  # how far a curve may be beside its points, as a share of their distance


@dataclass(frozen=True)
class Piece:
    """A path and the width of the round pen along it, in canvas pixels."""

    path: QPainterPath
    width: float

    @property
    def area(self) -> QRectF:
        """The area that the ink may cover, with its soft edge."""
        return _grown(self.path.controlPointRect(), self.width)


def drawing_pieces(drawing: Drawing, width: float, area: QRectF) -> Iterator[Piece]:
    """Yield what of a drawing may be seen in `area`, a few points at a time. `width` is the pen's at full pressure."""
    if not drawing.strokes:
        return
    reached = _grown(area, width)
    left, top, right, bottom = drawing.bounds.T
    seen = (left <= reached.right()) & (right >= reached.left()) & (top <= reached.bottom()) & (bottom >= reached.top())
    for index in np.flatnonzero(seen).tolist():
        yield from _stroke_pieces(drawing.strokes[index], width, reached)


def live_pieces(rows: FloatArray, start: int, stop: int, width: float) -> tuple[Piece, ...]:
    """Return curves at the end of the current stroke, or its dot. They need up to two points before them, one behind.

    `rows` are the stroke's last [x, y, pressure], and the curves are those from `start` to `stop` counted from the end.
    """
    if len(rows) == 1:
        return (Piece(_dot(rows[0]), width * width_share(rows[0, 2])),)
    controls, pressures = controls_of(extended(rows[:, :2])), (rows[:-1, 2] + rows[1:, 2]) / 2
    places = range(len(controls) - start, len(controls) - stop)
    return tuple(Piece(_path(controls[place : place + 1]), width * width_share(pressures[place])) for place in places)


def paint(painter: QPainter, piece: Piece, colour: QColor) -> None:
    style, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, piece.width, style, cap, join))
    painter.drawPath(piece.path)


def _stroke_pieces(stroke: Stroke, width: float, area: QRectF) -> Iterator[Piece]:
    count = len(stroke.points)
    pressures = np.ones(count) if stroke.pressures is None else stroke.pressures
    if count == 1:
        yield Piece(_dot(stroke.points[0]), width * width_share(pressures[0]))
        return
    chunk = CHUNK if stroke.pressures is None else 1
    points, shares = extended(stroke.points), (pressures[:-1] + pressures[1:]) / 2
    first = _seen(points, chunk, area)
    for begin in range(0, len(first), BATCH):
        starts = first[begin : begin + BATCH]
        places = starts[:, None] + np.arange(chunk + 3)
        batch = controls_of(points[places.clip(0, len(points) - 1)])
        for start, controls in zip(starts.tolist(), batch, strict=True):
            yield Piece(_path(controls[: count - 1 - start]), width * width_share(shares[start]))


def _seen(points: FloatArray, chunk: int, area: QRectF) -> Indices:
    """Return where the chunks of curves begin that may be seen in `area`, of points with one more at each end."""
    first = np.arange(0, len(points) - 3, chunk)
    low, high = (bound.reduceat(points, first) for bound in (np.minimum, np.maximum))
    last = np.minimum(first + chunk + 2, len(points) - 1)
    for place in (last, last - 1, last - 2):
        low, high = np.minimum(low, points[place]), np.maximum(high, points[place])
    bulge = BULGE * (high - low)
    seen = (low - bulge <= (area.right(), area.bottom())) & (high + bulge >= (area.left(), area.top()))
    return first[seen.all(axis=1)]


def _grown(area: QRectF, width: float) -> QRectF:
    reach = width / 2 + 2
    return area.adjusted(-reach, -reach, reach, reach)


def _dot(point: FloatArray) -> QPainterPath:
    path = QPainterPath(QPointF(*point[:2]))
    path.lineTo(QPointF(point[0] + 0.01, point[1]))  # Qt paints no caps of an empty line
    return path


def _path(controls: FloatArray) -> QPainterPath:
    path = QPainterPath(QPointF(*controls[0, 0].tolist()))
    for _, one, other, end in controls.tolist():
        path.cubicTo(*one, *other, *end)
    return path
