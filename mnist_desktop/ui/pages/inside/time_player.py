"""The slider over the moments of a run, which can play them like a film."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from mnist_desktop.ui.widgets.controls import wheel_changes

FRAME: Final = 80  # milliseconds of a moment
JUMP: Final = 5  # moments of a page key


class MomentSlider(QSlider):
    """A place for each moment. It stays where it is when the moments are left for now."""

    chosen = Signal(int)  # the index of a moment: by the user, or while it plays
    play_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("timeSlider")
        self.setAccessibleName(self.tr("Moment of the training"))
        self.setPageStep(JUMP)
        self._is_set = False  # by the program, not by the user
        self._timer = QTimer(self, interval=FRAME)
        self._timer.timeout.connect(self._advance)
        self.valueChanged.connect(self._take)
        self.sliderPressed.connect(lambda: self._take(self.value()))
        self.setEnabled(False)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def show_count(self, count: int, index: int | None) -> None:
        """Have so many moments, with this one on show. For now, which is None, be at the last one."""
        self._is_set = True
        self.setMaximum(max(count - 1, 0))
        self.setValue(self.maximum() if index is None else index)
        self._is_set = False
        self.setEnabled(count > 0)

    def go_to(self, index: int) -> None:
        """Choose a moment."""
        if index == self.value():
            self.chosen.emit(index)
        else:
            self.setValue(index)

    def play_or_pause(self) -> None:
        """Pause, or play from here, or from the first moment if this is the last."""
        if self.is_playing:
            self.pause()
            return
        self._timer.start()
        self.go_to(0 if self.value() == self.maximum() else self.value())
        self.play_changed.emit(True)

    def pause(self) -> None:
        if self.is_playing:
            self._timer.stop()
            self.play_changed.emit(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_changes(self, event):
            super().wheelEvent(event)

    def _advance(self) -> None:
        if self.value() < self.maximum():
            self.setValue(self.value() + 1)
        else:
            self.pause()

    def _take(self, index: int) -> None:
        if not self._is_set and self.isEnabled():
            self.chosen.emit(index)
