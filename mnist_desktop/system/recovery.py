"""What a window leaves behind when it ends badly, and the next one takes over: the trace of a crash, unsaved work.

Each window has a folder of its own for as long as it runs. It holds a lock, which the system gives back however the
window ends: a folder whose lock is free is of a window that ended badly, for a clean end removes it.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mnist_desktop.system import log
from mnist_desktop.system.files import write_atomically
from mnist_desktop.system.locks import Lock, try_lock

LOCK, TRACE, WORK = "lock", "trace.txt", "work"
STARTING: Final = 60.0  # seconds in which a window has taken its lock, or never will
MAX_TRACE: Final = 100_000  # bytes


@dataclass(frozen=True)
class Leftovers:
    """What was found of windows that ended badly: whether one of them crashed, and the work of one of them."""

    crashed: bool
    work: bytes | None


class Recovery:
    """Looks after the folder of one window, below `folder`. Where nothing can be written it does nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"
        self._lock: Lock | None = None
        self._trace: int | None = None

    def trace_crashes(self) -> None:
        """Write where each thread is into the window's folder, should the process crash in native code.

        Nothing changes where the process writes such traces already, as under `python -X faulthandler`.
        """
        with suppress(OSError):
            self._own.mkdir(parents=True)
            if not faulthandler.is_enabled():
                self._trace = os.open(self._own / TRACE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                faulthandler.enable(self._trace)

    def begin(self) -> Leftovers | None:
        """Take over what other windows left; None where all of them run, or ended well.

        Their traces go to the log. Of several that left work the newest is taken, and kept as this window's own until
        it keeps another; the next window to begin takes the next.
        """
        self._lock = try_lock(self._own / LOCK)
        crashed, work = False, None
        for left in self._left_behind():
            crashed |= _log_trace(left / TRACE)
            if work is None:
                work = self._take_work(left / WORK)
            if not (left / WORK).exists():
                shutil.rmtree(left, ignore_errors=True)
        return Leftovers(crashed, work) if crashed or work is not None else None

    def keep(self, work: bytes | None) -> None:
        """Keep this, in place of what was kept before, until the window ends well; None for nothing."""
        with suppress(OSError):
            if work is None:
                (self._own / WORK).unlink(missing_ok=True)
            elif self._own.is_dir():
                write_atomically(self._own / WORK, work)

    def end(self) -> None:
        """Leave nothing behind; the window ends well."""
        if self._trace is not None:
            faulthandler.disable()
            os.close(self._trace)
            self._trace = None
        self.keep(None)  # before the lock is free, or a window that begins now would take it over
        if self._lock is not None:
            self._lock.release()
        shutil.rmtree(self._own, ignore_errors=True)

    def _left_behind(self) -> Iterator[Path]:
        """The folders of windows that ended badly, the newest first, each locked while it is looked at."""
        for left in sorted(self._folder.glob("*"), reverse=True):
            if left != self._own and not _is_starting(left) and (lock := try_lock(left / LOCK)):
                yield left
                lock.release()

    def _take_work(self, file: Path) -> bytes | None:
        """Move another window's work here, so that it is in one place or the other at any time."""
        try:
            file.replace(self._own / WORK)
            return (self._own / WORK).read_bytes()
        except OSError:
            return None


def _is_starting(window: Path) -> bool:
    """Whether a window is so young that it need not have locked its folder yet."""
    try:
        return not (window / LOCK).exists() and time.time() - window.stat().st_mtime < STARTING
    except OSError:
        return True  # it has just ended


def _log_trace(file: Path) -> bool:
    """Move the trace of a crash to the log; False where there is none."""
    try:
        with file.open("rb") as opened:
            trace = opened.read(MAX_TRACE).decode(errors="replace")
        if trace:
            log.note(f"a window crashed:\n{trace}")
        file.unlink()
    except OSError:
        return False
    return bool(trace)
