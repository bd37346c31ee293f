"""A small map of what a network reads in a digit image wherever it may be moved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnist_desktop.reading.nudged import SIDE, Places, Region, place_of
from mnist_desktop.reading.nudges import REACH, Nudge
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.nudge_keys import in_words
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.words.numbers import percent

LEAST: Final = 5  # pixels of a cell
LARGEST: Final = 14  # font size in pixels
SMALLEST: Final = 8
ROOMY: Final = 11  # pixels of a cell in which a single digit is legible


class ShiftMapView(QWidget):
    """13 × 13 places. Those at which the same digit is read have one colour; where others are read, they are named.

    The place of the nudge has a ring, the middle a dot. A click on a place asks for that nudge.
    """

    place_clicked = Signal(int, int)  # pixels right and down

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Places | None = None
        self._nudge = Nudge()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def places(self) -> Places | None:
        return self._places

    def show_places(self, places: Places | None, nudge: Nudge) -> None:
        """Show what is read at each place, None for nothing, and mark the place of a nudge."""
        self._places, self._nudge = places, nudge
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE) * 9

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE, SIDE) * LEAST

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a place is, in pixels of this widget."""
        square = self._square()
        side = square.width() / SIDE
        return QRectF(square.x() + column * side, square.y() + row * side, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            row, column = place
            self.place_clicked.emit(column - REACH, row - REACH)
        event.ignore()  # the pane takes the focus

    def event(self, event: QEvent) -> bool:
        """Say what is read at the place below the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        QToolTip.showText(event.globalPos(), self._words_at(event.pos()), self)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self._square(), QColor(self._theme.paper))
        if self._places is not None:
            self._paint_places(painter, self._places)
            for region in self._places.changed:
                self._paint_name(painter, region)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter)
        painter.end()

    def _square(self) -> QRectF:
        """Return the largest square in the middle of the top whose cells are a whole number of pixels."""
        side = SIDE * max(1, min(self.width(), self.height()) // SIDE)
        return QRectF((self.width() - side) // 2, 0, side, side)

    def _place_at(self, point: QPointF) -> tuple[int, int] | None:
        square = self._square()
        if not square.contains(point):
            return None
        row, column = ((each * SIDE) / square.width() for each in (point.y() - square.y(), point.x() - square.x()))
        return min(int(row), SIDE - 1), min(int(column), SIDE - 1)

    def _words_at(self, point: QPoint) -> str:
        place = self._place_at(QPointF(point))
        if place is None or self._places is None:
            return ""
        row, column = place
        reading = self._places.readings[row][column]
        where = in_words(Nudge(column - REACH, row - REACH), self.locale()) or self.tr("not moved")
        words = self.tr("{0}: {1}, {2} sure") if reading.sure else self.tr("{0}: perhaps {1}")
        return words.format(where, reading.digit, percent(reading.confidence, self.locale()))

    def _paint_places(self, painter: QPainter, places: Places) -> None:
        for row, readings in enumerate(places.readings):
            for column, reading in enumerate(readings):
                colour = QColor(self._colour(reading, is_same=reading.digit == places.digit))
                painter.fillRect(self.cell(row, column).adjusted(0, 0, -1, -1), colour)

    def _colour(self, reading: DigitReading, *, is_same: bool) -> str:
        theme = self._theme
        if is_same:
            return theme.bar if reading.sure else theme.track
        return theme.warning if reading.sure else theme.warning_card

    def _paint_name(self, painter: QPainter, region: Region) -> None:
        """Name the digit of a region once, where it has room."""
        area = self.cell(*region.middle)
        if region.size == 1 and area.width() < ROOMY:
            return
        assert self._places is not None
        row, column = region.middle
        is_sure = self._places.readings[row][column].sure
        font = QFont(self.font())
        font.setPixelSize(max(SMALLEST, min(LARGEST, round(area.width() * 1.2))))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.card if is_sure else self._theme.warning))
        painter.drawText(area.adjusted(-9, -9, 9, 9), Qt.AlignmentFlag.AlignCenter, str(region.digit))

    def _paint_marks(self, painter: QPainter) -> None:
        middle = self.cell(REACH, REACH).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.text))
        painter.drawEllipse(middle, 1.5, 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = self.cell(*place_of(self._nudge)).adjusted(-1.5, -1.5, 0.5, 0.5)
        for colour, width in ((self._theme.card, 4.0), (self._theme.text, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(ring, 2, 2)
