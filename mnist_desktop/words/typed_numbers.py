"""Numbers as people type them into a field: `0.001`, `1e-5` or `0,9`."""

from __future__ import annotations

import math
import re
from typing import Final

_PARTIAL: Final = re.compile(r"\d*[.,]?\d*(?:[eE][+-]?\d*)?")
_LADDER: Final = (1.0, 2.0, 5.0)


def shown(value: float, point: str = ".") -> str:
    """The shortest text that reads back as exactly `value`, with the language's decimal point."""
    return repr(float(value)).removesuffix(".0").replace(".", point)


def parsed(text: str) -> float | None:
    """The number typed, with a decimal point or comma; None while it is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def may_become_one(text: str) -> bool:
    """Whether typing on can make a number of it."""
    return _PARTIAL.fullmatch(text.strip()) is not None


def next_rate(value: float, steps: int) -> float:
    """Go up or down the ladder …, 0.01, 0.02, 0.05, 0.1, …; a value between two rungs goes to the nearest that way."""
    for _ in range(abs(steps)):
        value = _rung_above(value) if steps > 0 else _rung_below(value)
    return value


def _rung_above(value: float) -> float:
    return min(rung for rung in _rungs_around(value) if rung > value * (1 + 1e-9))


def _rung_below(value: float) -> float:
    return max(rung for rung in _rungs_around(value) if rung < value * (1 - 1e-9))


def _rungs_around(value: float) -> list[float]:
    exponent = math.floor(math.log10(value))
    return [float(f"{rung}e{power}") for power in range(exponent - 1, exponent + 2) for rung in _LADDER]
