"""The drawing pad. It stores strokes, not pixels, and can repaint them at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.pad import boxes, cross_hair, ink, sheet
from mnist_desktop.ui.pad.background import Background
from mnist_desktop.ui.pad.boxes import DigitBox
from mnist_desktop.ui.pad.content import PadContent, fitted, picture_content
from mnist_desktop.ui.pad.cross_hair import CrossHair
from mnist_desktop.ui.pad.gesture import Erased, Tool
from mnist_desktop.ui.pad.hand import ERASER, Hand
from mnist_desktop.ui.pad.ink_layer import InkLayer, Look
from mnist_desktop.ui.pad.pointers import POINTER_EVENTS, PointerInput, Wheel
from mnist_desktop.ui.pad.state import PadState
from mnist_desktop.ui.pad.undo import History
from mnist_desktop.ui.pad.view import View, room
from mnist_desktop.ui.style.theme import LIGHT, Theme

THINNEST: Final = 4  # canvas pixels
THICKEST: Final = 40
USUAL_WIDTH: Final = 18
PER_NOTCH: Final = 2  # canvas pixels of pen width per notch of the wheel
BY_KEY: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Canvas(QWidget):
    """A sheet 500 canvas pixels high and as wide as the widget's shape allows, 500 to 2000.

    Strokes are stored in canvas pixels. So a resize, another screen density or another pen width changes only how they
    look, never the drawing. Where a narrower widget would cut ink or a picture, the whole sheet is shown smaller.
    """

    content_changed = Signal(object)  # PadContent, including what is being drawn or erased
    drawing_changed = Signal(object)  # its Drawing, if that changed
    history_changed = Signal(bool, bool)  # can undo, can redo
    pen_width_changed = Signal(int)  # canvas pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PadState(self)
        self._theme, self._pen_width = LIGHT, USUAL_WIDTH
        self._background, self._ink = Background(), InkLayer(self._look(), self)
        self._hand = Hand(self._state, self._ink, self)
        self._pointers, self._wheel = PointerInput(self._hand), Wheel(PER_NOTCH)
        self._cross_hair = CrossHair(self._hand, lambda: self._ink.look.view)
        self._boxes: tuple[DigitBox, ...] = ()
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(
            self.tr(
                "Draw digits here with the mouse, a pen or a finger; they are read as you draw."
                " With the keyboard, the arrow keys move a cross-hair, farther with Shift, and Space puts the pen down"
                " and lifts it. Escape lifts the pen, or leaves the pad."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 240)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # the right button erases
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def _connect(self) -> None:
        self._state.content_changed.connect(self.content_changed)
        self._state.drawing_changed.connect(self.drawing_changed)
        self._state.history_changed.connect(self.history_changed)
        self._state.replaced.connect(self._show_content)
        self._ink.painted.connect(self.update)
        self._hand.inked.connect(lambda area: self.update(self._seen(area)))
        self._hand.tool_changed.connect(self._show_tool)

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    # What is on the pad

    def content(self) -> PadContent:
        """Return strokes and picture, including the current stroke."""
        return self._state.content()

    def drawing(self) -> Drawing:
        """Return all strokes, including the current one, on a sheet of 500 to 2000 × 500."""
        return self._state.content().drawing

    def set_content(self, content: PadContent) -> None:
        """Show what was the content of a pad. Undo reverts it in one step."""
        self._state.push(content)

    def set_drawing(self, drawing: Drawing) -> None:
        """Show a drawing alone, scaled and centred to a sheet. Undo reverts it in one step."""
        self._state.push(PadContent(fitted(drawing, self._state.room)))

    def set_picture(self, picture: QImage | None) -> None:
        """Show a picture alone, as large as fits on the sheet, or remove it. Undo reverts it in one step."""
        if picture is not None:
            self._state.push(picture_content(picture, self._state.room))
        elif self.content().picture is not None:
            self._state.push(PadContent(self.drawing()))

    def clear(self) -> None:
        """Remove all strokes and the picture. Undo reverts it in one step."""
        if not self.content().is_empty:
            self._state.push(PadContent())

    def new_sheet(self) -> History[PadContent]:
        """Show an empty sheet, of which nothing can be undone yet. Return what was there, for `put_back`."""
        return self._state.start_anew()

    def put_back(self, before: History[PadContent]) -> None:
        """Show what was there before a new sheet, with its steps of undo. What is there now is one more of them."""
        self._state.go_back(before)

    def undo(self) -> None:
        self._state.undo()

    def redo(self) -> None:
        self._state.redo()

    # Appearance and tool

    @property
    def pen_width(self) -> int:
        """The pen width in canvas pixels, 4 to 40. It affects only the looks, not the reading."""
        return self._pen_width

    def set_pen_width(self, width: int) -> None:
        """Show all strokes with this width in canvas pixels, limited to 4…40. The eraser is twice as wide."""
        width = max(THINNEST, min(THICKEST, width))
        if width != self._pen_width:
            self._pen_width = width
            self._redraw()
            self.pen_width_changed.emit(width)

    def choose_tool(self, tool: Tool) -> None:
        """Let the pointers draw or erase from now on."""
        self._hand.choose(tool)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._redraw()

    def show_boxes(self, digits: Sequence[DigitBox]) -> None:
        """Show boxes around digits, above the ink, in place of those before. They are no part of the content."""
        shown = tuple(digits)
        for box in set(shown) ^ set(self._boxes):
            self.update(boxes.area(box, self._ink.look.view, self._pen_width).toAlignedRect())
        self._boxes = shown

    # Events

    def event(self, event: QEvent) -> bool:
        if event.type() not in POINTER_EVENTS or not self._pointers.handle(event):
            return super().event(event)
        if self._hand.pointer is not None:
            self._show_cross_hair(shown=False)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the pen's width."""
        self.set_pen_width(self._pen_width + self._wheel.turn(event.angleDelta().y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw with the cross-hair, or leave the pad."""
        if self._cross_hair.handle(event):
            self.update()
        elif event.key() == Qt.Key.Key_Escape:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show_cross_hair(shown=event.reason() in BY_KEY)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._cross_hair.is_down:
            self._hand.finish()
        self._show_cross_hair(shown=False)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if isinstance(self._state.gesture, Erased):
            self._hand.finish()
        self._state.set_room(room(self.size()))
        self._redraw()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ink.look.view != self._view():  # the window is on a screen of another density
            self._redraw()
        view, content = self._ink.look.view, self._state.present
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._background.pixmap(content, view, self._theme))
        painter.drawPixmap(0, 0, self._ink.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tail := self._hand.tail:
            painter.setTransform(view.to_widget())
            for piece in tail:
                ink.paint(painter, piece, QColor(self._theme.ink))
            painter.resetTransform()
        elif content.is_empty:
            self._paint_hint(painter, view.sheet)
        boxes.paint(painter, self._boxes, view, self._pen_width, self._theme, QRectF(event.rect()))
        if self._cross_hair.is_shown:
            cross_hair.paint(painter, self._cross_hair.place(), self._theme, is_down=self._cross_hair.is_down)
        sheet.paint_frame(painter, QRectF(self.rect()), view.sheet, self._theme, focused=self.hasFocus())
        painter.end()

    # Private

    def _paint_hint(self, painter: QPainter, paper: QRectF) -> None:
        if self._cross_hair.is_shown:  # which starts in the middle
            text, at = self.tr("Arrow keys move, Space draws, Esc leaves"), 0.7
        else:
            text, at = self.tr("Draw digits here"), 0.5
        sheet.paint_hint(painter, paper, text, self._theme, at=at)

    def _view(self) -> View:
        return View(self.size(), self._state.present.drawing.width, self.devicePixelRatioF())

    def _look(self) -> Look:
        return Look(self._view(), self._pen_width, self._theme.ink)

    def _show_content(self) -> None:
        """Paint another content, on a sheet that may have another width."""
        self._ink.set_drawing(self._state.present.drawing)
        if self._ink.look.view != self._view():
            self._redraw()
        self._hand.lift()
        self.update()

    def _redraw(self) -> None:
        look = self._look()
        if look != self._ink.look:
            self._ink.set_look(look)
        self._show_tool(self._hand.tool)
        self.update()

    def _seen(self, area: QRectF) -> QRect:
        return self._ink.look.view.to_widget().mapRect(area).toAlignedRect()

    def _show_cross_hair(self, *, shown: bool) -> None:
        if shown != self._cross_hair.is_shown:
            self._cross_hair.is_shown = shown
            self.update()

    def _show_tool(self, tool: Tool) -> None:
        is_eraser = tool is Tool.ERASER
        width = self._pen_width * (ERASER if is_eraser else 1.0) * self._ink.look.view.scale
        self.setCursor(sheet.ring_cursor(width, self._theme, self.devicePixelRatioF(), is_eraser=is_eraser))
