"""Crash traces and unsaved work: a window that ends badly leaves them, and the next window takes them over.

Each window has its own folder while it runs. The folder has a lock file, and the operating system releases the lock
however the window ends. A clean end removes the folder. So a folder with a free lock belongs to a window that crashed
or was killed.
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
STARTING: Final = 60.0  # seconds; a window takes its lock within this time or never
MAX_TRACE: Final = 100_000  # bytes


@dataclass(frozen=True)
class Leftovers:
    """What windows that ended badly left: whether any crashed, and the newest work."""

    crashed: bool
    work: bytes | None


class Recovery:
    """Manages the folder of one window, below `folder`. Does nothing if the folder is not writable."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"
        self._lock: Lock | None = None
        self._trace: int | None = None

    def trace_crashes(self) -> None:
        """Let faulthandler write the failing thread's traceback to the window's folder if the process crashes.

        Only that thread's: the others go on meanwhile, and walking through their frames can crash the handler itself.
        Changes nothing if faulthandler is already enabled, as under `python -X faulthandler`.
        """
        with suppress(OSError):
            self._own.mkdir(parents=True)
            if not faulthandler.is_enabled():
                self._trace = os.open(self._own / TRACE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                faulthandler.enable(self._trace, all_threads=False)

    def begin(self) -> Leftovers | None:
        """Take over what other windows left. Return None if all of them run or ended well.

        Writes their traces to the log. Takes the newest work and keeps it as this window's own until `keep` replaces
        it. Older work stays for the next windows.
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
        """Store this work, in place of the last, until the window ends well. None removes it."""
        with suppress(OSError):
            if work is None:
                (self._own / WORK).unlink(missing_ok=True)
            elif self._own.is_dir():
                write_atomically(self._own / WORK, work)

    def end(self) -> None:
        """Remove the folder, because the window ends well."""
        if self._trace is not None:
            faulthandler.disable()
            os.close(self._trace)
            self._trace = None
        self.keep(None)  # before the lock is released, or a new window would take the work over
        if self._lock is not None:
            self._lock.release()
        shutil.rmtree(self._own, ignore_errors=True)

    def _left_behind(self) -> Iterator[Path]:
        """Yield the folders of windows that ended badly, the newest first. Each is locked during its turn."""
        for left in sorted(self._folder.glob("*"), reverse=True):
            if left != self._own and not _is_starting(left) and (lock := try_lock(left / LOCK)):
                yield left
                lock.release()

    def _take_work(self, file: Path) -> bytes | None:
        """Move another window's work here in one step, so that a crash cannot lose it."""
        try:
            file.replace(self._own / WORK)
            return (self._own / WORK).read_bytes()
        except OSError:
            return None


def _is_starting(window: Path) -> bool:
    """Return whether a window is so new that it may not have locked its folder yet. One that left a trace crashed."""
    try:
        is_unlocked = not (window / LOCK).exists() and not (window / TRACE).stat().st_size
        return is_unlocked and time.time() - window.stat().st_mtime < STARTING
    except OSError:
        return True  # the window ended meanwhile


def _log_trace(file: Path) -> bool:
    """Move the trace of a crash to the log. Return False if there is none."""
    try:
        with file.open("rb") as opened:
            trace = opened.read(MAX_TRACE).decode(errors="replace")
        if trace:
            log.note(f"a window crashed:\n{trace}")
        file.unlink()
    except OSError:
        return False
    return bool(trace)
