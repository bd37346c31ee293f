"""Imports torch in a worker's thread while the window stays responsive."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module, util
from pathlib import Path
from typing import Final

from mnist_desktop.workers.import_hook import before_each_import

LIBRARIES: Final = ("libtorch.so", "libtorch.dylib")  # on Linux and macOS


def import_torch(wait: Callable[[], object]) -> None:
    """Import torch, once. `wait` is called before each of its modules, and may block."""
    if "torch" not in sys.modules:
        _load_libraries()
        with before_each_import("torch", wait):
            import_module("torch")


def _load_libraries() -> None:
    """Load torch's libraries without holding the GIL.

    `import torch` loads them with the GIL held, so that the window stands still for 0.2 s. Python releases the GIL for
    a foreign function, also if that function is the system's own loader. A failure is no error: torch tries again.
    """
    found = util.find_spec("torch")
    if not hasattr(os, "RTLD_NOW") or found is None or found.submodule_search_locations is None:
        return
    folder = Path(found.submodule_search_locations[0]) / "lib"
    with suppress(OSError, AttributeError):
        load = ctypes.CDLL(None).dlopen
        load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        for file in (folder / name for name in LIBRARIES):
            if file.is_file():
                load(os.fsencode(file), os.RTLD_NOW)
