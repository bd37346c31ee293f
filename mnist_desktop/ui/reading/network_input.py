"""Shows the digit image pixel by pixel, as the network gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.system.lazy import LazyModule
from mnist_desktop.ui.reading.tile import HEIGHT, paint_edge, paint_surface
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import GreyImage
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it


CELLS: Final = 28  # cells per side
GRID: Final = 4  # cells between the grid lines of the empty image
MARGIN: Final = 2  # minimum pixels around the image


class NetworkInput(QWidget):
    """Shows a (28, 28) float array, ink 1, paper 0, as square cells with hard edges. None shows a coarse grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit_image: GreyImage | None = None
        self._theme = LIGHT
        self._picture: QImage | None = None
        self._is_marked = False
        self.setObjectName("networkInput")
        self.setAccessibleName(self.tr("What the network receives: 28 by 28 pixels"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def digit_image(self) -> GreyImage | None:
        """The digit image shown, or None."""
        return self._digit_image

    def set_digit_image(self, digit_image: GreyImage | None) -> None:
        """Show a copy of `digit_image`: (28, 28), 0…1."""
        self._digit_image = None if digit_image is None else digit_image.copy()
        self._render()

    def set_marked(self, marked: bool) -> None:
        """Draw attention to the image by its edge, or not."""
        self._is_marked = marked
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._render()

    def sizeHint(self) -> QSize:
        return QSize(HEIGHT, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def _render(self) -> None:
        image = self._digit_image
        self._picture = None if image is None else _picture(image, self._theme)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), self._theme)
        square = self._square()
        if self._picture is None:
            self._paint_grid(painter, square)
        else:
            painter.drawImage(square, self._picture)
        paint_edge(painter, QRectF(self.rect()), self._theme, self._theme.accent if self._is_marked else "")
        painter.end()

    def _square(self) -> QRectF:
        """Return the largest centred square whose cells are a whole number of device pixels."""
        ratio = self.devicePixelRatioF()
        room = min(self.width(), self.height()) - 2 * MARGIN
        side = CELLS * max(1, int(room * ratio / CELLS)) / ratio
        left, top = (round((space - side) / 2 * ratio) / ratio for space in (self.width(), self.height()))
        return QRectF(left, top, side, side)

    def _paint_grid(self, painter: QPainter, square: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.guide), 0))
        step = square.width() / CELLS * GRID
        for index in range(1, CELLS // GRID):
            x, y = square.left() + index * step, square.top() + index * step
            painter.drawLine(QLineF(x, square.top(), x, square.bottom()))
            painter.drawLine(QLineF(square.left(), y, square.right(), y))


def _picture(image: GreyImage, theme: Theme) -> QImage:
    """Return an image with the grey values between paper and ink. It owns its pixels."""
    paper, ink = _rgb(theme.paper), _rgb(theme.ink)
    mixed = paper + (ink - paper) * np.clip(image, 0.0, 1.0)[:, :, None]
    pixels = np.ascontiguousarray(np.rint(mixed).astype(np.uint8))
    height, width = image.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _rgb(colour: str) -> GreyImage:
    each = QColor(colour)
    return np.array([each.red(), each.green(), each.blue()], dtype=np.float32)
