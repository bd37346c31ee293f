from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent

from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.ui.reading.nudge_keys import added, after, in_words

Key, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, nudge: Nudge, modifier: Qt.KeyboardModifier = NONE) -> Nudge | None:
    return after(QKeyEvent(QEvent.Type.KeyPress, key, modifier), nudge)


@pytest.mark.parametrize(
    ("key", "modifier", "found"),
    [
        (Key.Key_Left, NONE, Nudge(right=-1)),
        (Key.Key_Right, NONE, Nudge(right=1)),
        (Key.Key_Up, NONE, Nudge(down=-1)),
        (Key.Key_Down, NONE, Nudge(down=1)),
        (Key.Key_Left, SHIFT, Nudge(degrees=-5)),
        (Key.Key_Right, SHIFT, Nudge(degrees=5)),
        (Key.Key_Plus, NONE, Nudge(wider=0.5)),
        (Key.Key_Plus, SHIFT, Nudge(wider=0.5)),
        (Key.Key_Minus, NONE, Nudge(wider=-0.5)),
        (Key.Key_Right, CONTROL, None),
        (Key.Key_Up, SHIFT, None),
        (Key.Key_7, NONE, None),
    ],
)
def test_keys_nudge(key: Qt.Key, modifier: Qt.KeyboardModifier, found: Nudge | None) -> None:
    assert press(key, Nudge(), modifier) == found


@pytest.mark.parametrize("key", [Key.Key_Home, Key.Key_Escape])
def test_a_nudge_is_reset_and_without_one_the_key_does_something_else(key: Qt.Key) -> None:
    assert press(key, Nudge(1, 2, 3, 4)) == Nudge()
    assert press(key, Nudge()) is None


@given(st.lists(st.sampled_from([Nudge(right=1), Nudge(down=-1), Nudge(degrees=5), Nudge(wider=0.5)]), max_size=60))
def test_a_nudge_stays_within_what_is_possible(steps: list[Nudge]) -> None:
    nudge = Nudge()
    for step in steps:
        nudge = added(nudge, step)
    assert (nudge.right, nudge.down) == (min(steps.count(Nudge(right=1)), 6), -min(steps.count(Nudge(down=-1)), 6))
    assert nudge.degrees <= 90
    assert nudge.wider <= 4


def test_a_nudge_is_said_in_words() -> None:
    english = QLocale(QLocale.Language.English)
    assert in_words(Nudge(), english) == ""
    assert in_words(Nudge(2, -1, 15, 0.5), english) == "2 px right, 1 px up, 15° clockwise, pen 0.5 px wider"
    assert in_words(Nudge(-2, 1, -5, -1), english) == "2 px left, 1 px down, 5° anticlockwise, pen 1 px thinner"
