"""Small plots over the moments of a run, with a cursor at the one on show: the loss, and the confidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from mnist_desktop.runs.moments import Moment
from mnist_desktop.ui.pages.inside.time_shown import Confidences
from mnist_desktop.ui.widgets.small_plot import RIGHT, ROW, SmallPlot
from mnist_desktop.words.numbers import percent

LEFT: Final = 44  # pixels, as all below
BAND: Final = 14  # the height of the band of digits
INSET: Final = 8  # beside words in a plot
APART: Final = 34  # the least distance between two numbers below
SMALLEST: Final = QSize(200, 96)
TICKS: Final = (0.0, 0.5, 1.0)  # shares of the highest value


class MomentPlot(SmallPlot):
    """A curve over the moments, which are equally far apart. A click chooses a moment."""

    chosen = Signal(int)  # the index of a moment

    def __init__(self, name: str, below: int) -> None:
        super().__init__(left=LEFT)
        self._below = below
        self._nothing = ""
        self._cursor: int | None = None
        self._count = 0
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cursor(self, index: int | None) -> None:
        """Mark a moment, None for none."""
        if index != self._cursor:
            self._cursor = index
            self.update()

    def say_instead(self, nothing: str) -> None:
        """Say this in place of a curve while there is none."""
        self._nothing = nothing
        self.setAccessibleDescription(nothing)
        self.update()

    def sizeHint(self) -> QSize:
        return SMALLEST + QSize(0, self._below)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(event)

    def paint(self, painter: QPainter) -> None:
        area = self._area()
        ticks = [(area.bottom() - share * area.height(), self._number(share * self._highest)) for share in TICKS]
        self._paint_ground(painter, ticks)
        if self._count:
            self._paint_curve(painter)
            self._paint_cursor(painter)
        else:
            painter.setPen(QColor(self._theme.muted))
            where = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(INSET, 0, -INSET, 0), where, self._nothing)

    @property
    def _points(self) -> Sequence[tuple[float, float]]:
        """Places, from 0 at the first moment, and values."""
        raise NotImplementedError

    @property
    def _highest(self) -> float:
        """The value at the top of the plot; 0 is at its bottom."""
        raise NotImplementedError

    def _number(self, value: float) -> str:
        raise NotImplementedError

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(LEFT, ROW + 4, -RIGHT, -4 - self._below)

    def _x(self, place: float) -> float:
        area = self._area()
        return area.left() + area.width() * place / max(self._count - 1, 1)

    def _point(self, place: float, value: float) -> QPointF:
        area = self._area()
        return QPointF(self._x(place), area.bottom() - area.height() * min(value / self._highest, 1.0))

    def _choose(self, event: QMouseEvent) -> None:
        if self._count:
            area = self._area()
            index = round((event.position().x() - area.left()) / area.width() * (self._count - 1))
            self.chosen.emit(min(max(index, 0), self._count - 1))

    def _paint_curve(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([self._point(*each) for each in self._points]))

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._cursor is not None:
            area, x = self._area(), self._x(self._cursor)
            painter.setPen(QPen(QColor(self._theme.text), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


class LossPlot(MomentPlot):
    """The training loss in nats, and below it how many steps were taken."""

    def __init__(self) -> None:
        super().__init__("timeLoss", ROW)
        self._losses: Sequence[tuple[float, float]] = ()
        self._moments: Sequence[Moment] = ()
        self._set_title(self.tr("Training loss, by training steps"))

    def show_losses(self, moments: Sequence[Moment], losses: Sequence[tuple[float, float]]) -> None:
        """Show points of place and loss along the moments."""
        self._moments, self._losses, self._count = moments, losses, len(moments)
        self.update()

    @property
    def _points(self) -> Sequence[tuple[float, float]]:
        return self._losses

    @property
    def _highest(self) -> float:
        return max((loss for _, loss in self._losses), default=0.0) or 1.0

    def _number(self, value: float) -> str:
        return self.locale().toString(value, "f", 1)

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        painter.setPen(QColor(self._theme.muted))
        for index in self._named():
            step = self.locale().toString(self._moments[index].step)
            width = painter.fontMetrics().horizontalAdvance(step)
            left = min(self._x(index) - width / 2, self.width() - width - 1)
            painter.drawText(QRectF(left, self._area().bottom() + 2, width, ROW), Qt.AlignmentFlag.AlignCenter, step)

    def _named(self) -> list[int]:
        """Return the moments whose steps are written: the last and the first, and others where there is room."""
        found: list[int] = []
        indices = range(self._count)
        for index in (*indices[:1], *indices[-1:], *indices[:: max(self._count // 8, 1)]):
            if all(abs(self._x(index) - self._x(other)) >= APART for other in found):
                found.append(index)
        return found


class ConfidencePlot(MomentPlot):
    """The probability of the digit that is read now, and below it a band of the digits that were read."""

    def __init__(self) -> None:
        super().__init__("timeConfidence", BAND + 4)
        self.show_confidences(None)

    def show_confidences(self, found: Confidences | None) -> None:
        """Show what is read of the drawing at each moment, None if there is nothing to show."""
        self._confidences = found
        self._count = len(found.digits) if found is not None else 0
        words = self.tr("Confidence in the drawing")
        self._set_title(
            words if found is None else self.tr("Probability that the drawing is a {0}").format(found.digit)
        )
        self.update()

    @property
    def _points(self) -> Sequence[tuple[float, float]]:
        return list(enumerate(self._confidences.probabilities)) if self._confidences is not None else ()

    @property
    def _highest(self) -> float:
        return 1.0

    def _number(self, value: float) -> str:
        return percent(value, self.locale(), 0)

    def _paint_curve(self, painter: QPainter) -> None:
        super()._paint_curve(painter)
        assert self._confidences is not None, "there are moments only with what was read at them"
        for digit, group in groupby(enumerate(self._confidences.digits), key=lambda each: each[1]):
            indices = [index for index, _ in group]
            self._paint_digit(painter, digit, indices[0], indices[-1], is_now=digit == self._confidences.digit)

    def _paint_digit(self, painter: QPainter, digit: int, first: int, last: int, *, is_now: bool) -> None:
        """Paint the part of the band from one moment to another at which the same digit is read."""
        left, right = (
            min(max(self._x(place), self._x(0)), self._x(self._count - 1)) for place in (first - 0.5, last + 0.5)
        )
        area = QRectF(left, self._area().bottom() + 4, max(right - left - 1, 1), BAND)
        colour = QColor(self._theme.accent if is_now else self._theme.warning)
        painter.fillRect(area, colour)
        if area.width() >= painter.fontMetrics().horizontalAdvance(str(digit)):
            painter.setPen(QColor(self._theme.on_accent if is_now else self._theme.warning_card))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(digit))
