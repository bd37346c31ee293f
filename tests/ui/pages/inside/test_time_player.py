"""The slider of moments by itself: with keys and the wheel, and while it plays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.pages.inside.time_player import JUMP, MomentSlider


@pytest.fixture
def slider(qtbot: QtBot) -> Iterator[MomentSlider]:
    """One with eight moments, at now."""
    slider = MomentSlider()
    qtbot.addWidget(slider)
    slider.show_count(8, None)
    slider.show()
    yield slider
    slider.pause()


def turn_wheel(slider: MomentSlider) -> None:
    place, none = QPointF(slider.rect().center()), Qt.MouseButton.NoButton
    modifiers, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    at = slider.mapToGlobal(place)
    QApplication.sendEvent(slider, QWheelEvent(place, at, QPoint(), QPoint(0, -120), none, modifiers, phase, False))


def test_it_chooses_nothing_when_it_is_only_shown_where_it_is(slider: MomentSlider) -> None:
    chosen = heard(slider.chosen)
    slider.show_count(8, 2)
    slider.show_count(3, None)
    assert (slider.value(), slider.maximum(), chosen) == (2, 2, [])


@pytest.mark.parametrize(
    ("key", "index"),
    [(Qt.Key.Key_Home, 0), (Qt.Key.Key_Left, 6), (Qt.Key.Key_PageUp, 7), (Qt.Key.Key_PageDown, 7 - JUMP)],
)
def test_keys_choose_moments(slider: MomentSlider, key: Qt.Key, index: int) -> None:
    chosen = heard(slider.chosen)
    QTest.keyClick(slider, key)
    assert (slider.value(), [each for [each] in chosen]) == (index, [] if index == 7 else [index])


def test_the_moment_that_it_is_at_can_be_gone_to(slider: MomentSlider) -> None:
    chosen = heard(slider.chosen)
    slider.go_to(7)
    slider.go_to(3)
    assert chosen == [(7,), (3,)]


def test_the_wheel_that_scrolls_the_page_moves_it_only_with_focus(slider: MomentSlider, qtbot: QtBot) -> None:
    slider.clearFocus()
    turn_wheel(slider)
    assert slider.value() == 7
    slider.activateWindow()
    slider.setFocus()
    qtbot.waitUntil(slider.hasFocus)
    turn_wheel(slider)
    assert slider.value() < 7


def test_moved_by_a_person_it_plays_on_from_there(slider: MomentSlider, qtbot: QtBot) -> None:
    changes = heard(slider.play_changed)
    slider.play_or_pause()
    assert slider.value() == 0
    QTest.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not slider.is_playing)
    assert changes == [(True,), (False,)]
