"""Saves the drawing on the pad, so that the next start can restore it if this window crashes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.system import log
from mnist_desktop.system.recovery import Recovery
from mnist_desktop.ui.pad.canvas import Canvas

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

PAUSE: Final = 1000  # milliseconds between two saves
PIECE: Final = 200  # points; their JSON takes half a millisecond
TURN: Final = 0.001  # seconds of work before the GUI thread gets a turn


class RecoverySession(QObject):
    """Saves the drawing after each stroke, at most once a second, and restores what the last window left."""

    crash_found = Signal(str)  # one line for the user

    def __init__(self, canvas: Canvas, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._recovery = Recovery(folder)
        self._recovery.trace_crashes()
        self._writer: ThreadPoolExecutor | None = None
        self._is_ending = threading.Event()
        self._is_saved = True
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._catch_up)

    def begin(self) -> None:
        """Restore the lost drawing once the window is visible, and save drawings from now on."""
        from concurrent.futures import ThreadPoolExecutor

        self._writer = ThreadPoolExecutor(1, "recovery")
        left = self._recovery.begin()
        self._canvas.history_changed.connect(self._take_change)
        if self._canvas.drawing().strokes:
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
            self._canvas.set_drawing(Drawing.from_json(json.loads(work)))
        except (ValueError, RecursionError) as error:
            log.note(f"the drawing of a window that ended badly cannot be read: {error}")

    def _report_crash(self) -> None:
        if self._canvas.drawing().strokes:
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
        self._writer.submit(self._write, self._canvas.drawing())

    def _write(self, drawing: Drawing) -> None:
        """Save a drawing, or remove the saved one. Runs in the writer's thread and often yields to other threads."""
        pieces, turn_ends = list[str](), 0.0
        for piece in _drawing_file(drawing) if drawing.strokes else ():
            pieces.append(piece)
            if time.perf_counter() > turn_ends:
                if self._is_ending.wait(TURN):
                    return
                turn_ends = time.perf_counter() + TURN
        self._recovery.keep("".join(pieces).encode() if pieces else None)


def _drawing_file(drawing: Drawing) -> Iterator[str]:
    """Yield a drawing file in small pieces. As one piece, 100,000 points would block every thread."""
    frame = replace(drawing, strokes=()).to_json()
    del frame["strokes"]
    yield f'{json.dumps(frame).removesuffix("}")}, "strokes": ['
    for index, stroke in enumerate(drawing.strokes):
        yield ", [" if index else "["
        for start in range(0, len(stroke.points), PIECE):
            yield (", " if start else "") + json.dumps(_part(stroke, start).to_json())[1:-1]
        yield "]"
    yield "]}"


def _part(stroke: Stroke, start: int) -> Stroke:
    points = slice(start, start + PIECE)
    return Stroke(stroke.points[points], None if stroke.pressures is None else stroke.pressures[points])
