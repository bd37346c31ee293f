"""How a command ends: its exit status, and what it says where it fails."""

from __future__ import annotations

import sys
from typing import Final

from mnist_desktop.system.errors import Problem
from mnist_desktop.words.problems import phrase

DONE: Final = 0
FAILED: Final = 1


def fail(problem: Problem | BaseException) -> int:
    """Say in one line on standard error what is wrong; returns the exit status for it."""
    print(f"mnist-desktop: {phrase(problem)}", file=sys.stderr)
    return FAILED
