"""What the section Layers says about a layer, and about one pixel of a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLocale

from mnist_desktop.reading.layer_maps import (
    ConvolutionMaps,
    ImageMaps,
    KernelMaps,
    Maps,
    PooledMaps,
    UnitMaps,
    WeightMaps,
)
from mnist_desktop.reading.layer_values import Explanation, Ink, Kernel, PatchSum, Pooled, UnitShare, Vote
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.words.translation import translate

NAMED: Final = 3  # units that are named for and against a digit
LONG: Final = 10_000  # values of this size are written as powers of ten


def title(maps: Maps) -> str:
    """Say what the pictures of a layer are."""
    count, height, width = maps.values.shape
    match maps:
        case ImageMaps():
            return translate("Layers", "The digit: {0} × {1} pixels").format(height, width)
        case WeightMaps():
            words = (
                translate("Layers", "{0}: weights of units that speak for {1}")
                if maps.is_for
                else translate("Layers", "{0}: weights of units that speak against {1}")
            )
            return words.format(maps.layer, maps.answer)
        case UnitMaps():
            return translate("Layers", "{0}: {1} units").format(maps.layer, len(maps.shares))
        case KernelMaps():
            return translate("Layers", "{0}: weights").format(maps.layer)
        case _:
            return translate("Layers", "{0}: {1} maps of {2} × {3}").format(maps.layer, count, height, width)


def sentence(maps: Maps) -> str:
    """Say in a sentence for beginners what the pictures show."""
    match maps:
        case PooledMaps(is_rectified=False):
            return translate("Layers", "The largest of each 2 × 2 pixels is kept.")
        case WeightMaps(is_for=False):
            return translate("Layers", "What these find in the digit makes the answer less likely.")
        case _:
            return translate("Layers", _SENTENCES[type(maps)])


_SENTENCES: Final[Mapping[type[Maps], str]] = {
    ImageMaps: QT_TRANSLATE_NOOP("Layers", "This is all that the network sees."),
    ConvolutionMaps: QT_TRANSLATE_NOOP(
        "Layers", "Each map shows where a small pattern, its kernel, is found in the picture above."
    ),
    PooledMaps: QT_TRANSLATE_NOOP(
        "Layers", "The largest of each 2 × 2 pixels is kept, and nothing of what is below 0."
    ),
    WeightMaps: QT_TRANSLATE_NOOP(
        "Layers", "Ink where its weights are above 0 makes a unit say more. The first one counts the most."
    ),
    UnitMaps: QT_TRANSLATE_NOOP("Layers", "Each unit turns all that is above into one number."),
    KernelMaps: QT_TRANSLATE_NOOP("Layers", "The patterns that this layer looks for in what it gets."),
}


def votes_title(layer: str) -> str:
    return translate("Layers", "{0}: for and against each digit").format(layer)


def votes_sentence() -> str:
    return translate(
        "Layers", "Units speak for a digit, to the right, and against it, to the left. The largest sum is the answer."
    )


def hint() -> str:
    """Say how to see more."""
    return translate(
        "Layers", "Point at a picture or a bar to see how its value comes about. A click keeps it here while you draw."
    )


def about(maps: Maps, index: int, found: Explanation, locale: QLocale) -> str:
    """Say how a pixel of a map comes about."""
    match found:
        case Ink():
            words = translate("Layers", "Ink {0}. The network gets {1}: 0 is the average of all training digits.")
            return words.format(_plain(found.ink, locale), number(found.value, locale))
        case PatchSum():
            return _sum(translate("Layers", "{0}, map {1}").format(maps.layer, index + 1), found, locale)
        case Pooled():
            return _pooled(maps, index, found, locale)
        case UnitShare():
            return _unit(maps, found, locale)
        case Kernel():
            return translate("Layers", "{0}, weights {1}").format(maps.layer, index + 1)


def about_vote(found: Vote, locale: QLocale) -> str:
    """Say which units speak the most for and against a digit."""
    words = translate("Layers", "For {0}: {1}. Against it: {2}. With the bias, {3}, the sum is {4}.")
    most_for, most_against = (_units(found, units, locale) for units in _loudest(found))
    total = found.above + found.below
    return words.format(found.digit, most_for, most_against, number(found.bias, locale), number(total, locale))


def number(value: float, locale: QLocale) -> str:
    """Format a value with its sign, as `+1.25`."""
    shown = locale.toString(abs(value), *(("f", 2) if abs(value) < LONG else ("g", 3)))
    sign = "−" if value < 0 else "+"
    return shown if shown == locale.toString(0.0, "f", 2) else f"{sign}{shown}"


def _plain(value: float, locale: QLocale) -> str:
    return locale.toString(value, "f", 2)


def _sum(name: str, found: PatchSum, locale: QLocale) -> str:
    words = translate("Layers", "{0}: the products add up to {1}. With the bias, {2}, that is {3}.")
    total = found.total
    said = words.format(name, *(number(each, locale) for each in (float(found.sums.sum()), found.bias, total)))
    clipped = translate("Layers", "ReLU makes it 0.")
    return f"{said} {clipped}" if total < 0 and found.value == 0 else said


def _pooled(maps: Maps, index: int, found: Pooled, locale: QLocale) -> str:
    words = translate("Layers", "{0}, map {1}: the largest of four is {2}, from row {3}, column {4} of the map above.")
    row, column = found.source.row + found.row + 1, found.source.column + found.column + 1
    said = words.format(maps.layer, index + 1, number(found.largest, locale), row, column)
    clipped = translate("Layers", "ReLU makes it 0.")
    return f"{said} {clipped}" if found.largest < 0 and found.value == 0 else said


def _unit(maps: Maps, found: UnitShare, locale: QLocale) -> str:
    name = translate("Layers", "{0}, unit {1}").format(maps.layer, found.unit + 1)
    says = translate("Layers", "{0}: {1}.").format(name, number(found.value, locale))
    adds = translate("Layers", "It adds {0} to what speaks for {1}.")
    how = says if found.sum is None else _sum(name, found.sum, locale)
    return f"{how} {adds.format(number(found.share, locale), found.answer)}"


def _loudest(found: Vote) -> Sequence[Sequence[int]]:
    return found.most_for(NAMED), found.most_against(NAMED)


def _units(found: Vote, units: Sequence[int], locale: QLocale) -> str:
    words = translate("Layers", "unit {0} ({1})")
    said = [words.format(unit + 1, number(float(found.shares[unit]), locale)) for unit in units]
    return ", ".join(said) or translate("Layers", "no unit")
