"""Boxes around the digits on the pad, with what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mnist_desktop.ui.pad.view import View
from mnist_desktop.ui.style.theme import Theme

RADIUS: Final = 7.0  # widget pixels, as all below
AIR: Final = 8.0  # between the ink and its box
LABEL: Final = 20.0  # height
EDGE: Final = 3.0  # between a box and the edge of the sheet
REACH: Final = AIR + LABEL + 3  # how far a box with its label reaches beyond its digit


@dataclass(frozen=True)
class DigitBox:
    """Where a digit is, in canvas pixels; and what it was read as, such as "7" or "?".

    The box is around its ink, or if `is_drawn` around the points of its strokes, whose ink is as wide as the pen.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    is_sure: bool = True
    is_selected: bool = False
    is_drawn: bool = True


def paint(
    painter: QPainter, boxes: Sequence[DigitBox], view: View, pen_width: float, theme: Theme, part: QRectF
) -> None:
    """Paint all boxes that may be seen in a part of the widget, in widget pixels."""
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(14)
    font.setBold(True)
    painter.setFont(font)
    lines = [(box, frame(box, view, pen_width)) for box in sorted(boxes, key=lambda each: each.is_selected)]
    seen = [(box, line) for box, line in lines if not line.isEmpty() and _around(line).intersects(part)]
    for box, line in seen:
        _paint_line(painter, box, line, theme)
    for box, line in seen:  # above all lines, as a label may reach into the box of the row above
        _paint_label(painter, box, QPointF(line.left(), max(line.top() - LABEL, view.sheet.top() + EDGE)), theme)
    painter.restore()


def frame(box: DigitBox, view: View, pen_width: float) -> QRectF:
    """Return the line of a box in widget pixels: around the ink of a pen of `pen_width` canvas pixels, on the sheet."""
    reach = AIR + (pen_width / 2 * view.scale if box.is_drawn else 0.0)
    inked = view.to_widget().mapRect(QRectF(box.x, box.y, box.width, box.height))
    return inked.adjusted(-reach, -reach, reach, reach).intersected(view.sheet.adjusted(EDGE, EDGE, -EDGE, -EDGE))


def area(box: DigitBox, view: View, pen_width: float) -> QRectF:
    """Return all that a box with its label covers, in widget pixels."""
    return _around(frame(box, view, pen_width))


def _around(line: QRectF) -> QRectF:
    return line.adjusted(-REACH, -REACH, REACH, REACH)


def _paint_line(painter: QPainter, box: DigitBox, line: QRectF, theme: Theme) -> None:
    style = Qt.PenStyle.SolidLine if box.is_sure else Qt.PenStyle.DashLine
    painter.setPen(QPen(_line_colour(box, theme), 2.0 if box.is_selected else 1.25, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(line, RADIUS, RADIUS)


def _paint_label(painter: QPainter, box: DigitBox, corner: QPointF, theme: Theme) -> None:
    """Paint a label with its upper left corner there: above the box, or in it at the upper edge of the sheet."""
    width = max(LABEL, painter.fontMetrics().horizontalAdvance(box.text) + 10.0)
    patch = QRectF(corner, QSizeF(width, LABEL))
    painter.setBrush(QColor(theme.accent if box.is_selected else theme.card))
    painter.setPen(QPen(_line_colour(box, theme), 1.0))
    painter.drawRoundedRect(patch, RADIUS, RADIUS)
    painter.setPen(_text_colour(box, theme))
    painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, box.text)


def _line_colour(box: DigitBox, theme: Theme) -> QColor:
    return QColor(theme.accent if box.is_selected else theme.bar if box.is_sure else theme.warning)


def _text_colour(box: DigitBox, theme: Theme) -> QColor:
    if box.is_selected:
        return QColor(theme.on_accent)
    return QColor(theme.text if box.is_sure else theme.warning)
