"""A grid of small cells, one for each filter or neuron of a layer, that switch them off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.reading.lab import LabLayer

SIDES: Final = ((12, 30), (60, 20))  # pixels of a cell, for up to so many units
SMALLEST: Final = 9  # pixels of a cell, for more
SPACED: Final = 12  # pixels of the smallest cell that has a larger gap beside it
DIMMED: Final = 0.25  # opacity of what is off
KEYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class UnitGrid(QWidget):
    """A click switches a unit, and dragging on switches others alike. So do the arrow keys and Space."""

    off_changed = Signal(object)  # frozenset[int]: the units that are off; by the user

    def __init__(self, layer: LabLayer) -> None:
        super().__init__()
        self._layer = layer
        self._side = next((side for most, side in SIDES if layer.units <= most), SMALLEST)
        self._gap = 3 if self._side >= SPACED else 1
        self._off: frozenset[int] = frozenset()
        self._current = 0  # what the keys switch
        self._switches_off: bool | None = None  # what dragging does, None without a pressed button
        self._theme = LIGHT
        self.setObjectName(f"{layer.name}Units")
        self.setAccessibleName(layer.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def layer(self) -> LabLayer:
        return self._layer

    @property
    def off(self) -> frozenset[int]:
        return self._off

    def show_layer(self, layer: LabLayer) -> None:
        """Show other weights or activities of the same layer."""
        self._layer = layer
        self.update()

    def show_off(self, off: frozenset[int]) -> None:
        """Cross these units out."""
        if off != self._off:
            self._off = off
            self.setAccessibleDescription(self._words_of(self._current))
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def place(self, unit: int) -> QRect:
        """Return where the cell of a unit is."""
        row, column = divmod(unit, self._columns(self.width()))
        pitch = self._side + self._gap
        return QRect(column * pitch, row * pitch, self._side, self._side)

    def heightForWidth(self, width: int) -> int:
        rows = -(-self._layer.units // self._columns(width))
        return rows * (self._side + self._gap)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._side)

    # Qt's event handlers

    def event(self, event: QEvent) -> bool:
        """Name the unit below the mouse, and keep keys from being shortcuts of the window."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            unit = self._unit_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if unit is None else self._words_of(unit), self)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in KEYS or event.key() == Qt.Key.Key_Space)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self._unit_at(event.position().toPoint())
        if unit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._switches_off = unit not in self._off
            self._switch(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        unit = self._unit_at(event.position().toPoint())
        if unit is not None and self._switches_off is not None:
            self._switch(unit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._switches_off = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._take(self._off ^ {self._current})
        elif (step := KEYS.get(Qt.Key(event.key()))) is not None:
            self._move(*step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for unit in range(self._layer.units):
            place = self.place(unit)
            if place.intersects(event.rect()):
                self._paint_unit(painter, unit, place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawRect(self.place(self._current).adjusted(-1, -1, 0, 0))
        painter.end()

    # Private

    def _columns(self, width: int) -> int:
        return max(1, (width + self._gap) // (self._side + self._gap))

    def _unit_at(self, point: QPoint) -> int | None:
        """Return the unit whose cell, with its gap, is there."""
        pitch = self._side + self._gap
        column, row = point.x() // pitch, point.y() // pitch
        unit = row * self._columns(self.width()) + column
        is_cell = 0 <= column < self._columns(self.width()) and row >= 0
        return unit if is_cell and unit < self._layer.units else None

    def _switch(self, unit: int) -> None:
        self._current = unit
        self._take(self._off | {unit} if self._switches_off else self._off - {unit})

    def _take(self, off: frozenset[int]) -> None:
        if off != self._off:
            self.show_off(off)
            self.off_changed.emit(off)

    def _move(self, right: int, down: int) -> None:
        unit = self._current + right + down * self._columns(self.width())
        if 0 <= unit < self._layer.units:
            self._current = unit
            self.setAccessibleDescription(self._words_of(unit))
            self.update()

    def _words_of(self, unit: int) -> str:
        words = self.tr("{0}, filter {1}") if self._layer.are_filters else self.tr("{0}, neuron {1}")
        named = words.format(self._layer.name, self.locale().toString(unit + 1))
        is_off = unit in self._off
        state = self.tr("{0}: off, click to switch it on") if is_off else self.tr("{0}: click to switch it off")
        return state.format(named)

    def _paint_unit(self, painter: QPainter, unit: int, place: QRect) -> None:
        theme, is_off = self._theme, unit in self._off
        painter.fillRect(place, QColor(theme.track))
        painter.setOpacity(DIMMED if is_off else 1.0)
        if self._layer.kernels is None:
            painter.fillRect(place, _faded(theme.accent, float(self._layer.shades[unit])))
        else:
            self._paint_kernel(painter, unit, place)
        painter.setOpacity(1.0)
        if is_off:
            _paint_cross(painter, place, QColor(theme.warning))

    def _paint_kernel(self, painter: QPainter, unit: int, place: QRect) -> None:
        assert self._layer.kernels is not None
        kernel = self._layer.kernels[unit]
        height, width = kernel.shape
        across, down = place.width() / width, place.height() / height
        for row, weights in enumerate(kernel.tolist()):
            for column, weight in enumerate(weights):
                pixel = QRectF(place.x() + column * across, place.y() + row * down, across, down)
                painter.fillRect(pixel, _faded(self._theme.accent if weight > 0 else self._theme.warning, abs(weight)))


def _faded(colour: str, share: float) -> QColor:
    found = QColor(colour)
    found.setAlphaF(min(share, 1.0))
    return found


def _paint_cross(painter: QPainter, place: QRect, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.0 if place.width() >= SPACED else 1.0))
    corners = QRectF(place).adjusted(1, 1, -1, -1)
    painter.drawLine(corners.topLeft(), corners.bottomRight())
    painter.drawLine(QPointF(corners.right(), corners.top()), QPointF(corners.left(), corners.bottom()))
