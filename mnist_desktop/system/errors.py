"""Errors as values: a code and its values. `words.problems` turns them into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One error.

    `code` is a key of the table in `words.problems`; `values` fill the placeholders of its sentence. A value may be
    another `Problem`; its sentence then fills the placeholder.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class ProblemError(ValueError):
    """An error that the user can act on. Its `str` is for the log."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.problem = Problem(code, values)

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.problem.values.items())
        return f"{self.problem.code} ({values})" if values else self.problem.code
