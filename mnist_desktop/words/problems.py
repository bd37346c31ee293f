"""What is wrong, as a sentence."""

from __future__ import annotations

from mnist_desktop.system.errors import Problem


def sentence(problem: Problem) -> str:
    return f"{problem.code} {dict(problem.values)}"
