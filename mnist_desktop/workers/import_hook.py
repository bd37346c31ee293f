"""Calls a function before each module of a package that a thread imports."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def before_each_import(package: str, call: Callable[[], object]) -> Iterator[None]:
    """Call `call`, which may block, before each module of `package` that this thread imports.

    It is not called for modules of other packages: another thread may need one of them, and would wait for it.
    """
    finder = _CallingFinder(package, call)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _CallingFinder:
    """An import finder that finds nothing. It is asked before each import."""

    def __init__(self, package: str, call: Callable[[], object]) -> None:
        self._prefix, self._call = f"{package}.", call
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if fullname.startswith(self._prefix) and threading.get_ident() == self._thread:
            self._call()
