"""Files that are the old one or the new one, never half of each."""

from __future__ import annotations

import errno
import glob
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

_UNFINISHED: Final = ".part"
_DESCRIPTORS: Final = (Path("/proc/self/fd"), Path("/dev/fd"))  # folders that name the files this process has open


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, or leave it as it was and raise OSError.

    The bytes go to a temporary file beside it, reach the disk, and then take its name in one move. What can hold no
    old content is written into: a FIFO (once somebody reads it), a device, or a stream such as /dev/stdout.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if is_stream(path):
        _write_into(path, content)
    else:
        _replace(path.resolve(), content)


def is_stream(path: Path) -> bool:
    """Whether what is written to `path` goes somewhere else at once: a FIFO, a device, or /dev/stdout and the like."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or _descriptor(path) is not None


def remove_unfinished(folder: Path, name: str = "*") -> None:
    """Remove the temporary files that killed writers of `name`, or of any file, left in `folder`.

    Those that a process is still writing stay. Never raises.
    """
    from filelock import lock_descriptor  # 40 ms that the first paint need not wait for

    for left in folder.glob(f".{name}.*{_UNFINISHED}"):
        with suppress(OSError), left.open("r+b") as file:
            if lock_descriptor(file.fileno(), blocking=False):
                left.unlink()


def _replace(path: Path, content: bytes) -> None:
    remove_unfinished(path.parent, glob.escape(path.name))
    descriptor, temporary = _new_temporary(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
            temporary.chmod(0o644)
            if os.name == "nt":
                file.close()  # Windows moves no open file; elsewhere it stays locked until it has its name
            temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _new_temporary(path: Path) -> tuple[int, Path]:
    """Open a new file beside `path`, locked for as long as it is open."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
        if _is_locked(descriptor) and Path(name).exists():
            return descriptor, Path(name)
        os.close(descriptor)  # another process took it for one that was left behind, before it was locked


def _is_locked(descriptor: int) -> bool:
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError:  # a file system without locks, where nobody can remove what others left
        return True


def _write_into(path: Path, content: bytes) -> None:
    is_open = _descriptor(path)  # opened anew, a file behind /dev/stdout would be written from its beginning
    descriptor = os.open(path, os.O_WRONLY) if is_open is None else os.dup(is_open)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if stat.S_ISBLK(os.fstat(descriptor).st_mode):
            os.fsync(descriptor)


def _descriptor(path: Path) -> int | None:
    """The number of the open file that an existing path stands for, as /dev/stdout and /dev/fd/3 do."""
    folders = [folder.resolve() for folder in _DESCRIPTORS]
    while not (path.name.isdecimal() and path.parent.resolve() in folders):
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return int(path.name)
