"""The kinds of options. An option is a row: its name, texts, allowed values and default.

The form makes a field of each option, and the command line an argument. Values from files are checked against it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mnist_desktop.system.errors import ProblemError


@dataclass(frozen=True, kw_only=True)
class Option(ABC):
    """`name` is used in files and, with dashes, on the command line. `title` and `about` are shown to people.

    An option without a title has no field in the form. A `live` option can be changed during a run.
    """

    name: str
    default: Any
    title: str = ""
    about: str = ""
    live: bool = False

    @abstractmethod
    def check(self, value: object) -> None:
        """Raise `ProblemError` for a value of another type or out of range."""


@dataclass(frozen=True, kw_only=True)
class Whole(Option):
    """An integer. With `doubles`, steps go to the next power of two. With `is_id`, it is not a quantity."""

    low: int
    high: int
    default: int
    doubles: bool = False
    is_id: bool = False

    def check(self, value: object) -> None:
        if type(value) is not int or not self.low <= value <= self.high:
            raise _out_of_range(self)


@dataclass(frozen=True, kw_only=True)
class Number(Option):
    """A number. With `is_rate`, steps multiply it."""

    low: float
    high: float
    default: float
    step: float = 0.05
    is_rate: bool = False

    def check(self, value: object) -> None:
        if type(value) not in (int, float) or not self.low <= value <= self.high:  # type: ignore[operator]  # a number
            raise _out_of_range(self)


@dataclass(frozen=True, kw_only=True)
class Switch(Option):
    """On or off."""

    default: bool = False

    def check(self, value: object) -> None:
        if not isinstance(value, bool):
            raise ProblemError("option_not_switch", option=self.name)


@dataclass(frozen=True, kw_only=True)
class OneOf(Option):
    """One of several names, each with the text that people see."""

    choices: Mapping[str, str]
    default: str

    def check(self, value: object) -> None:
        if not isinstance(value, str) or value not in self.choices:
            raise ProblemError("option_not_choice", option=self.name, choices=", ".join(self.choices))


def check_all(options: Iterable[Option], values: Mapping[str, Any]) -> None:
    """Check each option's value; raises `ProblemError` for one that is missing, wrong or unknown."""
    known = {option.name: option for option in options}
    if unknown := values.keys() - known.keys():
        raise ProblemError("option_unknown", option=", ".join(sorted(unknown)))
    for name, option in known.items():
        option.check(values.get(name))


def _out_of_range(option: Whole | Number) -> ProblemError:
    return ProblemError("option_out_of_range", option=option.name, low=option.low, high=option.high)
