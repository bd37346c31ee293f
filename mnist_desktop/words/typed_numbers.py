"""Numbers as people type them into a field: `0.001`, `1e-5`, `0,9`, `60.000` or `٠٫٥`."""

from __future__ import annotations

import math
import re
from typing import Final

from PySide6.QtCore import QLocale

_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_PARTIAL: Final = re.compile(r"[+-]?\d*\.?\d*(e[+-]?\d*)?", re.IGNORECASE)
_LADDER: Final = (1.0, 2.0, 5.0)


def as_text(value: float, locale: QLocale) -> str:
    """Return the shortest text that `as_number` parses as exactly `value`, in the locale's digits, without groups."""
    plain = str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")
    return in_signs_of(locale, plain)


def in_signs_of(locale: QLocale, number: str) -> str:
    """Return a number as Python writes it, in the digits and the decimal sign of the locale."""
    zero, point = ord(locale.zeroDigit()), locale.decimalPoint()
    return "".join(chr(zero + int(sign)) if sign.isdecimal() else sign for sign in number.replace(".", point))


def as_number(text: str, locale: QLocale, *, is_whole: bool = False) -> float | None:
    """Return the typed number, infinity if it is too large, or None if the text is no number.

    A point and a comma are decimal signs in every language, as many people type `0.1` in any language. But in a field
    of integers, a group separator separates groups: the Spanish `60.000` is sixty thousand.
    """
    with_groups = QLocale(locale)
    with_groups.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    whole, is_read = with_groups.toLongLong(text)
    if is_whole and is_read:
        return whole
    if _NUMBER.fullmatch(plain := _plain(text, locale)):
        return float(plain)
    number, is_read = with_groups.toDouble(text)
    return number if is_read and math.isfinite(number) else None


def may_become_number(text: str, locale: QLocale, *, is_whole: bool = False) -> bool:
    """Return whether the text can become a number with more typing."""
    if is_whole:
        text = text.replace(locale.groupSeparator(), "")
    return _PARTIAL.fullmatch(_plain(text, locale)) is not None


def next_rate(value: float, steps: int) -> float:
    """Move along the values …, 0.01, 0.02, 0.05, 0.1, …. A value between two of them goes to the nearest that way."""
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


def _plain(text: str, locale: QLocale) -> str:
    """Return the text with Python's signs. `float` accepts the digits of all languages."""
    for sign, plain in (
        (locale.decimalPoint(), "."),
        (",", "."),
        (locale.exponential(), "e"),
        (locale.negativeSign(), "-"),
        (locale.positiveSign(), "+"),
    ):
        text = text.replace(sign, plain)
    if locale.groupSeparator() not in {".", ","}:
        text = text.replace(locale.groupSeparator(), "")
    return "".join(text.split())
