"""Files that are the old one or the new one, never half of each."""

from __future__ import annotations

import glob
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_UNFINISHED: Final = ".part"
_ABANDONED: Final = 3600.0  # seconds after which nobody is still writing


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, or leave it as it was and raise OSError.

    The bytes go to a temporary file beside it, reach the disk, and then take its name in one move.
    """
    path = path.resolve()
    _sweep(path)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _sweep(path: Path) -> None:
    """Remove what a writer of `path` left behind when it was killed."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def remove_unfinished(folder: Path) -> None:
    """Remove what killed writers left in a folder."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        left.unlink(missing_ok=True)
