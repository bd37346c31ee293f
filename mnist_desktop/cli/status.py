"""The exit statuses of commands, and their error message."""

from __future__ import annotations

import sys
from typing import Final

from mnist_desktop.system.errors import Problem
from mnist_desktop.words.problems import phrase

DONE: Final = 0
FAILED: Final = 1


def fail(problem: Problem | BaseException) -> int:
    """Print the problem in one line on standard error. Return the exit status."""
    warn(problem)
    return FAILED


def warn(problem: Problem | BaseException) -> None:
    """Print something that does not keep the work from being done, in one line on standard error."""
    print(f"mnist-desktop: {phrase(problem)}", file=sys.stderr)
