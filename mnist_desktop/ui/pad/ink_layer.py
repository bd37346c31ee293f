"""The ink on the pad as a pixmap. It is painted in slices, so that 100,000 points never keep anyone waiting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.pad import ink
from mnist_desktop.ui.pad.ink import Piece
from mnist_desktop.ui.pad.view import View

SLICE: Final = 0.004  # seconds; an ordinary drawing takes less and is painted at once
KEPT: Final = 4  # layers of drawings that took longer, for undo and redo


@dataclass(frozen=True)
class Look:
    """What the ink's pixels depend on beside the drawing."""

    view: View
    pen_width: int  # canvas pixels
    colour: str


class InkLayer(QObject):
    """Paints a drawing on a transparent pixmap, at once or in slices between the events."""

    painted = Signal(QRegion)  # widget pixels, after each slice but the first

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._drawing = Drawing()
        self.pixmap = _transparent(look.view)
        self._stale = QRegion()  # widget pixels that are being painted
        self._pieces: Iterator[Piece] = iter(())
        self._is_slow = False
        self._kept: dict[int, tuple[Drawing, QPixmap]] = {}  # by the drawing's id, the oldest first
        self._next_slice = QTimer(self, interval=0)
        self._next_slice.timeout.connect(self._paint_on)

    @property
    def look(self) -> Look:
        return self._look

    @property
    def is_finished(self) -> bool:
        return self._stale.isEmpty()

    def set_look(self, look: Look) -> None:
        """Paint the drawing with another look. Another colour alone takes no time."""
        only_colour = replace(self._look, colour=look.colour) == look
        self._look = look
        if only_colour:
            self._recolour()
        else:
            self._kept.clear()
            self._paint_all()

    def set_drawing(self, drawing: Drawing) -> None:
        """Paint another drawing."""
        self._drawing = drawing
        if (kept := self._kept.get(id(drawing))) is None:
            self._is_slow = False
            self._paint_all()
        else:
            self._stop()
            self._is_slow, self.pixmap = True, QPixmap(kept[1])

    def set_part(self, drawing: Drawing, area: QRectF) -> None:
        """Paint a drawing that differs from the last only within `area`, in canvas pixels."""
        self._drawing = drawing
        region = self._region(area)
        painter = self._painter(region)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(area.adjusted(-4, -4, 4, 4), Qt.GlobalColor.black)
        painter.end()
        self._begin(self._stale | region)

    def add(self, pieces: tuple[Piece, ...]) -> None:
        """Paint the newest ink of the current stroke at once."""
        painter = self._painter()
        for piece in pieces:
            ink.paint(painter, piece, QColor(self._look.colour))
        painter.end()

    def adopt(self, drawing: Drawing) -> None:
        """Take a drawing as painted, whose newest stroke was added bit by bit."""
        self._drawing = drawing
        self._keep()

    def _paint_all(self) -> None:
        self._next_slice.stop()
        self.pixmap = _transparent(self._look.view)
        self._begin(QRegion(QRect(QPoint(), self._look.view.size)))

    def _begin(self, stale: QRegion) -> None:
        self._stale = stale
        self._pieces = ink.drawing_pieces(self._drawing, self._look.pen_width, self._seen_through(stale))
        if not self._next_slice.isActive() and not self._paint_slice():  # else its turn comes
            self._is_slow = True
            self._next_slice.start()

    def _paint_on(self) -> None:
        stale = self._stale
        self._paint_slice()
        self.painted.emit(stale)

    def _paint_slice(self) -> bool:
        """Paint for a while. Return whether all is painted."""
        painter, colour = self._painter(self._stale), QColor(self._look.colour)
        ends = time.perf_counter() + SLICE
        for piece in self._pieces:
            ink.paint(painter, piece, colour)
            if time.perf_counter() > ends:
                break
        else:
            self._stop()
        painter.end()
        if self.is_finished:
            self._keep()
        return self.is_finished

    def _stop(self) -> None:
        self._next_slice.stop()
        self._stale, self._pieces = QRegion(), iter(())

    def _keep(self) -> None:
        """Keep the layer of a drawing that took long. The pixmap is shared until one of both is painted on."""
        if self._is_slow and self.is_finished:
            self._kept[id(self._drawing)] = self._drawing, QPixmap(self.pixmap)
            for oldest in list(self._kept)[:-KEPT]:
                del self._kept[oldest]

    def _recolour(self) -> None:
        for pixmap in (self.pixmap, *(pixmap for _, pixmap in self._kept.values())):
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), QColor(self._look.colour))
            painter.end()

    def _painter(self, clip: QRegion | None = None) -> QPainter:
        painter = QPainter(self.pixmap)
        if clip is not None:
            painter.setClipRegion(clip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._look.view.to_widget())
        return painter

    def _region(self, area: QRectF) -> QRegion:
        return QRegion(self._look.view.to_widget().mapRect(area).toAlignedRect())

    def _seen_through(self, region: QRegion) -> QRectF:
        """Return the canvas pixels of a region."""
        return self._look.view.to_widget().inverted()[0].mapRect(QRectF(region.boundingRect()))


def _transparent(view: View) -> QPixmap:
    pixmap = QPixmap((view.size.toSizeF() * view.ratio).toSize().expandedTo(QSize(1, 1)))
    pixmap.setDevicePixelRatio(view.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
