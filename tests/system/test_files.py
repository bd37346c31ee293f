from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.system.files import write_atomically

OLD, SIZE = b"old" * 1000, 4_000_000
WRITE_FOR_EVER = f"""
import sys
from pathlib import Path
from mnist_desktop.system.files import write_atomically
print(flush=True)
while True:
    for byte in (b"a", b"b"):
        write_atomically(Path(sys.argv[1]), byte * {SIZE})
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "kept").write_bytes(OLD)
    return tmp_path / "kept"


@settings(deadline=None, max_examples=20)
@given(st.binary(max_size=1000))
def test_what_is_written_is_there(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    write_atomically(file, content)
    assert file.read_bytes() == content


def test_the_new_file_takes_the_old_one_s_place_and_nothing_else_is_left(file: Path) -> None:
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


def test_what_a_killed_writer_left_is_swept_up_once_nobody_can_still_be_writing(file: Path) -> None:
    abandoned, fresh = file.parent / ".kept.abc.part", file.parent / ".kept.def.part"
    for left in (abandoned, fresh):
        left.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    write_atomically(file, b"new")
    assert not abandoned.exists()
    assert fresh.exists()


def test_others_may_read_it(file: Path) -> None:
    write_atomically(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link_and_its_target_is_written(file: Path) -> None:
    link = file.parent / "link"
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("place", ["missing/kept", "kept/below a file", "x" * 300])
def test_where_nothing_can_be_written_it_is_an_error_and_the_old_file_stays(place: str, file: Path) -> None:
    with pytest.raises(OSError, match=r"\[Errno"):
        write_atomically(file.parent / place, b"new")
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r"\[Errno"):
        write_atomically(tmp_path / "folder", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def limit_files() -> None:
    """As on a full disk: a write comes back short, the next one fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


def test_when_the_disk_is_full_the_old_file_stays_and_nothing_else_is_left(file: Path) -> None:
    work = f"from mnist_desktop.system.files import *; write_atomically(Path({str(file)!r}), b'n' * {SIZE})"
    done = subprocess.run(
        [sys.executable, "-B", "-c", work],
        preexec_fn=limit_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "OSError: [Errno 27] File too large" in done.stderr
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new_one(file: Path) -> None:
    write_atomically(file, b"a" * SIZE)
    for number in range(20):
        writer = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, file], stdout=subprocess.PIPE)
        with writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.003 * number)
            writer.kill()
        content = file.read_bytes()
        assert content in (b"a" * SIZE, b"b" * SIZE)
