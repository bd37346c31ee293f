"""Errors as values: what is wrong, by a code, and what it is about. `words.problems` makes the sentence of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    `code` is a key of the table in `words.problems`; `values` fill the gaps of its sentence. A value may itself be a
    `Problem`: its sentence then fills the gap.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class ProblemError(ValueError):
    """An error that a person can do something about. `str` of it is for the log."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.problem = Problem(code, values)

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.problem.values.items())
        return f"{self.problem.code} ({values})" if values else self.problem.code
