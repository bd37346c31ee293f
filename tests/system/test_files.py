from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from disks import fill, run_with_short_writes
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.files import append_output, is_stream, remove_unfinished, write_atomically, write_output

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


def test_a_file_that_a_person_named_is_in_the_problem(file: Path) -> None:
    write_output(file, b"new")
    assert file.read_bytes() == b"new"
    with pytest.raises(ProblemError) as found:
        write_output(file / "below", b"new")
    problem = found.value.problem
    assert (problem.code, problem.values["file"]) == ("file_not_written", file / "below")
    assert isinstance(problem.values["reason"], NotADirectoryError)


def stop_in_mid_write(file: Path) -> subprocess.Popen[bytes]:
    """A process that is writing `file` for the first time, stopped before it is done."""
    work = f"from mnist_desktop.system.files import *; write_atomically(Path({str(file)!r}), bytes(400_000_000))"
    writer = subprocess.Popen([sys.executable, "-c", work])
    deadline = time.monotonic() + 60
    while not any(part.stat().st_size for part in file.parent.glob(f".{file.name}.*")):
        assert time.monotonic() < deadline
        time.sleep(0.001)
    writer.send_signal(signal.SIGSTOP)
    assert not file.exists(), "it was quicker than this test"
    return writer


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def test_what_a_writer_left_that_was_killed_in_its_first_save_is_removed(tmp_path: Path) -> None:
    kill(stop_in_mid_write(tmp_path / "run"))
    [left] = tmp_path.iterdir()
    assert left.stat().st_size > 0
    remove_unfinished(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_next_writer_of_a_file_removes_what_a_killed_one_left_and_no_file_of_another_name(file: Path) -> None:
    kill(stop_in_mid_write(file.parent / "new"))
    other = file.parent / ".other.abc.part"
    other.touch()
    write_atomically(file.parent / "new", b"new")
    assert sorted(file.parent.iterdir()) == [other, file, file.parent / "new"]


def test_what_another_process_is_writing_is_not_removed(tmp_path: Path) -> None:
    writer = stop_in_mid_write(tmp_path / "run")
    try:
        remove_unfinished(tmp_path)
        [unfinished] = tmp_path.iterdir()
        writer.send_signal(signal.SIGCONT)
        assert writer.wait(timeout=60) == 0
    finally:
        kill(writer)
    assert unfinished.suffix == ".part"
    assert list(tmp_path.iterdir()) == [tmp_path / "run"]


def test_writers_and_those_who_tidy_up_do_not_disturb_each_other(tmp_path: Path) -> None:
    done, errors = threading.Event(), list[OSError]()

    def write(name: str) -> None:
        try:
            for _ in range(100):
                write_atomically(tmp_path / name, b"x")
        except OSError as error:
            errors.append(error)

    def tidy_up() -> None:
        while not done.is_set():
            remove_unfinished(tmp_path)

    writers = [threading.Thread(target=write, args=(name,)) for name in "aab"]
    tidier = threading.Thread(target=tidy_up)
    for thread in (*writers, tidier):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    tidier.join()
    assert errors == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]


def test_in_a_folder_that_is_not_there_nothing_is_removed(tmp_path: Path) -> None:
    remove_unfinished(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


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


@pytest.mark.parametrize("name", ["folder", "link"])
def test_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / name, b"new")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "folder", tmp_path / "link"]


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    with pytest.raises(OSError, match=rf"\[Errno {errno.ELOOP}\]"):
        write_atomically(tmp_path / "link", b"new")


@pytest.mark.parametrize("name", ["fifo", "link"])
def test_a_fifo_is_written_into_and_stays(name: str, tmp_path: Path) -> None:
    fifo, read = tmp_path / "fifo", list[bytes]()
    os.mkfifo(fifo)
    (tmp_path / "link").symlink_to(fifo)
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    write_atomically(tmp_path / name, b"n" * SIZE)
    reader.join()
    assert read == [b"n" * SIZE]
    assert fifo.is_fifo()
    assert is_stream(tmp_path / name)
    assert sorted(tmp_path.iterdir()) == [fifo, tmp_path / "link"]


def test_a_reader_of_a_fifo_that_goes_away_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    reader = threading.Thread(target=lambda: (tmp_path / "fifo").open("rb").close())
    reader.start()
    with pytest.raises(BrokenPipeError):
        write_atomically(tmp_path / "fifo", b"n" * SIZE)
    reader.join()


def test_a_device_is_written_into_and_stays(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/null")
    for device in (Path("/dev/null"), tmp_path / "link"):
        write_atomically(device, b"new")
        assert device.is_char_device()
        assert is_stream(device)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_device_is_an_error() -> None:
    with pytest.raises(OSError, match="No space left"):
        write_atomically(Path("/dev/full"), b"new")
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_behind_standard_output_what_was_written_before_stays(name: str, file: Path) -> None:
    work = f"from mnist_desktop.system.files import *; write_atomically(Path({name!r}), b'new')"
    with file.open("ab") as output:
        subprocess.run([sys.executable, "-c", work], stdout=output, check=True)
    assert file.read_bytes() == OLD + b"new"
    piped = subprocess.run([sys.executable, "-c", work], stdout=subprocess.PIPE, check=True)
    assert piped.stdout == b"new"


def test_a_file_a_folder_and_what_is_not_there_are_no_streams(file: Path) -> None:
    assert not any(is_stream(path) for path in (file, file.parent, file.parent / "missing"))


def test_when_the_disk_is_full_the_old_file_stays_and_nothing_else_is_left(file: Path) -> None:
    work = f"from mnist_desktop.system.files import *; write_atomically(Path({str(file)!r}), b'n' * {SIZE})"
    done = run_with_short_writes(work)
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


def test_on_a_full_disk_the_old_file_stays_and_nothing_else_is_left(small_disk: Path) -> None:
    file = small_disk / "kept"
    write_atomically(file, OLD)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(file, b"n" * SIZE)
    assert file.read_bytes() == OLD
    assert list(small_disk.iterdir()) == [file]


def test_a_line_is_added_to_what_is_there(tmp_path: Path) -> None:
    for line in (b"one", b"two"):
        append_output(tmp_path / "lines", line)
    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\n"


def test_a_last_line_that_has_no_end_stays_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b"one\nunfinish")
    append_output(tmp_path / "lines", b"two")
    assert (tmp_path / "lines").read_bytes() == b"one\nunfinish\ntwo\n"


def test_where_no_line_can_be_added_the_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        append_output(tmp_path / "missing" / "lines", b"two")
    assert refused.value.problem.code == "file_not_written"
    assert refused.value.problem.values["file"] == tmp_path / "missing" / "lines"


def test_on_a_full_disk_no_part_of_a_line_is_added_and_no_file_is_made(small_disk: Path) -> None:
    append_output(small_disk / "lines", b"one")
    fill(small_disk)
    for name, content in (("lines", b"one\n"), ("new", None)):
        with pytest.raises(ProblemError) as refused:
            append_output(small_disk / name, b"x" * 10_000)
        assert "No space left" in str(refused.value)
        assert ((small_disk / name).read_bytes() if content else None) == content
    assert not (small_disk / "new").exists()


def test_of_a_line_that_is_written_only_in_part_nothing_stays(tmp_path: Path) -> None:
    append_output(tmp_path / "lines", b"one")
    work = f"from mnist_desktop.system.files import *; append_output(Path({str(tmp_path / 'lines')!r}), b'n' * {SIZE})"
    done = run_with_short_writes(work)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert (tmp_path / "lines").read_bytes() == b"one\n"


APPEND_FOR_EVER = f"""
import sys
from pathlib import Path
from mnist_desktop.system.files import append_output
print(flush=True)
while True:
    append_output(Path(sys.argv[1]), sys.argv[2].encode() * {SIZE // 100})
"""


def test_lines_of_two_processes_that_are_killed_at_any_moment_are_whole(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    append_output(file, b"kept")
    for number in range(5):
        writers = [
            subprocess.Popen([sys.executable, "-c", APPEND_FOR_EVER, file, letter], stdout=subprocess.PIPE)
            for letter in "ab"
        ]
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        time.sleep(0.003 * number)
        for writer in writers:
            with writer:
                writer.kill()
        append_output(file, b"c")
    kept, *lines = file.read_bytes().split(b"\n")
    assert kept == b"kept"
    assert all(len(set(line)) <= 1 for line in lines)
    assert lines.count(b"c") == 5
