"""Formats numbers for people."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

_SIGN_FIRST: Final = frozenset({QLocale.Language.Turkish, QLocale.Language.Basque})


def percent(share: float, locale: QLocale, decimals: int = 1) -> str:
    """Format a share of 0…1 as `99.8 %`, in the digits and signs of `locale`. Only 1 gives 100."""
    shown = 100.0 * share if share >= 1.0 else min(100.0 * share, 100.0 - 10.0**-decimals)
    number, sign = locale.toString(shown, "f", decimals), locale.percent()
    return f"{sign}{number}" if locale.language() in _SIGN_FIRST else f"{number} {sign}"
