"""Where the sheet lies in the widget, and at what scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QTransform

from mnist_desktop.ui.pad.content import HEIGHT, WIDEST


@dataclass(frozen=True)
class View:
    """A sheet `width` canvas pixels wide, as large as fits in a widget of `size`. `ratio` is the screen's density."""

    size: QSize
    width: int
    ratio: float

    @cached_property
    def scale(self) -> float:
        """Widget pixels per canvas pixel."""
        return max(min(self.size.width() / self.width, self.size.height() / HEIGHT), 1 / HEIGHT)

    @cached_property
    def sheet(self) -> QRectF:
        """The sheet in widget pixels."""
        sheet = QRectF(0, 0, self.width * self.scale, HEIGHT * self.scale)
        sheet.moveCenter(QRectF(0, 0, self.size.width(), self.size.height()).center())
        return sheet

    def to_widget(self) -> QTransform:
        return QTransform(self.scale, 0, 0, self.scale, self.sheet.x(), self.sheet.y())

    def to_canvas(self, position: QPointF) -> QPointF:
        return self.to_widget().inverted()[0].map(position)


def room(size: QSize) -> int:
    """Return how many canvas pixels wide a sheet is that fills a widget of this size, 500 to 2000."""
    if size.height() <= 0:
        return HEIGHT
    return max(HEIGHT, min(WIDEST, round(HEIGHT * size.width() / size.height())))
