"""The kinds of stress and their levels, in words. Import this after NumPy, which comes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLocale

from mnist_desktop.reading.stress import STRESSES, Kind, Unit
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

_TITLES: Final[Mapping[Kind, str]] = {
    Kind.ROTATION: QT_TRANSLATE_NOOP("Stress", "Turned (°)"),
    Kind.SHIFT: QT_TRANSLATE_NOOP("Stress", "Moved right (px)"),
    Kind.THICKNESS: QT_TRANSLATE_NOOP("Stress", "Pen wider (px)"),
    Kind.BLUR: QT_TRANSLATE_NOOP("Stress", "Blurred (px)"),
    Kind.NOISE: QT_TRANSLATE_NOOP("Stress", "Noise (ink is 1)"),
}
_UNITS: Final[Mapping[Unit, str]] = {
    Unit.DEGREES: QT_TRANSLATE_NOOP("Stress", "{0}°"),
    Unit.PIXELS: QT_TRANSLATE_NOOP("Stress", "{0} px"),
}


def title(kind: Kind) -> str:
    """Return what is done to the digits, and in what it is measured."""
    return translate("Stress", _TITLES[kind])


def number(level: float, locale: QLocale) -> str:
    """Return a level without its unit."""
    return locale.toString(float(level), "g", 3)


def level_in_words(kind: Kind, level: float, locale: QLocale) -> str:
    """Return a level with its unit."""
    unit = STRESSES[kind].unit
    if unit is Unit.INK:
        return percent(level, locale, 0)
    return translate("Stress", _UNITS[unit]).format(number(level, locale))
