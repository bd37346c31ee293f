"""Real disks: small, full, or only to be read."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Mount an empty disk on a folder; where nobody may mount one, the test is skipped."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "size=2m"):
        yield disk


def fill(disk: Path) -> None:
    """Fill a disk to the last byte."""

    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def run_with_short_writes(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run Python code as on a full disk: a write comes back short, the next one fails."""
    return subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments],
        preexec_fn=_limit_files,
        capture_output=True,
        text=True,
        check=False,
    )


def _limit_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


@contextmanager
def full_disk(free: int = 200_000) -> Iterator[None]:
    """Writing a checkpoint fails half-way: no file of this process may grow beyond what the settings take."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
