"""The tile with the large digit, and the background of all tiles."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mnist_desktop.ui.style.theme import LIGHT, Theme

RADIUS: Final = 10.0
HEIGHT: Final = 172  # pixels; enough for 28 cells of 6 pixels
UNSURE: Final = "?"
PADDING: Final = 8  # pixels beside a note


def paint_surface(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Paint the background of a tile. Paint its content afterwards."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.paper))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def paint_edge(painter: QPainter, area: QRectF, theme: Theme, colour: str = "") -> None:
    """Paint the edge of a tile, in a colour that draws attention if one is given."""
    painter.setPen(QPen(QColor(colour or theme.card_border), 2.0 if colour else 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(
        area.adjusted(1, 1, -1, -1) if colour else area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS
    )


class BigDigit(QLabel):
    """One character as large as its tile: a digit, `?` in the theme's warning colour, or nothing.

    With notes it stands at the right, and the notes at the left: one at the top, one at the bottom.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = LIGHT, LIGHT.accent
        self._notes = ("", "")
        self._is_marked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def notes(self) -> tuple[str, str]:
        """The texts beside the digit, at the top and at the bottom."""
        return self._notes

    @property
    def is_marked(self) -> bool:
        return self._is_marked

    def set_notes(self, top: str, bottom: str) -> None:
        self._notes = (top, bottom)
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Draw attention to the tile by its edge, or not."""
        self._is_marked = marked
        self.update()

    def set_theme(self, theme: Theme, colour: str) -> None:
        """Set a theme's colours, and that of a digit."""
        self._theme, self._colour = theme, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(HEIGHT, HEIGHT // 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        paint_surface(painter, area, self._theme)
        paint_edge(painter, area, self._theme, self._theme.warning if self._is_marked else "")
        self._paint_notes(painter)
        font = QFont(self.font())
        font.setPixelSize(round(self.height() * 0.72))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.warning if self.text() == UNSURE else self._colour))
        painter.drawText(self._place_of_digit(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _place_of_digit(self) -> QRect:
        return self.rect().adjusted(self.width() // 2, 0, 0, 0) if any(self._notes) else self.rect()

    def _paint_notes(self, painter: QPainter) -> None:
        area = self.rect().adjusted(PADDING, PADDING, 0, -PADDING)
        painter.setPen(QColor(self._theme.muted))
        for text, place in zip(self._notes, (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom), strict=True):
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | place, text)
