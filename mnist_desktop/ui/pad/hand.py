"""What pointers and keys do on the pad: strokes and erasing, in the state and in the ink."""

from __future__ import annotations

from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from mnist_desktop.ui.pad import ink
from mnist_desktop.ui.pad.gesture import Drawn, Erased, Tool
from mnist_desktop.ui.pad.ink import Piece
from mnist_desktop.ui.pad.ink_layer import InkLayer
from mnist_desktop.ui.pad.live_stroke import SETTLED
from mnist_desktop.ui.pad.state import PadState

ERASER: Final = 2.0  # times as wide as the pen


class Pointer(IntEnum):
    """What draws. A press of a higher one ends what a lower one is doing; that of a lower one is ignored meanwhile."""

    KEYBOARD = 1
    TOUCH = 2
    MOUSE = 3
    STYLUS = 4


class Hand(QObject):
    """Draws and erases. Places are in widget pixels."""

    inked = Signal(QRectF)  # canvas pixels; where the ink looks different now
    tool_changed = Signal(object)  # the Tool in use

    def __init__(self, state: PadState, layer: InkLayer, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._layer = state, layer
        self._pointer = Pointer.MOUSE
        self._chosen = self.tool = Tool.PEN  # the latter is in use now

    @property
    def pointer(self) -> Pointer | None:
        """What draws or erases now."""
        return None if self._state.gesture is None else self._pointer

    @property
    def tail(self) -> tuple[Piece, ...]:
        """The ink at the end of the current stroke, which is not in the layer yet."""
        gesture = self._state.gesture
        return self._tail_of(gesture) if isinstance(gesture, Drawn) else ()

    def choose(self, tool: Tool) -> None:
        """Use this tool from the next press on."""
        self._chosen = tool
        self.lift()

    def begin(self, pointer: Pointer, tool: Tool | None, place: QPointF, pressure: float | None = None) -> None:
        """Begin with a tool, or with the chosen one. `pressure` is None for a pointer that has none."""
        self._pointer = pointer
        tool = tool or self._chosen
        pen_width = self._layer.look.pen_width
        if tool is Tool.PEN:
            self._state.begin(Drawn(has_pressure=pressure is not None))
        else:
            self._state.begin(Erased(self._state.present, pen_width * (ERASER + 1) / 2))
        self._take(tool)
        self.extend(place, 1.0 if pressure is None else pressure)

    def extend(self, place: QPointF, pressure: float = 1.0) -> None:
        """Go on to a place."""
        point = self._layer.look.view.to_canvas(place)
        match self._state.gesture:
            case Drawn() as stroke:
                self._draw(stroke, point, pressure)
            case Erased() as erased:
                self._erase(erased, point)
        self._state.follow()

    def finish(self, place: QPointF | None = None) -> None:
        """End what is being done, if anything, at a place or where it is."""
        gesture = self._state.gesture
        if gesture is None:
            return
        if place is not None and not self._is_at(place):
            self.extend(place)
        self._layer.add(self.tail)
        self._state.finish()
        self._layer.adopt(self._state.present.drawing)
        self.lift()

    def cancel(self) -> None:
        """Take back what is being done."""
        self._state.cancel()
        self.lift()

    def lift(self) -> None:
        """Take the chosen tool again, as nothing is being done any more."""
        self._take(self._chosen)

    def _take(self, tool: Tool) -> None:
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def _draw(self, stroke: Drawn, point: QPointF, pressure: float) -> None:
        before = self._tail_of(stroke) if len(stroke) else ()
        stroke.add(point.x(), point.y(), pressure)
        if stroke.settled_now:
            start = stroke.unsettled + stroke.settled_now
            pen_width = self._layer.look.pen_width
            self._layer.add(ink.live_pieces(stroke.last(SETTLED), start, stroke.unsettled, pen_width))
        self.inked.emit(reduce(or_, (piece.area for piece in (*before, *self._tail_of(stroke)))))

    def _tail_of(self, stroke: Drawn) -> tuple[Piece, ...]:
        return ink.live_pieces(stroke.last(SETTLED), stroke.unsettled, 0, self._layer.look.pen_width)

    def _erase(self, erased: Erased, point: QPointF) -> None:
        cut = erased.move(point.x(), point.y())
        if cut is not None:
            reach = self._layer.look.pen_width + ink.BULGE * max(cut.width(), cut.height())
            area = cut.adjusted(-reach, -reach, reach, reach)
            self._layer.set_part(erased.drawing, area)
            self.inked.emit(area)

    def _is_at(self, place: QPointF) -> bool:
        gesture = self._state.gesture
        if not isinstance(gesture, Drawn):
            return False
        x, y, _ = gesture.last(1)[0]
        distance = self._layer.look.view.to_widget().map(QPointF(x, y)) - place
        return distance.manhattanLength() < 0.01
