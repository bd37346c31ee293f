"""Locks that several processes respect. The system gives a lock back when the process that holds it ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Lock:
    """A lock that is held until it is released, or until the process ends."""

    def __init__(self, held: BaseFileLock | None = None) -> None:
        self._held = held

    def release(self) -> None:
        if self._held is not None:
            self._held.release()


def try_lock(path: Path, seconds: float = 0.0) -> Lock | None:
    """Lock `path`, a file of its own for this purpose; None where others hold it for longer than `seconds`.

    Any thread may release the lock. Where the file cannot be made, nobody else can lock it either, and the lock is
    given without it.
    """
    from filelock import FileLock, Timeout  # 40 ms that the first paint need not wait for

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=seconds, thread_local=False)
        lock.acquire()
    except Timeout:
        return None
    except OSError:
        return Lock()
    return Lock(lock)
