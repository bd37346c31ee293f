"""Watches the user's input, so that slow imports run while there is none."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

MOMENT: Final = 500  # milliseconds without input, after which the user is taken to be idle
_PRESSED: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin})
_RELEASED: Final = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease, QEvent.Type.TouchEnd})
_OTHER: Final = frozenset({QEvent.Type.MouseMove, QEvent.Type.TabletMove, QEvent.Type.KeyPress, QEvent.Type.Wheel})
_INPUT: Final = _PRESSED | _RELEASED | _OTHER


class InputWatch(QObject):
    """Reports the input of all windows between `start` and `stop`."""

    idle = Signal()  # no input for a moment, and nothing is held down
    pressed = Signal()  # a button, pen or finger went down
    released = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_watching = self._is_down = False
        self._timer = QTimer(self, singleShot=True, interval=MOMENT)
        self._timer.timeout.connect(self.idle)

    def start(self) -> None:
        self._is_watching = True
        _application().installEventFilter(self)
        self.restart()

    def restart(self) -> None:
        """Report `idle` a moment from now, unless there is input. Does nothing before `start` and after `stop`."""
        if self._is_down or not self._is_watching:
            self._timer.stop()
        else:
            self._timer.start()

    def stop(self) -> None:
        self._is_watching = False
        _application().removeEventFilter(self)
        self._timer.stop()
        self._take_release()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _INPUT:
            if kind in _PRESSED and not self._is_down:
                self._is_down = True
                self.pressed.emit()
            elif kind in _RELEASED:
                self._take_release()
            self.restart()
        return False

    def _take_release(self) -> None:
        if self._is_down:
            self._is_down = False
            self.released.emit()


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None, "a window has an application"
    return app
