"""What the tiles of galleries share: a surface that shows focus and selection, and a digit image on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate

from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.models import Index

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SIDE: Final = 28  # pixels of a digit image
IMAGE: Final = 2 * SIDE  # pixels, as all below
INSET: Final = 1.5
TOP: Final = 8
SHADES: Final = 256


class TileDelegate(QStyledItemDelegate):
    """The base of what paints the tiles of a gallery."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._theme, self._shades = LIGHT, shades(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._shades = theme, shades(theme)

    def _paint_surface(self, painter: QPainter, area: QRect, index: Index) -> None:
        theme, selection = self._theme, self._view.selectionModel()
        is_selected = selection.isSelected(index)
        has_focus = self._view.hasFocus() and selection.currentIndex() == index
        edge = theme.accent if is_selected or has_focus else theme.card_border
        painter.setPen(QPen(QColor(edge), 2.0 if has_focus else 1.0))
        painter.setBrush(QColor(theme.track if is_selected else theme.card))
        painter.drawRoundedRect(QRectF(area).adjusted(INSET, INSET, -INSET, -INSET), 8, 8)

    def _paint_image(self, painter: QPainter, area: QRect, pixels: npt.NDArray[np.uint8]) -> None:
        """Paint a (28, 28) digit image, ink 255, at the top of a tile."""
        place = QRect(area.left() + (area.width() - IMAGE) // 2, area.top() + TOP, IMAGE, IMAGE)
        painter.drawImage(place, image_of(pixels, self._shades))


def smooth(painter: QPainter) -> None:
    """Let a painter draw smooth edges and smooth images."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


def sized(base: QFont, size: int, weight: QFont.Weight) -> QFont:
    """Return a font in this size, in pixels, and weight."""
    font = QFont(base)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def image_of(pixels: npt.NDArray[np.uint8], colours: list[int]) -> QImage:
    """Return an image in these `shades` that reads from (28, 28) `pixels`, so use it only while they are there."""
    image = QImage(pixels.data, SIDE, SIDE, SIDE, QImage.Format.Format_Indexed8)
    image.setColorTable(colours)
    return image


def shades(theme: Theme) -> list[int]:
    """Return the colours from no ink to ink alone. No ink is clear, so that a selected tile shows its ground."""
    ink = QColor(theme.ink)
    return [QColor(ink.red(), ink.green(), ink.blue(), alpha).rgba() for alpha in range(SHADES)]
