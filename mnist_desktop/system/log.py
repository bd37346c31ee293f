"""The log file. It gets the tracebacks; the user sees one line."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from mnist_desktop import paths
from mnist_desktop.system.errors import Problem

_LOGGER: Final = logging.getLogger("mnist_desktop")
_MAX_BYTES: Final = 1_000_000


def file() -> Path:
    return paths.user_folder() / "mnist-desktop.log"


def open_file() -> bool:
    """Open the log in the user's folder. Return False if it is not writable."""
    from logging.handlers import RotatingFileHandler  # its import takes 20 ms, and the first paint does not need it

    _LOGGER.propagate = False
    if any(isinstance(handler, RotatingFileHandler) for handler in _LOGGER.handlers):
        return True
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file(), maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        _LOGGER.addHandler(logging.NullHandler())
        return False
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    return True


def trace(error: BaseException) -> Problem:
    """Log an unexpected error with its traceback. Return the problem to show."""
    is_open = open_file()
    _LOGGER.error("%s", error, exc_info=error)
    return Problem("unexpected" if is_open else "unexpected_unlogged", {"kind": type(error).__name__, "log": file()})


def note(message: str) -> None:
    """Log one line."""
    open_file()
    _LOGGER.warning("%s", message)
