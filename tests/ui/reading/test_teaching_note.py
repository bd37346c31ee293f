from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.teaching_note import TeachingNote

SURE, UNSURE = (DigitReading((0.0,) * 9 + (1.0,), sure=sure) for sure in (True, False))


@pytest.fixture
def note(qtbot: QtBot) -> TeachingNote:
    note = TeachingNote()
    qtbot.addWidget(note)
    return note


def test_it_says_how_to_correct_what_was_read(note: TeachingNote) -> None:
    assert note.text() == ""
    note.show_hint(SURE)
    assert note.text() == "Wrong? Type the right digit"
    note.show_hint(UNSURE)
    assert note.text() == "Which is it? Type the digit"
    note.show_hint(None)
    assert note.text() == ""


def test_what_was_kept_stands_before_the_hint_until_it_is_old(note: TeachingNote) -> None:
    note.show_hint(SURE)
    note.show_kept(0)
    assert note.text() == "Kept as 0 · Esc takes it back"
    note.show_hint(UNSURE)
    assert note.text() == "Kept as 0 · Esc takes it back"
    note.show_kept(None)
    assert note.text() == "Which is it? Type the digit"


def test_a_screen_reader_hears_what_was_kept_once(note: TeachingNote, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = list[str]()

    def hear(event: QAccessibleEvent) -> None:
        spoken.append(event.message() if hasattr(event, "message") else "")

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    note.show_hint(SURE)
    note.show_kept(4)
    note.show_kept(4)
    note.show_kept(None)
    assert spoken == ["Kept as 4 · Esc takes it back"]


def test_the_label_of_a_digit_from_a_test_stands_before_the_hint_but_not_before_what_was_kept(
    note: TeachingNote,
) -> None:
    note.show_hint(SURE)
    note.show_label(7)
    assert note.text() == "Its label in the test: 7"
    note.show_kept(0)
    assert note.text() == "Kept as 0 · Esc takes it back"
    note.show_kept(None)
    note.show_label(None)
    assert note.text() == "Wrong? Type the right digit"
