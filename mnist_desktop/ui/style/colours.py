"""Colours between a theme's colours, and which one can be read on them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor


def blend(ground: str, ink: str, share: float) -> QColor:
    """Return a colour between two: that of the ground at 0, that of the ink at 1."""
    low, high = QColor(ground), QColor(ink)
    return QColor.fromRgbF(
        low.redF() + (high.redF() - low.redF()) * share,
        low.greenF() + (high.greenF() - low.greenF()) * share,
        low.blueF() + (high.blueF() - low.blueF()) * share,
    )


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (W3C, Web Content Accessibility Guidelines 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def most_readable(inks: Iterable[str], ground: QColor) -> QColor:
    """Return the one of several colours that has the most contrast to the ground."""
    return max(map(QColor, inks), key=lambda ink: contrast(ink, ground))


def _luminance(colour: QColor) -> float:
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
