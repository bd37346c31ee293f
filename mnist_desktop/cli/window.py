"""Opens the window: the program without a command, or with files in place of one."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Collection, Sequence
from pathlib import Path


def files_to_open(arguments: Sequence[str], commands: Collection[str]) -> list[Path]:
    """Return the files that are named in place of a command. A command of that name comes first."""
    if not arguments or arguments[0] in commands or arguments[0].startswith("-"):
        return []
    is_path = os.sep in arguments[0] or "." in arguments[0] or Path(arguments[0]).exists()
    return [Path(name).absolute() for name in arguments] if is_path else []


def run(options: argparse.Namespace) -> int:
    """Open the window, with `options.files` if there are any, and run until it is closed."""
    gc.disable()  # until the window's own collector takes over: while importing there is next to no garbage
    from mnist_desktop import app

    return app.run(options.files)
