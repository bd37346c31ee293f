"""Paints a sample as a tile, and the headings between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from mnist_desktop.ui.pages.mine.model import DigitsModel, Heading, Index
from mnist_desktop.ui.pages.mine.shown import ShownSample
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SIDE: Final = 28  # pixels of a digit image
IMAGE: Final = 2 * SIDE  # pixels, as all below
TILE: Final = QSize(68, 88)
INSET: Final = 1.5
TOP: Final = 8
STRIP: Final = 20  # the line of words below the image
BESIDE: Final = 8
HEADING: Final = 30
MARK: Final = 16
SHADES: Final = 256


class TileDelegate(QStyledItemDelegate):
    """Paints the rows of the model. A tile says what is read against its label, and has marks in its upper corners."""

    def __init__(self, view: QListView, digits: DigitsModel) -> None:
        super().__init__(view)
        self._view, self._digits = view, digits
        self._theme, self._shades = LIGHT, _shades(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._shades = theme, _shades(theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._digits.is_heading(index.row()):
            return QSize(self._view.viewport().width() - 2 * self._view.spacing(), HEADING)
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._digits.at(index.row()), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(row, Heading):
            self._paint_heading(painter, area, row)
        else:
            self._paint_surface(painter, area, index)
            self._paint_sample(painter, area, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, heading: Heading) -> None:
        place = area.adjusted(BESIDE // 2, 0, 0, -4)
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.setFont(_font(painter, 15, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(place, bottom, str(heading.label))
        painter.setFont(_font(painter, 12, QFont.Weight.Normal))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(place.adjusted(18, 0, 0, -1), bottom, self._view.locale().toString(heading.count))

    def _paint_surface(self, painter: QPainter, area: QRect, index: Index) -> None:
        theme, selection = self._theme, self._view.selectionModel()
        is_selected = selection.isSelected(index)
        has_focus = self._view.hasFocus() and selection.currentIndex() == index
        edge = theme.accent if is_selected or has_focus else theme.card_border
        painter.setPen(QPen(QColor(edge), 2.0 if has_focus else 1.0))
        painter.setBrush(QColor(theme.track if is_selected else theme.card))
        painter.drawRoundedRect(QRectF(area).adjusted(INSET, INSET, -INSET, -INSET), 8, 8)

    def _paint_sample(self, painter: QPainter, area: QRect, shown: ShownSample) -> None:
        theme = self._theme
        if shown.pixels is not None:
            place = QRect(area.left() + (area.width() - IMAGE) // 2, area.top() + TOP, IMAGE, IMAGE)
            painter.drawImage(place, _image(shown.pixels, self._shades))
        line = QRect(area.left() + BESIDE, area.bottom() - STRIP - 2, area.width() - 2 * BESIDE, STRIP)
        painter.setFont(_font(painter, 13, QFont.Weight.DemiBold))
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
        painter.setFont(_font(painter, 12, QFont.Weight.Bold))
        painter.setPen(QColor(self._theme.card))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_learnt(self, painter: QPainter, at: QPointF) -> None:
        tick = QPolygonF([at, at + QPointF(3, 3), at + QPointF(8.5, -3.5)])
        pen = QPen(QColor(self._theme.muted), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(tick)


def _font(painter: QPainter, size: int, weight: QFont.Weight) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def _image(pixels: npt.NDArray[np.uint8], shades: list[int]) -> QImage:
    """Return an image that reads from `pixels`, so use it only while they are there."""
    image = QImage(pixels.data, SIDE, SIDE, SIDE, QImage.Format.Format_Indexed8)
    image.setColorTable(shades)
    return image


def _shades(theme: Theme) -> list[int]:
    """Return the colours from no ink to ink alone. No ink is clear, so that a selected tile shows its ground."""
    ink = QColor(theme.ink)
    return [QColor(ink.red(), ink.green(), ink.blue(), alpha).rgba() for alpha in range(SHADES)]
