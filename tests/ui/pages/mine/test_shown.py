"""What is shown of a sample, and which samples."""

from __future__ import annotations

import pytest
from my_digits import sample, shown

from mnist_desktop.ui.pages.mine.shown import ALL, SUSPICIOUS, Choice, ShownSample, arranged


@pytest.mark.parametrize(
    ("read", "sure", "objection"), [(4, True, ""), (9, True, "9"), (9, False, "?"), (4, False, "?")]
)
def test_only_what_speaks_against_the_label_is_said(read: int, sure: bool, objection: str) -> None:
    assert shown(4, read=read, sure=sure).objection == objection


def test_nothing_is_said_of_what_was_not_read() -> None:
    assert ShownSample(sample(4)).objection == ""


def test_samples_are_sorted_by_label_and_the_newest_first() -> None:
    samples = [sample(4, 1), sample(2, 2), sample(4, 3), sample(0, 4)]
    assert [(each.label, each.id[-1]) for each in arranged(samples)] == [(0, "4"), (2, "2"), (4, "3"), (4, "1")]


def test_a_choice_takes_a_label_or_what_is_suspicious() -> None:
    four, odd = shown(4), shown(5, is_suspicious=True)
    taken = {choice: [choice.takes(four), choice.takes(odd)] for choice in (ALL, SUSPICIOUS, Choice(label=4))}
    assert taken == {ALL: [True, True], SUSPICIOUS: [False, True], Choice(label=4): [True, False]}
