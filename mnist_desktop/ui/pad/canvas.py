"""The drawing pad. It stores strokes, not pixels, and can repaint them at any time."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTabletEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad import sheet
from mnist_desktop.ui.pad.ink import paint_newest, paint_stroke, paint_tail
from mnist_desktop.ui.pad.live_stroke import LiveStroke, Pointer
from mnist_desktop.ui.pad.sheet import SIDE
from mnist_desktop.ui.pad.undo import History
from mnist_desktop.ui.style.theme import LIGHT, Theme

THINNEST: Final = 4  # canvas pixels
THICKEST: Final = 40
USUAL_WIDTH: Final = 18
FRAME_MS: Final = 4  # milliseconds; moves within this time are announced once


class Canvas(QWidget):
    """A sheet of 500×500 canvas pixels, shown as the largest square in the middle of the widget.

    Strokes are stored in canvas pixels. So a resize, another screen density or another pen width changes only how they
    look, never the drawing, and nothing drawn is lost or becomes unreachable.
    """

    drawing_changed = Signal(object)  # Drawing, including the current stroke
    history_changed = Signal(bool, bool)  # can undo, can redo
    pen_width_changed = Signal(int)  # canvas pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = History((Drawing(width=SIDE, height=SIDE),))
        self._live: LiveStroke | None = None
        self._layer: QPixmap | None = None
        self._theme = LIGHT
        self._pen_width = USUAL_WIDTH
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._catch_up)
        self._is_behind = False
        self._set_up()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(self.tr("Draw a digit here with the mouse or a pen; it is read as you draw."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 240)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    # The drawing

    def drawing(self) -> Drawing:
        """Return all strokes, including the current one, on 500×500."""
        present = self._history.present
        return present if self._live is None else present.with_stroke(self._live.stroke())

    def set_drawing(self, drawing: Drawing) -> None:
        """Show a drawing, scaled and centred to 500×500. Undo reverts it in one step."""
        self._finish()
        self._go_to(self._history.push(_fitted(drawing)))

    def clear(self) -> None:
        """Remove all strokes. Undo reverts it in one step."""
        self._finish()
        if self._history.present.strokes:
            self._go_to(self._history.push(Drawing(width=SIDE, height=SIDE)))

    def undo(self) -> None:
        self._finish()
        self._go_to(self._history.undo())

    def redo(self) -> None:
        self._finish()
        self._go_to(self._history.redo())

    # Appearance

    @property
    def pen_width(self) -> int:
        """The pen width in canvas pixels, 4 to 40. It affects only the looks, not the reading."""
        return self._pen_width

    def set_pen_width(self, width: int) -> None:
        """Show all strokes with this width in canvas pixels, limited to 4…40."""
        width = max(THINNEST, min(THICKEST, width))
        if width != self._pen_width:
            self._pen_width = width
            self._redraw()
            self._update_cursor()
            self.pen_width_changed.emit(width)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._redraw()
        self._update_cursor()

    # Mouse, stylus and touch

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._live is None:
            self._begin(Pointer.MOUSE, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._live is None or self._live.pointer is not Pointer.MOUSE:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._extend(event.position())
        else:  # another widget got the release, as when a menu opened
            self._finish()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mine = self._live is not None and self._live.pointer is Pointer.MOUSE
        if mine and event.button() == Qt.MouseButton.LeftButton:
            self._finish(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with pressure. Accepting stops most of the copied mouse events; `_live.pointer` filters the rest."""
        drawing = self._live is not None and self._live.pointer is Pointer.STYLUS
        if event.type() == QEvent.Type.TabletPress and event.button() == Qt.MouseButton.LeftButton:
            self._finish()
            self._begin(Pointer.STYLUS, event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove and drawing:
            self._extend(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease and drawing:
            self._finish()
        event.accept()

    def _begin(self, pointer: Pointer, position: QPointF, pressure: float = 1.0) -> None:
        if not self._history.present.strokes:
            self.update()  # removes the hint
        self._current_layer()  # before the live stroke exists, whose points `_add` paints itself
        self._live = LiveStroke(pointer)
        self._add(position, pressure)
        self._announce()

    def _extend(self, position: QPointF, pressure: float = 1.0) -> None:
        self._add(position, pressure)
        if self._frame.isActive():
            self._is_behind = True
        else:
            self._announce()

    def _add(self, position: QPointF, pressure: float) -> None:
        assert self._live is not None
        layer = self._current_layer()  # before the point is added, or the new layer would include it
        point = self._to_widget().inverted()[0].map(position)
        self._live.add(point.x(), point.y(), pressure)
        painter = self._layer_painter(layer)
        paint_newest(painter, self._live.last(3), QColor(self._theme.ink), self._pen_width)
        painter.end()
        self.update(self._touched(self._live))

    def _finish(self, position: QPointF | None = None) -> None:
        """End the current stroke, if any, at `position` or at its last point."""
        if self._live is None:
            return
        if position is not None and not self._is_at(position):
            self._add(position, 1.0)
        layer, live = self._current_layer(), self._live
        painter = self._layer_painter(layer)
        paint_tail(painter, live.last(2), QColor(self._theme.ink), self._pen_width)
        painter.end()
        self.update(self._touched(live))
        self._history = self._history.push(self._history.present.with_stroke(live.stroke()))
        self._live = None
        self._announce()
        self._announce_history()

    def _is_at(self, position: QPointF) -> bool:
        assert self._live is not None
        x, y, _ = self._live.last(1)[0]
        distance = self._to_widget().map(QPointF(x, y)) - position
        return distance.manhattanLength() < 0.01

    def _go_to(self, history: History[Drawing]) -> None:
        if history is self._history:
            return
        self._history = history
        self._redraw()
        self._announce()
        self._announce_history()

    def _announce(self) -> None:
        """Emit the drawing now. Moves within the next frame are emitted together at its end."""
        self._is_behind = False
        self._frame.start()
        self.drawing_changed.emit(self.drawing())

    def _catch_up(self) -> None:
        if self._is_behind:
            self._announce()

    def _announce_history(self) -> None:
        self.history_changed.emit(self._history.can_undo, self._history.can_redo)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layer = None
        self._update_cursor()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_layer())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._live is not None:
            painter.setTransform(self._to_widget())
            paint_tail(painter, self._live.last(2), QColor(self._theme.ink), self._pen_width)
            painter.resetTransform()
        elif not self._history.present.strokes:
            sheet.paint_hint(painter, self._paper(), self.tr("Draw a digit here"), self._theme)
        sheet.paint_frame(painter, QRectF(self.rect()), self._paper(), self._theme, focused=self.hasFocus())
        painter.end()

    def _current_layer(self) -> QPixmap:
        """Return the pixmap of paper, guides and finished ink, at this screen's density."""
        ratio = self.devicePixelRatioF()
        if self._layer is None or self._layer.devicePixelRatioF() != ratio:
            self._layer = self._new_layer(ratio)
        return self._layer

    def _new_layer(self, ratio: float) -> QPixmap:
        layer = QPixmap((QSize(self.size()).toSizeF() * ratio).toSize().expandedTo(QSize(1, 1)))
        layer.setDevicePixelRatio(ratio)
        layer.fill(QColor(self._theme.paper))
        painter = self._layer_painter(layer)
        sheet.paint_guides(painter, self._theme)
        ink = QColor(self._theme.ink)
        for stroke in self.drawing().strokes:
            paint_stroke(painter, stroke, ink, self._pen_width)
        painter.end()
        return layer

    def _layer_painter(self, layer: QPixmap) -> QPainter:
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._to_widget())
        return painter

    def _redraw(self) -> None:
        self._layer = None
        self.update()

    def _touched(self, live: LiveStroke) -> QRect:
        """Return the widget's area that the latest point can change: its curve, and the tail before it."""
        rows = live.last(4)
        (left, top), (right, bottom) = rows[:, :2].min(axis=0), rows[:, :2].max(axis=0)
        reach = self._pen_width / 2 + 2
        area = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-reach, -reach, reach, reach)
        return self._to_widget().mapRect(area).toAlignedRect()

    def _paper(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _to_widget(self) -> QTransform:
        paper = self._paper()
        scale = max(paper.width(), 1.0) / SIDE
        return QTransform(scale, 0, 0, scale, paper.x(), paper.y())

    def _update_cursor(self) -> None:
        width = self._pen_width * self._to_widget().m11()
        self.setCursor(sheet.pen_cursor(width, self._theme, self.devicePixelRatioF()))


def _fitted(drawing: Drawing) -> Drawing:
    """Return the drawing scaled and centred to 500×500, or unchanged if it has that size."""
    if (drawing.width, drawing.height) == (SIDE, SIDE):
        return drawing
    scale = SIDE / max(drawing.width, drawing.height)
    shift = [(SIDE - drawing.width * scale) / 2, (SIDE - drawing.height * scale) / 2]
    strokes = tuple(Stroke(stroke.points * scale + shift, stroke.pressures) for stroke in drawing.strokes)
    return replace(drawing, strokes=strokes, width=SIDE, height=SIDE)
