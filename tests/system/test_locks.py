"""Locks between processes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import mounted

from mnist_desktop.system.locks import Lock, try_lock

HOLD = """
import sys, time
from pathlib import Path
from mnist_desktop.system.locks import try_lock
lock = try_lock(Path(sys.argv[1]))
print("held" if lock else "in use", flush=True)
sys.stdin.readline()
if lock:
    lock.release()
print("released", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not made yet" / "run.lock"


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock, until it reads a line."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def taken(path: Path, seconds: float = 0.0) -> Lock:
    lock = try_lock(path, seconds)
    assert lock is not None
    return lock


def test_what_another_process_holds_cannot_be_locked_until_it_is_released(
    path: Path, other: subprocess.Popen[str]
) -> None:
    assert try_lock(path) is None
    let_go(other)
    assert other.stdout is not None
    assert other.stdout.readline() == "released\n"
    taken(path).release()


def test_a_killed_process_holds_nothing(path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    taken(path).release()


def test_it_waits_for_as_long_as_it_is_told(path: Path, other: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    assert try_lock(path, seconds=0.2) is None
    assert time.monotonic() - started >= 0.2
    timer = threading.Timer(0.1, let_go, (other,))
    timer.start()
    taken(path, seconds=60).release()
    timer.join()


def test_a_process_locks_a_path_once(path: Path) -> None:
    lock = taken(path)
    assert try_lock(path) is None
    lock.release()
    taken(path).release()


def test_another_thread_may_release_it(path: Path) -> None:
    thread = threading.Thread(target=taken(path).release)
    thread.start()
    thread.join()
    taken(path).release()


def test_where_no_file_can_be_made_the_lock_is_given(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        taken(tmp_path / "file" / "run.lock")


def test_on_a_disk_that_can_only_be_read_the_lock_is_given(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "ro"):
        for path in (disk / "run.lock", disk / "locks" / "run.lock"):
            taken(path).release()
