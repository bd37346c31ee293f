"""The state of the pad: its content, the change under way, undo and redo."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mnist_desktop.ui.pad.content import HEIGHT, PadContent
from mnist_desktop.ui.pad.gesture import Gesture
from mnist_desktop.ui.pad.undo import History

FRAME_MS: Final = 4  # milliseconds; moves within this time are announced once


class PadState(QObject):
    """Keeps the content of the pad, and announces each change."""

    content_changed = Signal(object)  # PadContent, including the gesture under way
    drawing_changed = Signal(object)  # its Drawing, if that changed
    history_changed = Signal(bool, bool)  # can undo, can redo
    replaced = Signal()  # another content than what the gestures made

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._history = History((PadContent(),))
        self.room = HEIGHT  # canvas pixels; the width of a sheet that fills the pad
        self._gesture: Gesture | None = None
        self._announced = self._history.present.drawing
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._catch_up)
        self._is_behind = False

    @property
    def present(self) -> PadContent:
        """The content without the gesture under way."""
        return self._history.present

    @property
    def gesture(self) -> Gesture | None:
        return self._gesture

    def content(self) -> PadContent:
        """Return the content including the gesture under way."""
        return self.present if self._gesture is None else self._gesture.applied_to(self.present)

    # Steps of undo

    def push(self, content: PadContent) -> None:
        """Show another content. Undo reverts it in one step."""
        self.finish()
        self._go_to(self._history.push(content.at_width(self.room)))

    def undo(self) -> None:
        self.finish()
        self._go_to(self._history.undo())

    def redo(self) -> None:
        self.finish()
        self._go_to(self._history.redo())

    def start_anew(self) -> History[PadContent]:
        """Show nothing, with no steps of undo. Return those that there were, for `go_back`."""
        self.finish()
        before = self._history
        self._go_to(History((PadContent(),)))
        return before

    def go_back(self, before: History[PadContent]) -> None:
        """Take up a history again. What is there now becomes a step of undo in it."""
        self.finish()
        now = self.present
        self._go_to(before if now.is_empty else before.push(now).push(before.present))

    def set_room(self, room: int) -> None:
        """Use a sheet of this width in canvas pixels, or of what the content needs. This is no step of undo."""
        self.room = room
        content = self.present.at_width(room)
        if content is not self.present:
            self._history = self._history.with_present(content)
            self._announce()

    # Gestures

    def begin(self, gesture: Gesture) -> None:
        """Begin a change. It is announced with `follow`."""
        self._gesture = gesture

    def follow(self) -> None:
        """Announce that the gesture went on: now, or at the end of the frame."""
        if self._frame.isActive():
            self._is_behind = True
        else:
            self._announce()

    def finish(self) -> None:
        """Make the gesture under way, if any, a step of undo."""
        content, self._gesture = self.content(), None
        if content is not self.present:
            self._history = self._history.push(content)
            self._announce()
            self._announce_history()

    def cancel(self) -> None:
        """Take the gesture under way back, as if it had not begun."""
        if self._gesture is not None:
            self._gesture = None
            self.replaced.emit()
            self._announce()

    def _go_to(self, history: History[PadContent]) -> None:
        if history is self._history:
            return
        self._history = history.with_present(history.present.at_width(self.room))
        self.replaced.emit()
        self._announce()
        self._announce_history()

    def _announce(self) -> None:
        self._is_behind = False
        self._frame.start()
        content = self.content()
        self.content_changed.emit(content)
        if content.drawing is not self._announced:
            self._announced = content.drawing
            self.drawing_changed.emit(content.drawing)

    def _catch_up(self) -> None:
        if self._is_behind:
            self._announce()

    def _announce_history(self) -> None:
        self.history_changed.emit(self._history.can_undo, self._history.can_redo)
