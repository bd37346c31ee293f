"""Numbers as people read them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def percent(share: float, locale: QLocale, decimals: int = 1) -> str:
    """A share of 0…1 as `99.8 %`. What is not quite certain never reads as 100."""
    shown = 100.0 * share if share >= 1.0 else min(100.0 * share, 100.0 - 10.0**-decimals)
    return f"{locale.toString(shown, 'f', decimals)} %"
