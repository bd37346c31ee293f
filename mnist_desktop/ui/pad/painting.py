"""The pad as a picture of its own: black ink on white paper or on its picture, without guides and boxes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from mnist_desktop.ui.pad import ink
from mnist_desktop.ui.pad.content import PadContent

SCALE: Final = 2  # pixels of the picture per canvas pixel


def painted(content: PadContent, pen_width: int) -> QImage:
    """Return the whole sheet, with a pen of `pen_width` canvas pixels. Any thread may call it."""
    drawing = content.drawing
    image = QImage(drawing.width * SCALE, drawing.height * SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    black, painter = QColor(Qt.GlobalColor.black), QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(SCALE, SCALE)
    if content.picture is not None:
        painter.drawImage(content.place, content.picture)
    for piece in ink.drawing_pieces(drawing, pen_width, QRectF(0, 0, drawing.width, drawing.height)):
        ink.paint(painter, piece, black)
    painter.end()
    return image
