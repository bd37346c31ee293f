"""A small plot of a measure: one line for each layer by epoch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from mnist_desktop.ui.pages.inside.health_curves import LOSS, Lines, Measure, Points
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.small_plot import ROW, SmallPlot
from mnist_desktop.words.numbers import percent

HEIGHT: Final = 96  # pixels, as the next two
WIDEST_NUMBER: Final = 54
NUMBER: Final = 40  # the width of an epoch's number
EPOCHS_NAMED: Final = 4
THIN: Final = 1.5


class HealthPlot(SmallPlot):
    """Lines in the colours of their layers. A tool tip has the values below the mouse."""

    def __init__(self, measure: Measure, title: str) -> None:
        super().__init__(title, WIDEST_NUMBER)
        self._measure = measure
        self._lines: Lines | None = None
        self.setObjectName(f"{measure.name.lower()}Health")
        self.setFixedHeight(HEIGHT)

    @property
    def lines(self) -> Lines | None:
        return self._lines

    def show_lines(self, lines: Lines) -> None:
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription(self._words_at(lines.end))
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(self._epoch_at(event.pos().x())), self)
            return True
        return super().event(event)

    def paint(self, painter: QPainter) -> None:
        found = self._lines
        if found is None:
            self._paint_ground(painter, ())
            return
        self._paint_ground(painter, [(self._point(found, 0, each).y(), self._tick(each)) for each in found.ticks()])
        self._paint_epochs(painter, found)
        colours = layer_colours(self._theme, found)
        for name, points in found.points.items():
            painter.setPen(QPen(QColor(colours[name]), THIN))
            finite = [self._point(found, *point) for point in points if math.isfinite(point[1])]
            painter.drawPolyline(QPolygonF(finite))

    def _point(self, lines: Lines, epoch: float, value: float) -> QPointF:
        area = self._area()
        return QPointF(
            area.left() + epoch / lines.end * area.width(), area.bottom() - lines.share(value) * area.height()
        )

    def _epoch_at(self, x: float) -> float:
        area, end = self._area(), self._lines.end if self._lines is not None else 0.0
        return (x - area.left()) / max(area.width(), 1) * end

    def _paint_epochs(self, painter: QPainter, lines: Lines) -> None:
        painter.setPen(QColor(self._theme.muted))
        step = max(1, math.ceil(lines.end / EPOCHS_NAMED))
        for epoch in range(0, int(lines.end) + 1, step):
            place = self._point(lines, epoch, lines.low)
            below = QRectF(place.x() - NUMBER / 2, place.y() + 2, NUMBER, ROW)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.locale().toString(epoch))

    def _words_at(self, epoch: float) -> str:
        """Return the values that are nearest to a place, one layer a line."""
        if self._lines is None:
            return ""
        words = [
            self.tr("{0}: {1}").format(name, self._number(value)) if name != LOSS else self._number(value)
            for name, points in self._lines.points.items()
            for value in _nearest(points, epoch)
        ]
        return "\n".join((self.tr("Epoch {0}").format(self.locale().toString(max(epoch, 0.0), "f", 2)), *words))

    def _number(self, value: float) -> str:
        return _share(value, self.locale()) if self._measure.is_share else self.locale().toString(value, "g", 3)

    def _tick(self, value: float) -> str:
        return self._number(value) if self._measure.is_share else self.locale().toString(value, "g", 2)


def layer_colours(theme: Theme, lines: Lines) -> Mapping[str, str]:
    """Return the colour of each layer, in order. The loss, which is of no layer, has another one."""
    if LOSS in lines.points:
        return {LOSS: theme.text}
    return dict(zip(lines.points, (theme.accent, theme.unseen, *theme.earlier), strict=False))


def _share(value: float, locale: QLocale) -> str:
    """Format a share with as many decimals as small ones need."""
    return percent(value, locale, min(max(0, -math.floor(math.log10(value)) - 2), 6) if 0 < value < 1 else 0)


def _nearest(points: Points, epoch: float) -> list[float]:
    return [min(points, key=lambda point: abs(point[0] - epoch))[1]] if points else []
