"""The paper of the canvas: guides, hint, rounded edge and cursors."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QPainter, QPainterPath, QPen, QPixmap

from mnist_desktop.ui.pad.content import HEIGHT
from mnist_desktop.ui.style.theme import Theme

RADIUS: Final = 10  # radius of the corners in widget pixels
MARGIN: Final = HEIGHT * 4 / 28  # MNIST leaves a margin of 4 of 28 pixels around a digit
ARM: Final = 26  # length of the corners' lines
PADDING: Final = 18  # widget pixels beside the hint
FOR_ONE: Final = 1.5 * HEIGHT  # a wider sheet has no middle for one digit


def paint_guides(painter: QPainter, width: int, theme: Theme) -> None:
    """Paint a dashed middle and the corners of the part that digits should fill, on a sheet `width` canvas pixels wide.

    A sheet for one digit has a cross in the middle, one for a number a middle line.
    """
    dashes = QPen(QColor(theme.guide), 1.5)
    dashes.setDashPattern([5.0, 6.0])
    painter.setPen(dashes)
    painter.drawLine(QPointF(24, HEIGHT / 2), QPointF(width - 24, HEIGHT / 2))
    if width < FOR_ONE:
        painter.drawLine(QPointF(width / 2, 24), QPointF(width / 2, HEIGHT - 24))
    painter.setPen(QPen(QColor(theme.guide), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for x, arm_x in ((MARGIN, ARM), (width - MARGIN, -ARM)):
        for y, arm_y in ((MARGIN, ARM), (HEIGHT - MARGIN, -ARM)):
            painter.drawPolyline([QPointF(x + arm_x, y), QPointF(x, y), QPointF(x, y + arm_y)])


def paint_hint(painter: QPainter, paper: QRectF, text: str, theme: Theme, *, at: float) -> None:
    """Paint a text on the empty paper, `at` a share of its height, on a patch that hides the guides behind it.

    The text is broken into lines where the paper is narrow.
    """
    font = QFont(painter.font())
    font.setPixelSize(max(14, round(paper.height() / 26)))
    painter.setFont(font)
    wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    room = paper.adjusted(PADDING, 0, -PADDING, 0)
    patch = painter.boundingRect(room, wrapped, text).adjusted(-PADDING, -PADDING / 2, PADDING, PADDING / 2)
    patch.moveCenter(QPointF(paper.center().x(), paper.top() + at * paper.height()))
    painter.fillRect(patch, QColor(theme.paper))
    painter.setPen(QColor(theme.muted))
    painter.drawText(patch.adjusted(PADDING, 0, -PADDING, 0), wrapped, text)


def paint_frame(painter: QPainter, widget: QRectF, paper: QRectF, theme: Theme, *, focused: bool) -> None:
    """Paint the rounded corners over the ink, so that ink ends at the paper's edge."""
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(widget)
    inside.addRoundedRect(paper.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.fillPath(outside.subtracted(inside), QColor(theme.card))
    painter.setPen(QPen(QColor(theme.accent if focused else theme.card_border), 1.0))
    painter.drawPath(inside)


def ring_cursor(width: float, theme: Theme, ratio: float, *, is_eraser: bool) -> QCursor:
    """Return a ring of `width` pixels with a light and a dark line, visible on ink and paper; filled for an eraser."""
    side = int(width) + 7
    image = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = QRectF((side - width) / 2, (side - width) / 2, width, width)
    if is_eraser:
        painter.setBrush(_see_through(theme.warning_card))
    for colour, thickness in ((theme.paper, 3.0), (theme.warning if is_eraser else theme.accent, 1.5)):
        painter.setPen(QPen(QColor(colour), thickness))
        painter.drawEllipse(ring)
    painter.end()
    return QCursor(image)


def _see_through(colour: str) -> QColor:
    result = QColor(colour)
    result.setAlphaF(0.35)
    return result
