from __future__ import annotations

from pathlib import Path

import pytest
from drawings import some_digits
from labelled_samples import FILE, labels, samples, stored  # noqa: F401  # a fixture is known by being here
from pytestqt.qtbot import QtBot

from mnist_desktop.samples.sample import WasRead
from mnist_desktop.sessions.labelled_digits import LabelledDigits
from mnist_desktop.sessions.pad_digit import PadDigit
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import Message
from mnist_desktop.ui.pad.content import PadContent

FOUR, SEVEN = (PadDigit(PadContent(some_digits()[digit]), None) for digit in (4, 7))
READ = WasRead(9, 0.8, True, "CNNNet")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def labelled(samples: Samples, told: list[str]) -> LabelledDigits:  # noqa: F811
    return LabelledDigits(samples, lambda: told.append("changed"))


def test_a_label_counts_as_kept_once_the_file_has_it(
    labelled: LabelledDigits, told: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    labelled.label(FOUR, 4, READ)
    assert FOUR.key in labelled
    assert labelled.kept_label(FOUR.key) is None
    qtbot.waitUntil(lambda: told == ["changed"])
    assert labelled.kept_labels([SEVEN, FOUR]) == [None, 4]
    [sample] = stored(tmp_path)
    assert (sample.label, sample.was_read, sample.is_confirmed) == (4, READ, False)


def test_another_label_is_the_same_sample_and_keeps_what_was_read(
    labelled: LabelledDigits, told: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    labelled.label(FOUR, 9, READ)
    labelled.label(FOUR, 4, None)
    qtbot.waitUntil(lambda: labelled.kept_label(FOUR.key) == 4)
    assert told == ["changed"], "what is no longer its label was said to be kept"
    [sample] = stored(tmp_path)
    assert (sample.label, sample.was_read, sample.is_confirmed) == (4, READ, True)


def test_the_latest_is_taken_back_first_and_each_once(labelled: LabelledDigits, qtbot: QtBot, tmp_path: Path) -> None:
    for digit, label in ((FOUR, 4), (SEVEN, 7), (FOUR, 9)):
        labelled.label(digit, label, None)
    assert labelled.take_back() is FOUR
    assert labelled.latest is SEVEN
    assert labelled.take_back() is SEVEN
    assert labelled.latest is None
    qtbot.waitUntil((tmp_path / FILE).exists)
    qtbot.waitUntil(lambda: labels(tmp_path) == [])


def test_a_label_that_is_taken_back_before_it_is_safe_is_never_said_to_be_kept(
    labelled: LabelledDigits, told: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    labelled.label(FOUR, 4, None)
    labelled.take_back()
    labelled.label(SEVEN, 7, None)
    qtbot.waitUntil(lambda: labelled.kept_label(SEVEN.key) == 7)
    assert told == ["changed"]
    assert labels(tmp_path) == [7]


def test_what_is_forgotten_stays_in_the_file_and_is_a_new_digit(
    labelled: LabelledDigits, qtbot: QtBot, tmp_path: Path
) -> None:
    labelled.label(FOUR, 9, None)
    labelled.forget_latest()
    assert labelled.latest is None
    assert FOUR.key in labelled
    labelled.forget()
    assert FOUR.key not in labelled
    labelled.label(FOUR, 4, None)
    qtbot.waitUntil(lambda: labelled.kept_label(FOUR.key) == 4)
    assert labels(tmp_path) == [9, 4]


def test_a_label_that_could_not_be_kept_can_be_given_again(
    labelled: LabelledDigits, messages: list[Message], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / FILE).mkdir()
    labelled.label(FOUR, 4, READ)
    qtbot.waitUntil(lambda: bool(messages))
    assert labelled.kept_label(FOUR.key) is None
    (tmp_path / FILE).rmdir()
    labelled.label(FOUR, 4, READ)
    qtbot.waitUntil(lambda: labelled.kept_label(FOUR.key) == 4)
    [sample] = stored(tmp_path)
    assert not sample.is_confirmed
