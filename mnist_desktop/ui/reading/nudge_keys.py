"""How keys and words nudge a digit image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent

from mnist_desktop.reading.nudges import REACH, Nudge
from mnist_desktop.words.translation import translate

TURN: Final = 5  # degrees at once
MOST_TURNED: Final = 90
PEN_STEP: Final = 0.5  # pixels
THINNEST: Final = -2.0
THICKEST: Final = 4.0

Key = Qt.Key
MOVES: Final[Mapping[Key, Nudge]] = {
    Key.Key_Left: Nudge(right=-1),
    Key.Key_Right: Nudge(right=1),
    Key.Key_Up: Nudge(down=-1),
    Key.Key_Down: Nudge(down=1),
}
TURNS: Final[Mapping[Key, Nudge]] = {Key.Key_Left: Nudge(degrees=-TURN), Key.Key_Right: Nudge(degrees=TURN)}  # + Shift
PEN: Final[Mapping[Key, Nudge]] = {Key.Key_Plus: Nudge(wider=PEN_STEP), Key.Key_Minus: Nudge(wider=-PEN_STEP)}
RESETS: Final = (Key.Key_Home, Key.Key_Escape)
_MOST: Final = Nudge(REACH, REACH, MOST_TURNED, THICKEST)
_LEAST: Final = Nudge(-REACH, -REACH, -MOST_TURNED, THINNEST)


def after(event: QKeyEvent, nudge: Nudge) -> Nudge | None:
    """Return what a key makes of a nudge, or None if the key does something else."""
    other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    key = Qt.Key(event.key())
    if event.modifiers() & other:
        return None
    if key in RESETS:
        return Nudge() if nudge != Nudge() else None
    is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    step = PEN.get(key) or (TURNS if is_shift else MOVES).get(key)  # on some keyboards + needs Shift
    return None if step is None else added(nudge, step)


def added(nudge: Nudge, step: Nudge) -> Nudge:
    """Return both nudges together, within what is possible."""
    return Nudge(
        *(
            min(
                max(getattr(nudge, each.name) + getattr(step, each.name), getattr(_LEAST, each.name)),
                getattr(_MOST, each.name),
            )
            for each in fields(Nudge)
        )
    )


def in_words(nudge: Nudge, locale: QLocale) -> str:
    """Say a nudge in words, "" for none."""
    phrases = (
        (nudge.right, translate("Nudge", "{0} px right"), translate("Nudge", "{0} px left")),
        (nudge.down, translate("Nudge", "{0} px down"), translate("Nudge", "{0} px up")),
        (nudge.degrees, translate("Nudge", "{0}° clockwise"), translate("Nudge", "{0}° anticlockwise")),
        (nudge.wider, translate("Nudge", "pen {0} px wider"), translate("Nudge", "pen {0} px thinner")),
    )
    said = [
        (more if amount > 0 else less).format(locale.toString(abs(float(amount)), "g", 3))
        for amount, more, less in phrases
        if amount
    ]
    return ", ".join(said)
