"""Errors of data sets, and of files that come with the program."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mnist_desktop.system.errors import ProblemError


class DataError(ProblemError):
    """A data set cannot be used. The problem names the file."""


@contextmanager
def reading_bundled(path: Path) -> Iterator[None]:
    """Convert errors from a file of the installation to a `DataError` that says how to fix them."""
    try:
        yield
    except FileNotFoundError:
        raise DataError("bundled_missing", file=path) from None
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DataError("bundled_unreadable", file=path, reason=error) from None
