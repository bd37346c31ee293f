"""What a window leaves behind is taken over once, by one other, and nothing of it is lost."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import mounted

from mnist_desktop.system import log
from mnist_desktop.system.recovery import Leftovers, Recovery

WINDOW = """
import ctypes, sys, threading, time
from pathlib import Path
from mnist_desktop.system.recovery import Recovery
recovery = Recovery(Path(sys.argv[1]))
recovery.trace_crashes()
if not sys.argv[3].startswith("starting"):
    recovery.begin()
    if sys.argv[2] != "unchanged":
        recovery.keep(sys.argv[2].encode() or None)
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
print("now", flush=True)
sys.stdin.readline()
{"crash": lambda: ctypes.string_at(0), "end": recovery.end}[sys.argv[3].removeprefix("starting, then ")]()
"""


pytestmark = pytest.mark.usefixtures("log_of_its_own")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "windows"


@pytest.fixture
def recovery(folder: Path) -> Iterator[Recovery]:
    recovery = Recovery(folder)
    yield recovery
    recovery.end()


def start(folder: Path, work: str | None = "", end: str = "end") -> subprocess.Popen[str]:
    """Another window, in a process of its own, which keeps `work`, or with None what it took over."""
    process = subprocess.Popen(
        [sys.executable, "-c", WINDOW, folder, "unchanged" if work is None else work, end],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()


def finish(process: subprocess.Popen[str]) -> int:
    """Have a window end as it was told to."""
    process.communicate("\n", timeout=60)
    return process.returncode


def windows(folder: Path) -> int:
    return len(list(folder.iterdir()))


def test_at_the_first_start_there_is_nothing_to_take_over(recovery: Recovery) -> None:
    assert recovery.begin() is None


def test_a_window_that_ends_well_leaves_nothing(folder: Path, recovery: Recovery) -> None:
    assert finish(start(folder, "work")) == 0
    assert list(folder.iterdir()) == []
    assert recovery.begin() is None


def test_the_work_of_a_killed_window_is_taken_over_once(folder: Path, recovery: Recovery) -> None:
    kill(start(folder, "work"))
    assert recovery.begin() == Leftovers(crashed=False, work=b"work")
    assert windows(folder) == 1
    assert Recovery(folder).begin() is None


def test_work_that_was_taken_back_is_not_offered(folder: Path, recovery: Recovery) -> None:
    kill(start(folder, ""))
    assert recovery.begin() is None
    assert windows(folder) == 1


def test_work_that_was_taken_over_survives_the_next_kill_too(folder: Path, recovery: Recovery) -> None:
    kill(start(folder, "work"))
    kill(start(folder, work=None))
    assert recovery.begin() == Leftovers(crashed=False, work=b"work")


def test_each_window_takes_over_the_work_of_one(folder: Path, recovery: Recovery) -> None:
    first, second = start(folder, "one"), start(folder, "two")
    kill(first)
    kill(second)
    other = Recovery(folder)
    found = [each.begin() for each in (recovery, other)]
    other.end()
    assert {each.work for each in found if each} == {b"one", b"two"}
    assert Recovery(folder).begin() is None


def test_a_window_that_runs_keeps_its_work(folder: Path, recovery: Recovery) -> None:
    with start(folder, "work") as other:
        assert recovery.begin() is None
        assert finish(other) == 0


def test_a_window_that_has_just_started_is_left_alone_and_one_of_long_ago_is_not(
    folder: Path, recovery: Recovery
) -> None:
    kill(start(folder, end="starting, then end"))
    assert recovery.begin() is None
    assert windows(folder) == 2
    for window in folder.iterdir():
        os.utime(window, (0, 0))
    other = Recovery(folder)
    assert other.begin() is None
    other.end()
    assert windows(folder) == 1


def test_a_window_that_crashed_while_it_started_is_reported_at_once(folder: Path, recovery: Recovery) -> None:
    assert finish(start(folder, end="starting, then crash")) < 0
    assert recovery.begin() == Leftovers(crashed=True, work=None)
    assert windows(folder) == 1


def test_the_trace_of_the_thread_that_crashed_in_native_code_is_in_the_log(folder: Path, recovery: Recovery) -> None:
    crashed = start(folder, "work", end="crash")
    assert finish(crashed) < 0
    assert recovery.begin() == Leftovers(crashed=True, work=b"work")
    trace = log.file().read_text("utf-8")
    assert "Segmentation fault" in trace
    assert 'ctypes/__init__.py", line' in trace
    assert trace.count("(most recent call first)") == 1
    assert Recovery(folder).begin() is None


def test_where_nothing_can_be_written_it_does_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    recovery = Recovery(tmp_path / "file" / "windows")
    recovery.trace_crashes()
    assert recovery.begin() is None
    recovery.keep(b"work")
    recovery.keep(None)
    recovery.end()


def test_on_a_full_disk_the_work_that_was_kept_before_stays(folder: Path, recovery: Recovery) -> None:
    folder.mkdir()
    with mounted(folder, "size=100k"):
        recovery.begin()
        recovery.keep(b"small")
        recovery.keep(b"large" * 100_000)
        assert [file.read_bytes() for file in folder.glob("*/work")] == [b"small"]
        recovery.end()


def test_traces_that_go_elsewhere_are_let_alone(folder: Path, recovery: Recovery) -> None:
    assert faulthandler.is_enabled(), "as it is under pytest"
    recovery.trace_crashes()
    recovery.end()
    assert faulthandler.is_enabled()
