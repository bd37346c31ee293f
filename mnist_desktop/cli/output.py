"""How a command ends, and says what went wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from mnist_desktop.system.errors import Problem
from mnist_desktop.words.problems import sentence
from mnist_desktop.words.translation import translate

DONE, FAILED = 0, 1
PROGRAM: Final = "mnist-desktop"


def fail(problem: Problem | BaseException) -> int:
    """Say in one line on standard error what is wrong; returns the exit status."""
    print(f"{PROGRAM}: {sentence(problem)}", file=sys.stderr)
    return FAILED


def new_file(name: str) -> Path:
    """Where a file can be made, as far as can be told before the work that fills it."""
    path = Path(name)
    if path.is_dir() or not path.parent.is_dir():
        words = translate("Cli", "{0} is a folder, or lies in one that does not exist")
        raise argparse.ArgumentTypeError(words.format(path))
    return path
