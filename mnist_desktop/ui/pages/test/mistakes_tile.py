"""Paints a digit that was tested: its image, its label and what it is read as, and a line below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from mnist_desktop.ui.pages.test.mistakes_model import MistakesModel
from mnist_desktop.ui.pages.test.mistakes_shown import ShownDigit
from mnist_desktop.ui.widgets.digit_tile import IMAGE, TOP, TileDelegate, sized, smooth
from mnist_desktop.ui.widgets.models import Index

TILE: Final = QSize(72, 106)  # pixels, as all below
LINE: Final = 18
GAP: Final = 2
PIECES: Final = 4  # between the label, the arrow and what was read
ARROW: Final = "→"
NOTE_SIZES: Final = (11, 10, 9)  # the largest that fits


class MistakeTile(TileDelegate):
    """Paints the rows of the model. What is read wrong is in the colour of warnings."""

    def __init__(self, view: QListView, digits: MistakesModel) -> None:
        super().__init__(view)
        self._digits = digits

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, area = self._digits.at(index.row()), QRect(option.rect)
        painter.save()
        smooth(painter)
        self._paint_surface(painter, area, index)
        self._paint_image(painter, area, shown.pixels)
        line = QRect(area.left() + TOP, area.top() + TOP + IMAGE + GAP, area.width() - 2 * TOP, LINE)
        self._paint_reading(painter, line, shown)
        self._paint_note(painter, line.translated(0, LINE - GAP), shown.note)
        painter.restore()

    def _paint_reading(self, painter: QPainter, line: QRect, shown: ShownDigit) -> None:
        theme = self._theme
        painter.setFont(sized(painter.font(), 13, QFont.Weight.DemiBold))
        read = theme.text if shown.read == shown.label else theme.warning
        pieces = ((str(shown.label), theme.text), (ARROW, theme.muted), (str(shown.read), read))
        widths = [painter.fontMetrics().horizontalAdvance(text) for text, _ in pieces]
        left = line.center().x() - (sum(widths) + 2 * PIECES) // 2
        for (text, colour), width in zip(pieces, widths, strict=True):
            painter.setPen(QColor(colour))
            painter.drawText(QRect(left, line.top(), width, line.height()), Qt.AlignmentFlag.AlignCenter, text)
            left += width + PIECES

    def _paint_note(self, painter: QPainter, line: QRect, note: str) -> None:
        fonts = [sized(painter.font(), size, QFont.Weight.Normal) for size in NOTE_SIZES]
        fitting = (font for font in fonts if QFontMetrics(font).horizontalAdvance(note) <= line.width())
        painter.setFont(next(fitting, fonts[-1]))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, note)
