"""What lies below the ink: paper, picture and guides, as a pixmap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from mnist_desktop.ui.pad import sheet
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.view import View
from mnist_desktop.ui.style.theme import Theme

SMOOTHED: Final = 4000  # pixels; a picture with a longer side is thinned first, as smoothing would take too long


@dataclass(frozen=True)
class _Key:
    view: View
    theme: Theme
    picture: int  # Qt's key of the image, 0 for none
    place: tuple[float, ...]


class Background:
    """Makes the pixmap when it is asked for, and keeps it until something in it changes."""

    def __init__(self) -> None:
        self._key: _Key | None = None
        self._pixmap = QPixmap()

    def pixmap(self, content: PadContent, view: View, theme: Theme) -> QPixmap:
        key = _Key(view, theme, content.picture.cacheKey() if content.picture else 0, _corners(content.place))
        if key != self._key:
            self._key, self._pixmap = key, _painted(content, view, theme)
        return self._pixmap


def _corners(place: QRectF) -> tuple[float, ...]:
    return place.left(), place.top(), place.right(), place.bottom()


def _painted(content: PadContent, view: View, theme: Theme) -> QPixmap:
    pixmap = QPixmap((view.size.toSizeF() * view.ratio).toSize().expandedTo(QSize(1, 1)))
    pixmap.setDevicePixelRatio(view.ratio)
    pixmap.fill(QColor(theme.paper))
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if content.picture is None:
        painter.setTransform(view.to_widget())
        sheet.paint_guides(painter, content.drawing.width, theme)
    else:
        place = view.to_widget().mapRect(content.place)
        painter.drawImage(place, _scaled(content.picture, place, view.ratio))
    painter.end()
    return pixmap


def _scaled(picture: QImage, place: QRectF, ratio: float) -> QImage:
    """Scale a picture to the device pixels of its place."""
    wanted = (place.size() * ratio).toSize().expandedTo(QSize(1, 1))
    longer = max(picture.width(), picture.height())
    if longer > SMOOTHED:
        picture = picture.scaled(picture.size() * (SMOOTHED / longer))
    return picture.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
