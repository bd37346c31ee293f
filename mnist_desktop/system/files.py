"""Safe writes: a file has its old content or its new content, never parts of both."""

from __future__ import annotations

import errno
import glob
import io
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from mnist_desktop.system.errors import ProblemError

_UNFINISHED: Final = ".part"
_DESCRIPTORS: Final = (Path("/proc/self/fd"), Path("/dev/fd"))  # folders with the open files of this process


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of `path`. On failure leave it unchanged and raise OSError.

    The bytes are written to a temporary file in the same folder and synced to disk; then it is renamed. A FIFO (once it
    has a reader), a device or a stream such as /dev/stdout is written directly.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if is_stream(path):
        _write_into(path, content)
    else:
        _replace(path.resolve(), content)


def write_soon(path: Path, content: bytes) -> None:
    """Replace the content of `path` as `write_atomically` does, without waiting until the disk has it.

    A process that is killed leaves the old file or the new one. After a power cut the file may be empty or damaged.
    """
    _replace(path, content, is_synced=False)


def write_output(path: Path, content: bytes) -> None:
    """Write a file that a person named, as `write_atomically` does. Raises `ProblemError` with its name."""
    try:
        write_atomically(path, content)
    except OSError as error:
        raise ProblemError("file_not_written", file=path, reason=error) from error


def append_output(path: Path, line: bytes) -> None:
    """Add a line to a file that a person named, which is made if it is missing. Several processes may do so at once.

    A last line without an end, such as a killed writer leaves, stays a line of its own. On failure raises
    `ProblemError` with the file's name, and what was in the file stays as it was.
    """
    try:
        _append(path, line)
    except OSError as error:
        raise ProblemError("file_not_written", file=path, reason=error) from error


def is_stream(path: Path) -> bool:
    """Return whether `path` is a FIFO, a device, or an open stream such as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or _descriptor(path) is not None


def matching(folder: Path, pattern: str) -> list[Path]:
    """Return the paths in `folder` that match the glob pattern. There are none in a folder that is being removed."""
    with suppress(FileNotFoundError):  # `Path.glob` raises it if the folder goes between its look and its listing
        return list(folder.glob(pattern))
    return []


def remove_unfinished(folder: Path, name: str = "*") -> None:
    """Remove temporary files that killed writers of `name`, or of any file, left in `folder`.

    Files that a process is still writing stay. Never raises.
    """
    from filelock import lock_descriptor  # its import takes 40 ms, and the first paint does not need it

    for left in matching(folder, f".{name}.*{_UNFINISHED}"):
        with suppress(OSError), left.open("r+b") as file:
            if lock_descriptor(file.fileno(), blocking=False):
                left.unlink()


def _append(path: Path, line: bytes) -> None:
    is_new = not path.exists()
    with path.open("a+b", buffering=0) as file:
        _lock(file.fileno(), blocking=True)
        size = file.seek(0, os.SEEK_END)
        try:
            file.seek(max(size - 1, 0))
            end_of_last = b"" if file.read(1) in (b"", b"\n") else b"\n"
            _write_whole(file, end_of_last + line + b"\n")
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(size)
            if is_new:
                path.unlink()
            raise


def _write_whole(file: io.FileIO, content: bytes) -> None:
    """Write all of it. One write may come back short, as on a full disk, and the next one then says why."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _replace(path: Path, content: bytes, *, is_synced: bool = True) -> None:
    remove_unfinished(path.parent, glob.escape(path.name))
    descriptor, temporary = _new_temporary(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if is_synced:
                os.fsync(descriptor)
            temporary.chmod(0o644)
            if os.name == "nt":
                file.close()  # Windows cannot rename an open file; other systems keep it locked until then
            temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _new_temporary(path: Path) -> tuple[int, Path]:
    """Open a new file next to `path`. It is locked while it is open."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
        if _lock(descriptor) and Path(name).exists():
            return descriptor, Path(name)
        os.close(descriptor)  # another process removed it as a leftover before it was locked


def _lock(descriptor: int, *, blocking: bool = False) -> bool:
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=blocking)
    except OSError:  # a file system without locks, where no process removes leftovers
        return True


def _write_into(path: Path, content: bytes) -> None:
    is_open = _descriptor(path)  # a file behind /dev/stdout, if opened again, would be overwritten from its start
    descriptor = os.open(path, os.O_WRONLY) if is_open is None else os.dup(is_open)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if stat.S_ISBLK(os.fstat(descriptor).st_mode):
            os.fsync(descriptor)


def _descriptor(path: Path) -> int | None:
    """Return the descriptor that an existing path such as /dev/stdout or /dev/fd/3 stands for, or None."""
    folders = [folder.resolve() for folder in _DESCRIPTORS]
    while not (path.name.isdecimal() and path.parent.resolve() in folders):
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return int(path.name)
