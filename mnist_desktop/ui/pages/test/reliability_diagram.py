"""The reliability diagram: how often readings of each confidence are right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from mnist_desktop.ui.widgets.small_plot import SmallPlot
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.reliability import Bin

ROW: Final = 16  # pixels, as all below: the height of a line of text
LEFT: Final = 46
RIGHT: Final = 20
RADII: Final = (3.0, 8.0)  # of the disc of one reading, and of `MANY` or more
MANY: Final = 10_000
TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
HIT: Final = 14.0  # the distance from a disc at which the mouse is on it
CENTRED: Final = Qt.AlignmentFlag.AlignCenter


class ReliabilityDiagram(SmallPlot):
    """A disc for each bin of confidence: across how sure the readings were, up how often they were right.

    Its size tells of how many readings it is, a number above the diagram says it, and a line shows the interval.
    """

    def __init__(self) -> None:
        super().__init__()
        self._bins: tuple[Bin, ...] = ()
        self.setObjectName("reliabilityDiagram")
        self.setAccessibleName(self.tr("Reliability diagram"))
        self.setMouseTracking(True)

    @property
    def bins(self) -> tuple[Bin, ...]:
        return self._bins

    def show_bins(self, bins: tuple[Bin, ...]) -> None:
        self._bins = bins
        self.setAccessibleDescription("\n".join(map(self._about, bins)))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._bin_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if found is None else self._about(found), self)
            return True
        return super().event(event)

    def paint(self, painter: QPainter) -> None:
        self._paint_grid(painter)
        self._paint_axis_names(painter)
        self._paint_counts(painter)
        for each in self._bins:
            self._paint_bin(painter, each)

    def _paint_grid(self, painter: QPainter) -> None:
        theme, area = self._theme, self._area()
        painter.fillRect(area, QColor(theme.paper))
        for tick in TICKS:
            place, words = self._place(tick, tick), percent(tick, self.locale(), 0)
            painter.setPen(QColor(theme.guide))
            painter.drawLine(QPointF(place.x(), area.top()), QPointF(place.x(), area.bottom()))
            painter.drawLine(QPointF(area.left(), place.y()), QPointF(area.right(), place.y()))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(place.x() - 30, area.bottom() + 2, 60, ROW), CENTRED, words)
            beside = QRectF(0, place.y() - ROW / 2, area.left() - 5, ROW)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._place(0, 0), self._place(1, 1))

    def _paint_axis_names(self, painter: QPainter) -> None:
        area = self._area()
        painter.setPen(QColor(self._theme.muted))
        below = QRectF(area.left(), area.bottom() + ROW + 2, area.width(), ROW)
        painter.drawText(below, CENTRED, self.tr("Across: how sure. Up: how often right."))

    def _paint_counts(self, painter: QPainter) -> None:
        """Write how many readings each bin has, from the most sure on, as far as the numbers do not touch."""
        metrics, top = QFontMetricsF(painter.font()), self._area().top() - ROW - RADII[1]
        free_to = float(self.width())
        painter.setPen(QColor(self._theme.muted))
        for each in reversed(self._bins):
            words = self.locale().toString(each.count)
            width = metrics.horizontalAdvance(words) + 6
            left = min(self._place(each.confidence, 1).x() - width / 2, self.width() - width)
            if left + width <= free_to:
                painter.drawText(QRectF(left, top, width, ROW), CENTRED, words)
                free_to = left

    def _paint_bin(self, painter: QPainter, shown: Bin) -> None:
        theme, place, radius = self._theme, self._place(shown.confidence, shown.right), _radius(shown.count)
        painter.setPen(QPen(QColor(theme.unseen if shown.is_off else theme.accent), 1.5))
        painter.drawLine(self._place(shown.confidence, shown.low), self._place(shown.confidence, shown.high))
        painter.setBrush(QColor(theme.paper if shown.is_off else theme.accent))
        painter.drawEllipse(place, radius, radius)

    def _about(self, shown: Bin) -> str:
        words = self.tr("{0} digits: {1} sure, {2} right ({3} to {4})")
        shares = (shown.confidence, shown.right, shown.low, shown.high)
        return words.format(self.locale().toString(shown.count), *(percent(each, self.locale(), 1) for each in shares))

    def _bin_at(self, place: QPointF) -> Bin | None:
        near = [((self._place(each.confidence, each.right) - place).manhattanLength(), each) for each in self._bins]
        distance, found = min(near, key=lambda pair: pair[0], default=(HIT, None))
        return found if distance < HIT else None

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(LEFT, ROW + RADII[1] + 2, -RIGHT, -2 * ROW - 4)

    def _place(self, across: float, up: float) -> QPointF:
        area = self._area()
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())


def _radius(count: int) -> float:
    smallest, largest = RADII
    return smallest + (largest - smallest) * min(math.log(count) / math.log(MANY), 1.0)
