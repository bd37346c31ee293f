"""Turns events of mouse, stylus and touch into gestures on the pad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

from mnist_desktop.ui.pad.gesture import Tool
from mnist_desktop.ui.pad.hand import Hand, Pointer

POINTER_EVENTS: Final = frozenset(
    (
        *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick),
        *(QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease),
        *(QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease),
        *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel),
    )
)
NOTCH: Final = 120  # of a wheel, in eighths of a degree; wheels of high resolution send parts of it


class PointerInput:
    """Handles the events of all pointers.

    One finger draws. A second finger takes the stroke back, as two are no pen, and nothing more is drawn until all are
    lifted. Mouse events that the system makes from those of a stylus or finger are ignored.
    """

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._button = Qt.MouseButton.NoButton
        self._is_waiting = False  # until all fingers are lifted

    def handle(self, event: QEvent) -> bool:
        """Use up an event of a pointer. Return False for all others."""
        if isinstance(event, QTabletEvent):
            self._take_stylus(event)
        elif isinstance(event, QTouchEvent) and _is_screen(event):
            self._take_touch(event)
        elif isinstance(event, QMouseEvent):
            if event.source() == Qt.MouseEventSource.MouseEventNotSynthesized:
                self._take_mouse(event)
        else:
            return False
        event.accept()
        return True

    def _take_mouse(self, event: QMouseEvent) -> None:
        is_drawing = self._hand.pointer is Pointer.MOUSE
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if event.button() in _TOOLS:
                if self._may_begin(Pointer.MOUSE):
                    self._button = event.button()
                    self._hand.begin(Pointer.MOUSE, _TOOLS[self._button], event.position())
            case QEvent.Type.MouseMove if is_drawing and event.buttons() & self._button:
                self._hand.extend(event.position())
            case QEvent.Type.MouseMove if is_drawing:  # another widget got the release, as when a menu opened
                self._hand.finish()
            case QEvent.Type.MouseButtonRelease if is_drawing and event.button() == self._button:
                self._hand.finish(event.position())

    def _take_stylus(self, event: QTabletEvent) -> None:
        is_drawing = self._hand.pointer is Pointer.STYLUS
        match event.type():
            case QEvent.Type.TabletPress if event.button() in _TOOLS and self._may_begin(Pointer.STYLUS):
                self._button = event.button()
                self._hand.begin(Pointer.STYLUS, _tool_of_stylus(event), event.position(), event.pressure())
            case QEvent.Type.TabletMove if is_drawing:
                self._hand.extend(event.position(), event.pressure())
            case QEvent.Type.TabletRelease if is_drawing and event.button() == self._button:
                self._hand.finish()

    def _take_touch(self, event: QTouchEvent) -> None:
        fingers = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        is_drawing = self._hand.pointer is Pointer.TOUCH
        if event.type() == QEvent.Type.TouchCancel or len(fingers) > 1:
            self._is_waiting = event.type() != QEvent.Type.TouchCancel
            if is_drawing:
                self._hand.cancel()
        elif not fingers:
            self._is_waiting = False
            if is_drawing:
                self._hand.finish(event.points()[0].position())
        elif is_drawing:
            self._hand.extend(fingers[0].position())
        elif event.type() == QEvent.Type.TouchBegin and not self._is_waiting and self._may_begin(Pointer.TOUCH):
            self._hand.begin(Pointer.TOUCH, None, fingers[0].position())

    def _may_begin(self, pointer: Pointer) -> bool:
        """End what a lower pointer is doing. A palm lands before the stylus, so its stroke is taken back."""
        current = self._hand.pointer
        if current is None:
            return True
        if pointer < current or (pointer == current and pointer is not Pointer.STYLUS):
            return False
        end: Callable[[], None] = self._hand.cancel if current is Pointer.TOUCH else self._hand.finish
        end()
        return True


class Wheel:
    """Adds up the turns of a wheel, which may come in small parts."""

    def __init__(self, steps: int) -> None:
        self._steps = steps  # per notch
        self._rest = 0

    def turn(self, angle: int) -> int:
        """Return the whole steps that are due after a turn by `angle`, in eighths of a degree."""
        if angle * self._rest < 0:  # another direction begins anew
            self._rest = 0
        self._rest += angle * self._steps
        due = int(self._rest / NOTCH)
        self._rest -= due * NOTCH
        return due


_TOOLS: Final[dict[Qt.MouseButton, Tool | None]] = {
    Qt.MouseButton.LeftButton: None,  # the chosen one
    Qt.MouseButton.RightButton: Tool.ERASER,
}


def _tool_of_stylus(event: QTabletEvent) -> Tool | None:
    if event.pointerType() == QPointingDevice.PointerType.Eraser:
        return Tool.ERASER
    return _TOOLS[event.button()]


def _is_screen(event: QTouchEvent) -> bool:
    """Return whether the touch is on a screen. A touch pad moves the mouse, and its fingers are nowhere on the pad."""
    return event.device().type() == QInputDevice.DeviceType.TouchScreen
