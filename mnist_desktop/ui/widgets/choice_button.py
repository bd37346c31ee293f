"""A button with a name and a count below it, one of several of which one is checked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.digit_tile import sized

HEIGHT: Final = 44  # pixels, as all below
NARROWEST: Final = 24
BESIDE: Final = 4  # on each side of the words
NAME_SIZE: Final = 15
COUNT_SIZES: Final = (11, 10, 9, 8)  # the largest that fits


class ChoiceButton(QAbstractButton):
    """A name, and a count below it. Tab reaches the checked one, and the arrow keys the others."""

    def __init__(self, text: str, parent: QWidget, size: int = NAME_SIZE) -> None:
        super().__init__(parent)
        self._theme, self._count, self._size = LIGHT, 0, size  # that of the name, in pixels
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(self.tr("{0}: {1} digits").format(self.text(), self.locale().toString(count)))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(sized(self.font(), self._size, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(max(NARROWEST, words + 2 * BESIDE), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.track if self.isChecked() else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        name, count = self.rect().adjusted(0, 4, 0, -20), self.rect().adjusted(0, 23, 0, -4)
        painter.setPen(QColor(theme.text if self._count or self.isChecked() else theme.muted))
        painter.setFont(sized(self.font(), self._size, QFont.Weight.DemiBold))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, self.text())
        self._paint_count(painter, count)
        painter.end()

    def _paint_count(self, painter: QPainter, area: QRect) -> None:
        text = self.locale().toString(self._count)
        fonts = [sized(self.font(), size, QFont.Weight.Normal) for size in COUNT_SIZES]
        fitting = (font for font in fonts if QFontMetrics(font).horizontalAdvance(text) <= area.width())
        painter.setFont(next(fitting, fonts[-1]))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
