"""Saves what is on the pad, so that the next start can restore it if this window crashes."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from mnist_desktop.sessions.pad_file import content_of, pad_file, picture_data
from mnist_desktop.system import log
from mnist_desktop.system.recovery import Recovery
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

PAUSE: Final = 1000  # milliseconds between two saves
TURN: Final = 0.001  # seconds of work before the GUI thread gets a turn


class RecoverySession(QObject):
    """Saves strokes and picture after each stroke, at most once a second, and restores what the last window left."""

    crash_found = Signal(str)  # one line for the user

    def __init__(self, canvas: Canvas, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._recovery = Recovery(folder)
        self._recovery.trace_crashes()
        self._writer: ThreadPoolExecutor | None = None
        self._is_ending = threading.Event()
        self._is_saved = True
        self._encoded: tuple[QImage | None, str] = None, ""  # the last picture; each stroke on it is saved with it
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._catch_up)

    def begin(self) -> None:
        """Restore the lost drawing once the window is visible, and save drawings from now on."""
        from concurrent.futures import ThreadPoolExecutor

        self._writer = ThreadPoolExecutor(1, "recovery")
        left = self._recovery.begin()
        self._canvas.history_changed.connect(self._take_change)
        if not self._canvas.content().is_empty:
            self._save()
        elif left is not None and left.work is not None:
            self._restore(left.work)
        if left is not None and left.crashed:
            self._report_crash()

    def end(self) -> None:
        """Remove the saved drawing, because the window ends well."""
        self._pause.stop()
        self._is_ending.set()
        if self._writer is not None:
            self._writer.shutdown(cancel_futures=True)
        self._recovery.end()

    def _restore(self, work: bytes) -> None:
        try:
            self._canvas.set_content(content_of(work))
        except (ValueError, RecursionError) as error:
            log.note(f"the drawing of a window that ended badly cannot be read: {error}")

    def _report_crash(self) -> None:
        if not self._canvas.content().is_empty:
            text = self.tr("The program crashed last time; the details are in {0}. The drawing is back on the pad.")
        else:
            text = self.tr("The program crashed last time; the details are in {0}.")
        self.crash_found.emit(text.format(log.file()))

    def _take_change(self) -> None:
        self._is_saved = False
        if not self._pause.isActive():
            self._save()

    def _catch_up(self) -> None:
        if not self._is_saved:
            self._save()

    def _save(self) -> None:
        assert self._writer is not None
        self._is_saved = True
        self._pause.start()
        self._writer.submit(self._write, self._canvas.content())

    def _write(self, content: PadContent) -> None:
        """Save a content, or remove the saved one. Runs in the writer's thread and often yields to other threads."""
        pieces, turn_ends = list[str](), 0.0
        for piece in () if content.is_empty else pad_file(content, self._data_of(content.picture)):
            pieces.append(piece)
            if time.perf_counter() > turn_ends:
                if self._is_ending.wait(TURN):
                    return
                turn_ends = time.perf_counter() + TURN
        self._recovery.keep("".join(pieces).encode() if pieces else None)

    def _data_of(self, picture: QImage | None) -> str:
        if picture is not self._encoded[0]:
            self._encoded = picture, "" if picture is None else picture_data(picture)
        return self._encoded[1]
