"""Calls a function before each module of a package that a thread imports."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
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
    """An import finder that leaves the search to `PathFinder`, and has the call made before what is found is loaded.

    It does not call by itself: Python holds the import lock of all threads around `find_spec`, so that another thread
    that imports anything would wait for the call, and for ever if the call waits for that thread.
    """

    def __init__(self, package: str, call: Callable[[], object]) -> None:
        self._prefix, self._call = f"{package}.", call
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(self._prefix) or threading.get_ident() != self._thread:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _CallingLoader(spec.loader, self._call)
        return spec


class _CallingLoader(Loader):
    """Calls, and then leaves its place to the loader of the module."""

    def __init__(self, loader: Loader, call: Callable[[], object]) -> None:
        self._loader, self._call = loader, call

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        self._call()
        spec.loader = self._loader
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Only for `import`, which refuses a loader without it."""
        self._loader.exec_module(module)
