"""Keeps libraries written in C from printing on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_DESCRIPTOR: Final = 2
_lock: Final = Lock()  # two at once could put each other's silence back in the end


@contextmanager
def silenced() -> Iterator[None]:
    """Drop what is printed on standard error, by any thread, for the short time that a library needs."""
    with _lock:
        try:
            kept = os.dup(_DESCRIPTOR)
        except OSError:  # it is closed, as in a program without a console
            yield
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, _DESCRIPTOR)
            yield
        finally:
            os.dup2(kept, _DESCRIPTOR)
            os.close(nowhere)
            os.close(kept)
