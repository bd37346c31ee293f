"""Locks between windows."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout


class Lock:
    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        self._lock.release()


def try_lock(path: Path) -> Lock | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return Lock(lock)
