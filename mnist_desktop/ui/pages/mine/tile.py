"""Paints a sample as a tile, and the headings between them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from mnist_desktop.ui.pages.mine.model import DigitsModel, Heading
from mnist_desktop.ui.pages.mine.shown import ShownSample
from mnist_desktop.ui.widgets.digit_tile import TileDelegate, sized, smooth
from mnist_desktop.ui.widgets.models import Index

TILE: Final = QSize(68, 88)  # pixels, as all below
STRIP: Final = 20  # the line of words below the image
BESIDE: Final = 8
HEADING: Final = 30
MARK: Final = 16


class SampleTile(TileDelegate):
    """Paints the rows of the model. A tile says what is read against its label, and has marks in its upper corners."""

    def __init__(self, view: QListView, digits: DigitsModel) -> None:
        super().__init__(view)
        self._digits = digits

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._digits.is_heading(index.row()):
            return QSize(self._view.viewport().width() - 2 * self._view.spacing(), HEADING)
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._digits.at(index.row()), QRect(option.rect)
        painter.save()
        smooth(painter)
        if isinstance(row, Heading):
            self._paint_heading(painter, area, row)
        else:
            self._paint_surface(painter, area, index)
            self._paint_sample(painter, area, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, heading: Heading) -> None:
        place = area.adjusted(BESIDE // 2, 0, 0, -4)
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.setFont(sized(painter.font(), 15, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(place, bottom, str(heading.label))
        painter.setFont(sized(painter.font(), 12, QFont.Weight.Normal))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(place.adjusted(18, 0, 0, -1), bottom, self._view.locale().toString(heading.count))

    def _paint_sample(self, painter: QPainter, area: QRect, shown: ShownSample) -> None:
        theme = self._theme
        if shown.pixels is not None:
            self._paint_image(painter, area, shown.pixels)
        line = QRect(area.left() + BESIDE, area.bottom() - STRIP - 2, area.width() - 2 * BESIDE, STRIP)
        painter.setFont(sized(painter.font(), 13, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(shown.label))
        if shown.objection:
            self._paint_objection(painter, line, shown.objection)
        if shown.is_suspicious:
            self._paint_suspicion(painter, QRectF(area.right() - MARK - 3, area.top() + 4, MARK, MARK))
        if shown.is_learnt:
            self._paint_learnt(painter, QPointF(area.left() + 7, area.top() + 12))

    def _paint_objection(self, painter: QPainter, line: QRect, text: str) -> None:
        chip = QRectF(line.right() - 18, line.top() + 1, 19, STRIP - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.warning_card))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(QColor(self._theme.warning))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_suspicion(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.warning))
        painter.drawEllipse(place)
        painter.setFont(sized(painter.font(), 12, QFont.Weight.Bold))
        painter.setPen(QColor(self._theme.card))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_learnt(self, painter: QPainter, at: QPointF) -> None:
        tick = QPolygonF([at, at + QPointF(3, 3), at + QPointF(8.5, -3.5)])
        pen = QPen(QColor(self._theme.muted), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(tick)
