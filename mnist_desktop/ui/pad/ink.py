"""Paints strokes with a round pen: smooth curves through all points.

The curves are centripetal Catmull-Rom splines (C. Yuksel et al., Computer-Aided Design 43(7), 2011): no loops.
The curve between two points also depends on the points beside them. So a further point changes only the curve to the
last point, the tail: it is provisional. Where a stroke turns by a right angle or more, it is a corner and stays one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import FloatArray
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it


LIGHTEST: Final = 0.35  # share of the pen's width at pressure 0
CHUNK: Final = 16  # points per path; Qt's time for a path that crosses itself grows faster than its length
PART: Final = 2048  # points whose curves are computed at once, so that a slice of painting can end between
STILL: Final = 1e-9  # canvas pixels


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
        return (Piece(_dot(rows[0]), width * _share(rows[0, 2])),)
    controls, pressures = _controls(rows[:, :2]), (rows[:-1, 2] + rows[1:, 2]) / 2
    places = range(len(controls) - start, len(controls) - stop)
    return tuple(Piece(_path(controls[place : place + 1]), width * _share(pressures[place])) for place in places)


def paint(painter: QPainter, piece: Piece, colour: QColor) -> None:
    style, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, piece.width, style, cap, join))
    painter.drawPath(piece.path)


def _stroke_pieces(stroke: Stroke, width: float, area: QRectF) -> Iterator[Piece]:
    count = len(stroke.points)
    pressures = np.ones(count) if stroke.pressures is None else stroke.pressures
    if count == 1:
        yield Piece(_dot(stroke.points[0]), width * _share(pressures[0]))
    chunk = CHUNK if stroke.pressures is None else 1
    for start in range(0, count - 1, PART):
        stop = min(start + PART, count - 1)
        controls = _controls_between(stroke.points, start, stop)
        shares = (pressures[start:stop] + pressures[start + 1 : stop + 1]) / 2
        for index in _seen(controls, chunk, area):
            yield Piece(_path(controls[index : index + chunk]), width * _share(shares[index]))


def _controls_between(points: FloatArray, start: int, stop: int) -> FloatArray:
    """Return the curves from point `start` to point `stop`, as they are in the whole stroke."""
    begin = max(0, start - 1)
    return _controls(points[begin : stop + 2])[start - begin : stop - begin]


def _seen(controls: FloatArray, chunk: int, area: QRectF) -> list[int]:
    """Return where the chunks of curves begin that may be seen in `area`."""
    first = np.arange(0, len(controls), chunk)
    low = np.minimum.reduceat(controls.min(axis=1), first)
    high = np.maximum.reduceat(controls.max(axis=1), first)
    corner, opposite = (area.left(), area.top()), (area.right(), area.bottom())
    seen = ((low <= opposite) & (high >= corner)).all(axis=1)
    return [int(index) for index in first[seen]]


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


def _controls(points: FloatArray) -> FloatArray:
    """Return Bézier curves from point to point: (n - 1, 4, 2), [start, control, control, end][x, y]. n ≥ 2."""
    step = np.diff(points, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    root = np.sqrt(np.maximum(length, STILL))[:, None]  # how much the spline's parameter grows
    before, after = root[:-1], root[1:]
    slope = step / root
    tangent = np.zeros_like(points)
    tangent[1:-1] = (slope[:-1] * after + slope[1:] * before) / (before + after) * _roundness(step, length)[:, None]
    if len(step) > 1:  # at the ends the curvature is 0, as of a natural spline
        tangent[0], tangent[-1] = (3 * slope[0] - tangent[1]) / 2, (3 * slope[-1] - tangent[-2]) / 2
    third = tangent[:-1] * root / 3, tangent[1:] * root / 3
    return np.stack([points[:-1], points[:-1] + third[0], points[1:] - third[1], points[1:]], axis=1)


def _roundness(step: FloatArray, length: FloatArray) -> FloatArray:
    """Return 1 where a stroke turns by up to 60°, less where it turns more, and 0 from a right angle on."""
    product = (step[:-1] * step[1:]).sum(axis=1)
    sizes = length[:-1] * length[1:]
    cosine = np.divide(product, sizes, out=np.zeros_like(product), where=sizes > STILL)
    return np.asarray((2 * cosine).clip(0.0, 1.0))


def _share(pressure: float) -> float:
    return LIGHTEST + (1.0 - LIGHTEST) * float(pressure)
