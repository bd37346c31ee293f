"""What a sample's tool tip and name say."""

from __future__ import annotations

from dataclasses import replace

from my_digits import sample, shown
from PySide6.QtCore import QLocale

from mnist_desktop.ui.pages.mine import words
from mnist_desktop.ui.pages.mine.shown import ShownSample

ENGLISH = QLocale(QLocale.Language.English)


def test_a_tool_tip_says_label_date_and_what_was_and_is_read() -> None:
    about = words.about(shown(4, read=9), ENGLISH).splitlines()
    assert about[0] == "Labelled 4"
    assert "2026" in about[1]
    assert about[2:] == ["Read as 7 at that time, but not sure (50.0 %)", "Read as 9 now (91.0 %)"]


def test_a_tool_tip_tells_what_is_marked() -> None:
    plain, marked = shown(4), shown(4, is_learnt=True, is_suspicious=True)
    more = words.about(marked, ENGLISH).removeprefix(words.about(plain, ENGLISH))
    assert "learnt from it" in more
    assert "contradicts the rest" in more


def test_what_is_not_known_is_left_out() -> None:
    assert words.about(ShownSample(sample(4, was_read=None)), ENGLISH).count("\n") == 1
    unknown = replace(sample(4), created="yesterday", was_read=None)
    assert words.about(ShownSample(unknown), ENGLISH) == "Labelled 4"


def test_a_screen_reader_hears_the_label_and_what_is_odd() -> None:
    assert words.name(shown(4)) == "4"
    assert words.name(shown(4, read=9)) == "4, read as 9"
    odd = shown(4, sure=False, is_suspicious=True, is_learnt=True)
    assert words.name(odd) == "4, read as unsure, contradicts the rest, learnt"
