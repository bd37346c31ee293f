"""One small plot of a kind of stress: how the accuracy falls as it grows. Import this after NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from mnist_desktop.reading.stress import STRESSES, Curve, Kind
from mnist_desktop.ui.pages.test import stress_words
from mnist_desktop.ui.widgets.small_plot import ROW, SmallPlot
from mnist_desktop.words.numbers import percent

DOT: Final = 2.0  # pixels: the radius of a level's disc
TICKS: Final = (0.0, 0.5, 1.0)
APART: Final = 30  # pixels: the least distance between two numbers below
FAINT: Final = 45  # alpha of 255, of the interval


@dataclass(frozen=True)
class Line:
    """The curve of some weights by their title."""

    title: str
    curve: Curve
    is_other: bool  # the network that the tested one is compared with


class StressPlot(SmallPlot):
    """Curves by level with the interval of the tested weights, and a dashed line where the digit on the pad is."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(stress_words.title(kind))
        self._kind = kind
        self._lines: Sequence[Line] = ()
        self._place: float | None = None
        self.setObjectName(f"{kind.name.lower()}Plot")

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    @property
    def place(self) -> float | None:
        """The level at which the digit on the pad is."""
        return self._place

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these curves, the last one in front."""
        self._lines = lines
        self.setAccessibleDescription("\n".join(map(self._words_at, range(len(self._levels)))) if lines else "")
        self.update()

    def show_place(self, place: float | None) -> None:
        """Mark the level at which the digit on the pad is, None for none. One off the scale is marked at its end."""
        if place != self._place:
            self._place = place
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(130, 84)

    def event(self, event: QEvent) -> bool:
        """Say how often each network is right at the level below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self._words_at(self._nearest(event.pos().x())) if self._lines else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paint(self, painter: QPainter) -> None:
        self._paint_ground(
            painter, [(self._point(self._levels[0], tick).y(), percent(tick, self.locale(), 0)) for tick in TICKS]
        )
        self._paint_levels(painter)
        for line in self._lines:
            self._paint_line(painter, line)
        self._paint_place(painter)

    @property
    def _levels(self) -> tuple[float, ...]:
        return STRESSES[self._kind].levels

    def _point(self, level: float, accuracy: float) -> QPointF:
        area, low, high = self._area(), self._levels[0], self._levels[-1]
        across = (min(max(level, low), high) - low) / (high - low)
        return QPointF(area.left() + across * area.width(), area.bottom() - accuracy * area.height())

    def _nearest(self, x: float) -> int:
        return min(range(len(self._levels)), key=lambda index: abs(self._point(self._levels[index], 0).x() - x))

    def _words_at(self, index: int) -> str:
        level = stress_words.level_in_words(self._kind, self._levels[index], self.locale())
        words = [
            self.tr("{0}: {1} right").format(line.title, percent(line.curve.accuracies[index], self.locale()))
            for line in reversed(self._lines)
        ]
        return "\n".join((level, *words))

    def _paint_levels(self, painter: QPainter) -> None:
        """Write levels below, and draw a line where there is no stress."""
        painter.setPen(QColor(self._theme.guide))
        painter.drawLine(self._point(0, 0), self._point(0, 1))
        painter.setPen(QColor(self._theme.muted))
        for level in self._named():
            place = self._point(level, 0)
            below = QRectF(place.x() - APART / 2, place.y() + 2, APART, ROW)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, stress_words.number(level, self.locale()))

    def _named(self) -> list[float]:
        """Return the levels whose numbers do not touch: that of no stress, both ends, and others between."""
        found: list[float] = []
        for level in (0, self._levels[0], self._levels[-1], *self._levels):
            x = self._point(level, 0).x()
            if all(abs(x - self._point(other, 0).x()) >= APART for other in found):
                found.append(level)
        return found

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        colour, levels = QColor(self._theme.other if line.is_other else self._theme.accent), self._levels
        if not line.is_other:
            self._paint_interval(painter, line.curve, QColor(colour))
        points = [self._point(level, right) for level, right in zip(levels, line.curve.accuracies, strict=True)]
        painter.setPen(QPen(colour, 1.0 if line.is_other else 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, DOT, DOT)

    def _paint_interval(self, painter: QPainter, curve: Curve, colour: QColor) -> None:
        both = list(zip(self._levels, curve.intervals, strict=True))
        low = [self._point(level, low) for level, (low, _) in both]
        high = [self._point(level, high) for level, (_, high) in both]
        colour.setAlpha(FAINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*low, *reversed(high)]))

    def _paint_place(self, painter: QPainter) -> None:
        if self._place is not None:
            painter.setPen(QPen(QColor(self._theme.text), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(self._point(self._place, 0), self._point(self._place, 1))
