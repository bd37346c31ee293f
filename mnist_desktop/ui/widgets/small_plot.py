"""What small plots share: a title above, a ground with lines and their numbers at the left, and the font."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.ui.style.theme import LIGHT, Theme

TEXT_SIZE: Final = 11  # pixels, as all below
ROW: Final = 15  # the height of a line of text
LEFT: Final = 40
RIGHT: Final = 10


class SmallPlot(QWidget):
    """The base of small plots. They paint in `paint`. `left` pixels are for the numbers."""

    def __init__(self, title: str = "", left: int = LEFT) -> None:
        super().__init__()
        self._left = left
        self._theme = LIGHT
        self._set_title(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the plot with the plots' font."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(TEXT_SIZE)
        painter.setFont(font)
        self.paint(painter)
        painter.end()

    def _set_title(self, title: str) -> None:
        self._title = title
        self.setAccessibleName(title)

    def _area(self) -> QRectF:
        """Return where the curves are."""
        return QRectF(self.rect()).adjusted(self._left, ROW + 3, -RIGHT, -ROW - 3)

    def _paint_ground(self, painter: QPainter, ticks: Iterable[tuple[float, str]]) -> None:
        """Paint the title, the ground, and a line for each tick: its y in pixels, and its number."""
        theme, area = self._theme, self._area()
        painter.fillRect(area, QColor(theme.paper))
        for y, number in ticks:
            painter.setPen(QColor(theme.guide))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(theme.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - ROW / 2, self._left - 4, ROW), flags, number)
        painter.setPen(QColor(theme.text))
        above = QRectF(area.left(), 0, area.width() + RIGHT, ROW)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self._title)
