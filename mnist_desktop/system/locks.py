"""Locks between processes. The operating system releases a lock when its process ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Lock:
    """A lock. It is held until it is released or the process ends."""

    def __init__(self, held: BaseFileLock | None = None) -> None:
        self._held = held

    def release(self) -> None:
        if self._held is not None:
            self._held.release()


def try_lock(path: Path, seconds: float = 0.0) -> Lock | None:
    """Lock `path`, a file made for this purpose. Returns None if another holder keeps it longer than `seconds`.

    Any thread may release the lock. If the file cannot be created, no other process can lock it either, and a lock
    without a file is returned.
    """
    from filelock import FileLock, Timeout  # its import takes 40 ms, and the first paint does not need it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=seconds, thread_local=False)
        lock.acquire()
    except Timeout:
        return None
    except OSError:
        return Lock()
    return Lock(lock)
