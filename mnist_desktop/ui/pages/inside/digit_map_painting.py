"""Paints the parts of the map of digits: discs, numbers, the star, and the box about one digit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.digit_tile import IMAGE, image_of, shades, sized

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DISC: Final = 7.0  # pixels across with its edge, as all below
NUMBER: Final = 17
ROUNDS: Final = 10  # of moving numbers apart
STAR: Final = 11.0  # from its middle to a point
INNER: Final = 0.45  # of that, to a corner between two points
PAD: Final = 8
RING: Final = 6.0
CENTRED: Final = Qt.AlignmentFlag.AlignCenter


def disc(colour: str, edge: str, ratio: float) -> QPixmap:
    """Return a disc with a thin edge that parts it from its like, for a screen with this ratio of its pixels."""
    side = round(DISC * ratio)
    result = QPixmap(QSize(side, side))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 0.8))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(0, 0, DISC, DISC).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.end()
    return result


def apart(places: Sequence[QPointF], still: QPointF | None) -> list[QPointF]:
    """Move places that are closer than a number is high away from each other, and from one that stays where it is."""
    found = [QPointF(each) for each in places]
    for _ in range(ROUNDS):
        for one, other in combinations(range(len(found)), 2):
            push = _push(found[one], found[other]) / 2
            found[one], found[other] = found[one] + push, found[other] - push
        if still is not None:
            found = [each + _push(each, still) for each in found]
    return found


def _push(one: QPointF, other: QPointF) -> QPointF:
    """Return how far to move a place away from another one."""
    between = one - other
    distance = hypot(between.x(), between.y())
    if distance >= NUMBER:
        return QPointF()
    return between * ((NUMBER - distance) / distance) if distance else QPointF(NUMBER, 0)


def paint_number(painter: QPainter, place: QPointF, number: str, theme: Theme) -> None:
    """Write a digit around this place, with a halo of paper."""
    font = sized(painter.font(), NUMBER, QFont.Weight.Bold)
    path = QPainterPath()
    path.addText(0, 0, font, number)
    path.translate(place - path.boundingRect().center())
    painter.strokePath(path, QPen(QColor(theme.paper), 4, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, QColor(theme.text))


def paint_star(painter: QPainter, place: QPointF, theme: Theme) -> None:
    corners = QPolygonF()
    for step in range(10):
        reach, angle = STAR * (INNER if step % 2 else 1), step * pi / 5
        corners.append(place + QPointF(reach * sin(angle), -reach * cos(angle)))
    path = QPainterPath()
    path.addPolygon(corners)
    path.closeSubpath()
    painter.strokePath(path, QPen(QColor(theme.paper), 5, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, QColor(theme.text))


def paint_box(
    painter: QPainter,
    place: QPointF,
    star: QPointF | None,
    area: QRect,
    pixels: npt.NDArray[np.uint8],
    words: str,
    theme: Theme,
) -> None:
    """Paint a ring around a digit of the map, and beside it a box with its image and words, within the area."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.text), 2))
    painter.drawEllipse(place, RING, RING)
    painter.setFont(sized(painter.font(), 12, QFont.Weight.Normal))
    lines = painter.fontMetrics().boundingRect(QRect(0, 0, 2 * IMAGE, IMAGE), CENTRED, words)
    size = QSize(max(IMAGE, lines.width()) + 2 * PAD, IMAGE + lines.height() + 3 * PAD)
    box = beside(place, size, area, star)
    painter.setPen(QColor(theme.card_border))
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(box, 8, 8)
    image = QRect(box.left() + (box.width() - IMAGE) // 2, box.top() + PAD, IMAGE, IMAGE)
    painter.drawImage(image, image_of(pixels, shades(theme)))
    painter.setPen(QColor(theme.text))
    painter.drawText(box.adjusted(0, IMAGE + PAD, 0, 0), CENTRED, words)


def beside(place: QPointF, size: QSize, area: QRect, star: QPointF | None) -> QRect:
    """Return a box of this size within the area: on the right of the place, or where it covers less, on another side.

    To cover the place is worse than to cover the star.
    """
    across, up = (RING + PAD + side / 2 for side in (size.width(), size.height()))
    middles = [place + QPointF(x * across, y * up) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    seen = [_square(place, RING), *([] if star is None else [_square(star, STAR)])]
    boxes = [_within(area, middle, size) for middle in middles]
    return min(boxes, key=lambda box: [box.intersects(each) for each in seen])


def _within(area: QRect, middle: QPointF, size: QSize) -> QRect:
    """Return a box around a middle, moved into the area."""
    box = QRect(QPoint(), size)
    box.moveCenter(middle.toPoint())
    box.moveRight(min(box.right(), area.right()))
    box.moveBottom(min(box.bottom(), area.bottom()))
    box.moveLeft(max(box.left(), area.left()))
    box.moveTop(max(box.top(), area.top()))
    return box


def _square(middle: QPointF, reach: float) -> QRect:
    corner = QPointF(reach, reach)
    return QRectF(middle - corner, middle + corner).toAlignedRect()
