"""A digit image with a colour for each pixel that speaks for something, and another for each that speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.drawing.arrays import Float32Array, FloatArray, GreyImage
from mnist_desktop.ui.style.theme import LIGHT, Theme

Values = FloatArray | Float32Array
Colours = Callable[[Theme], tuple[str, str]]  # of positive values and of negative ones

CELLS: Final = 28  # per side
SMALLEST: Final = 58  # pixels of the side, with an edge, as below
LARGEST: Final = 142
FAINT: Final = 0.25  # of the ink, so that colours show on it


def speaks(theme: Theme) -> tuple[str, str]:
    """Return the colours of what speaks for a digit and of what speaks against it."""
    return theme.accent, theme.warning


def changes(theme: Theme) -> tuple[str, str]:
    """Return the colours of ink that is added and of ink that is taken away."""
    return theme.earlier[0], theme.earlier[1]


class HeatMap(QWidget):
    """Shows a digit image, ink 1, paper 0, and values of any size on it, the largest in full colour."""

    def __init__(self, title: str, colours: Colours = speaks) -> None:
        super().__init__()
        self._colours, self._theme = colours, LIGHT
        self._image: GreyImage | None = None
        self._values: Values | None = None
        self._picture: QImage | None = None
        self.setAccessibleName(title)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def values(self) -> Values | None:
        return self._values

    @property
    def image(self) -> GreyImage | None:
        return self._image

    def show_image(self, image: GreyImage | None, values: Values | None = None) -> None:
        """Show a (28, 28) image, None for nothing, and (28, 28) values on it."""
        self._image, self._values = image, values
        self._render()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._render()

    def heightForWidth(self, width: int) -> int:
        return min(width, LARGEST)

    def sizeHint(self) -> QSize:
        return QSize(LARGEST, LARGEST)

    def minimumSizeHint(self) -> QSize:
        return QSize(SMALLEST, SMALLEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), float(self.heightForWidth(self.width()))
        square = QRectF((self.width() - side) // 2, 0, side, side)
        painter.fillRect(square, QColor(self._theme.paper))
        if self._picture is not None:
            painter.drawImage(square.adjusted(1, 1, -1, -1), self._picture)
        painter.setPen(QPen(QColor(self._theme.card_border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _render(self) -> None:
        image, values, theme = self._image, self._values, self._theme
        if image is None:
            self._picture = None
        elif values is None:
            self._picture = picture_of(image, theme)
        else:
            self._picture = _heat(image, values, theme, self._colours(theme))
        self.update()


def picture_of(image: GreyImage, theme: Theme) -> QImage:
    """Return a (28, 28) image, ink 1, paper 0, in a theme's colours."""
    return _picture(_ink(image, theme))


def _heat(image: GreyImage, values: Values, theme: Theme, colours: tuple[str, str]) -> QImage:
    """Return a faint image with values on it in the colours of positive and of negative ones."""
    ground, most = _ink(FAINT * image, theme), np.abs(values).max()
    shares = (values / most if most else values)[..., None]
    positive, negative = map(_rgb, colours)
    return _picture(ground + (np.where(shares > 0, positive, negative) - ground) * np.abs(shares))


def _ink(image: GreyImage, theme: Theme) -> FloatArray:
    """Return (28, 28, 3) colours between paper and ink."""
    paper, ink = _rgb(theme.paper), _rgb(theme.ink)
    return paper + (ink - paper) * np.clip(image, 0, 1)[..., None]


def _picture(colours: FloatArray) -> QImage:
    """Return an image of (28, 28, 3) colours, 0…255. It owns its pixels."""
    pixels = np.rint(colours).astype(np.uint8)
    return QImage(pixels.tobytes(), CELLS, CELLS, 3 * CELLS, QImage.Format.Format_RGB888).copy()


def _rgb(colour: str) -> FloatArray:
    each = QColor(colour)
    return np.array([each.red(), each.green(), each.blue()], np.float64)
