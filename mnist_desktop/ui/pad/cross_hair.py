"""Drawing by keyboard: the keys move a cross-hair, and put the pen down and lift it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from mnist_desktop.ui.pad.content import HEIGHT
from mnist_desktop.ui.pad.hand import Hand, Pointer
from mnist_desktop.ui.pad.view import View
from mnist_desktop.ui.style.theme import Theme

STEP: Final = 10.0  # canvas pixels
LONG_STEP: Final = 50.0  # with Shift
ARM: Final = 16.0  # widget pixels from the middle
GAP: Final = 4.0  # widget pixels that stay free in the middle

Key = Qt.Key
DIRECTIONS: Final = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
    Key.Key_Home: (-1, -1),  # the diagonals, as on the number pad
    Key.Key_PageUp: (1, -1),
    Key.Key_End: (-1, 1),
    Key.Key_PageDown: (1, 1),
}
PEN_KEYS: Final = (Key.Key_Space, Key.Key_Return, Key.Key_Enter)


class CrossHair:
    """The place where the keyboard draws. It begins in the middle of the sheet and stays on it."""

    def __init__(self, hand: Hand, view: Callable[[], View]) -> None:
        self._hand, self._view = hand, view
        self._place: QPointF | None = None  # canvas pixels
        self.is_shown = False

    @property
    def is_down(self) -> bool:
        return self._hand.pointer is Pointer.KEYBOARD

    def place(self) -> QPointF:
        """Return where it is, in widget pixels."""
        view = self._view()
        sheet = QRectF(0, 0, view.width, HEIGHT)
        is_on = self._place is not None and sheet.adjusted(0, 0, 1, 1).contains(self._place)
        return view.to_widget().map(self._place if self._place is not None and is_on else sheet.center())

    def handle(self, event: QKeyEvent) -> bool:
        """Use up a key that moves the cross-hair, puts the pen down or lifts it. Return False for others."""
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        key = Qt.Key(event.key())
        if key in DIRECTIONS:
            self._move(QPointF(*DIRECTIONS[key]), is_far=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in PEN_KEYS:
            if not event.isAutoRepeat():
                self._turn_pen()
        elif key == Qt.Key.Key_Escape and self.is_down:
            self._hand.finish()
        else:
            return False
        self.is_shown = True
        return True

    def _move(self, direction: QPointF, *, is_far: bool) -> None:
        view = self._view()
        wanted = view.to_canvas(self.place()) + direction * (LONG_STEP if is_far else STEP)
        self._place = QPointF(min(max(wanted.x(), 0.0), view.width), min(max(wanted.y(), 0.0), HEIGHT))
        if self.is_down:
            self._hand.extend(self.place())

    def _turn_pen(self) -> None:
        if self.is_down:
            self._hand.finish()
        elif self._hand.pointer is None:
            self._hand.begin(Pointer.KEYBOARD, None, self.place())


def paint(painter: QPainter, place: QPointF, theme: Theme, *, is_down: bool) -> None:
    """Paint a cross-hair at a place in widget pixels, with a ring while the pen is down."""
    for colour, width in ((theme.paper, 4.0), (theme.accent, 2.0)):
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            painter.drawLine(place + QPointF(x, y) * GAP, place + QPointF(x, y) * ARM)
        if is_down:
            painter.drawEllipse(place, ARM / 2, ARM / 2)
