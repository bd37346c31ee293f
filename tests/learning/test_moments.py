"""The moments of a run in their folder: whole, in order, and no more than there is room for."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from trainings import checkpoint_of

from mnist_desktop.learning.moments import Moments
from mnist_desktop.learning.networks import CNNNet
from mnist_desktop.reading import snapshots
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.moments import Moment

WRITER = """
import sys
from pathlib import Path
from mnist_desktop.learning.moments import Moments
from mnist_desktop.reading import snapshots
from mnist_desktop.runs.moments import Moment
from dataclasses import replace
moments, first = Moments(Path(sys.argv[1])), snapshots.load(Path(sys.argv[2]))
for step in range(10**6):
    moments.add(replace(first, moment=Moment(step % 30, 0.0)))
    if step == 0:
        print("begun", flush=True)
"""


def at(step: int) -> Snapshot:
    found = checkpoint_of(CNNNet())
    return Snapshot(found.network, found.options, found.weights, found.calibration, Moment(step, step / 10))


@pytest.fixture
def moments(tmp_path: Path) -> Moments:
    found = Moments(tmp_path / "a.moments")
    for step in (20, 0, 3):
        found.add(at(step))
    return found


def file_of(step: int, folder: Path) -> Path:
    return folder / "a.moments" / f"{step:09d}.safetensors"


def test_moments_are_kept_in_the_order_of_their_steps(moments: Moments, tmp_path: Path) -> None:
    kept = moments.kept("CNNNet", 100)
    assert kept.steps == (0, 3, 20)
    assert kept.size == sum(file.stat().st_size for file in (tmp_path / "a.moments").iterdir())
    assert kept.limit == 4_000_000
    assert moments.load(3).moment == Moment(3, 0.3)


def test_a_moment_that_is_removed_while_they_are_listed_is_left_out(
    moments: Moments, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = snapshots.check

    def check(path: Path) -> None:
        real(path)
        if path == file_of(3, tmp_path):
            path.unlink()

    monkeypatch.setattr(snapshots, "check", check)
    assert moments.kept("CNNNet", 100).steps == (0, 20)


def test_moments_can_be_listed_while_they_are_removed(moments: Moments, tmp_path: Path) -> None:
    content, is_over = file_of(3, tmp_path).read_bytes(), threading.Event()
    moments.remove()

    def add_and_remove_again_and_again() -> None:
        for _ in range(500):
            (tmp_path / "a.moments").mkdir()
            file_of(3, tmp_path).write_bytes(content)
            moments.remove()
        is_over.set()

    thread = threading.Thread(target=add_and_remove_again_and_again)
    thread.start()
    found = set()
    while not is_over.is_set():
        found.add(moments.kept("CNNNet", 100).steps)
    thread.join()
    assert found <= {(), (3,)}


def test_those_after_the_last_step_of_the_run_are_ignored(moments: Moments) -> None:
    assert moments.kept("CNNNet", 19).steps == (0, 3)


def test_damaged_and_foreign_files_are_passed_over(moments: Moments, tmp_path: Path) -> None:
    file_of(3, tmp_path).write_bytes(file_of(3, tmp_path).read_bytes()[:-9])
    for name in ("7.safetensors", "x.safetensors", "000000007.part"):
        (tmp_path / "a.moments" / name).touch()
    assert moments.kept("CNNNet", 100).steps == (0, 20)
    with pytest.raises(CheckpointError):
        moments.load(3)


def test_where_nothing_was_kept_there_are_none(tmp_path: Path) -> None:
    moments = Moments(tmp_path / "nowhere")
    assert moments.kept("CNNNet", 100).steps == ()
    moments.drop_after(0)
    moments.clean()
    moments.remove()


def test_there_are_never_more_than_there_is_room_for(tmp_path: Path) -> None:
    moments, first = Moments(tmp_path / "a.moments"), at(0)
    for step in range(0, 500, 10):
        moments.add(replace(first, moment=Moment(step, step / 10)))
    kept = moments.kept("CNNNet", 1000)
    assert len(kept.steps) == snapshots.room("CNNNet").moments
    assert kept.size <= kept.limit
    assert kept.steps[:3] + kept.steps[-1:] == (0, 10, 20, 490)


def test_dropped_and_removed_ones_are_gone(moments: Moments, tmp_path: Path) -> None:
    moments.drop_after(3)
    assert moments.kept("CNNNet", 100).steps == (0, 3)
    moments.remove()
    assert not (tmp_path / "a.moments").exists()


def test_a_writer_that_is_killed_at_any_moment_leaves_whole_files(moments: Moments, tmp_path: Path) -> None:
    for delay in (0.02, 0.05, 0.11):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "b.moments"), str(file_of(3, tmp_path))]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        with writer.stdout as said:
            said.readline()
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        found = Moments(tmp_path / "b.moments")
        assert len(found.kept("CNNNet", 100).steps) == len(list((tmp_path / "b.moments").glob("*.safetensors"))) > 0
        found.clean()
        assert not list((tmp_path / "b.moments").glob(".*"))
