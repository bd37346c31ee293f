from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from drawings import some_digits
from hypothesis import given
from hypothesis import strategies as st
from labelled_samples import labels, samples  # noqa: F401  # a fixture is known by being here
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.writing_round import WritingRound, digits_to_write
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.round_bar import RoundBar

FOUR, SEVEN = some_digits()[4], some_digits()[7]


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[RoundBar]:
    """The bar in a window that is shown, and lives as long as the test."""
    window = QWidget()
    qtbot.addWidget(window)
    bar = RoundBar(QAction("Take back", window))
    QVBoxLayout(window).addWidget(bar)
    window.show()
    yield bar
    window.close()


@pytest.fixture
def writing(canvas: Canvas, bar: RoundBar, samples: Samples) -> Iterator[WritingRound]:  # noqa: F811
    owner = QObject()
    yield WritingRound(canvas, bar, samples, owner)
    owner.deleteLater()


def task(bar: RoundBar) -> tuple[str, str]:
    words = [bar.findChild(QLabel, name) for name in ("roundTask", "roundProgress")]
    task, progress = (each.text() for each in words if each is not None)
    return task, progress


@given(seed=st.integers(0, 2**32))
def test_each_digit_is_asked_for_twice_and_never_twice_in_a_row(seed: int) -> None:
    digits = digits_to_write(random.Random(seed))
    assert Counter(digits) == dict.fromkeys(range(10), 2)
    assert all(one != other for one, other in pairwise(digits))


def test_rounds_differ() -> None:
    assert len({digits_to_write(random.Random(seed)) for seed in range(5)}) == 5


def test_a_round_asks_on_an_empty_pad_until_it_is_ended(writing: WritingRound, canvas: Canvas, bar: RoundBar) -> None:
    ends = heard(writing.ended)
    writing.end()
    assert ends == [], "a round that is not under way cannot end"
    canvas.set_drawing(FOUR)
    writing.begin(random.Random(0))
    assert writing.is_under_way
    assert not writing.can_go_back
    assert canvas.content().is_empty
    assert task(bar) == (f"Write {digits_to_write(random.Random(0))[0]}", "1 of 20")
    writing.end()
    assert not writing.is_under_way
    assert bar.isHidden()
    assert canvas.drawing().strokes == FOUR.strokes
    assert ends == [(0, 20)]


def test_a_second_round_does_not_begin_within_one(writing: WritingRound, canvas: Canvas, bar: RoundBar) -> None:
    canvas.set_drawing(FOUR)
    writing.begin(random.Random(0))
    before = task(bar)
    writing.begin(random.Random(1))
    assert task(bar) == before
    writing.end()
    assert canvas.drawing().strokes == FOUR.strokes


def test_next_twice_before_the_first_is_safe_keeps_one(
    writing: WritingRound, canvas: Canvas, bar: RoundBar, qtbot: QtBot, tmp_path: Path
) -> None:
    writing.begin(random.Random(0))
    first, second = digits_to_write(random.Random(0))[:2]
    canvas.set_drawing(FOUR)
    for _ in range(2):
        writing.keep(canvas.drawing(), None)
    qtbot.waitUntil(lambda: task(bar)[1] == "2 of 20")
    canvas.set_drawing(SEVEN)
    writing.keep(canvas.drawing(), None)
    qtbot.waitUntil(lambda: task(bar)[1] == "3 of 20")
    assert labels(tmp_path) == [first, second]


def test_a_digit_that_is_safe_only_after_the_round_ended_moves_nothing(
    writing: WritingRound, canvas: Canvas, bar: RoundBar, qtbot: QtBot, tmp_path: Path
) -> None:
    writing.begin(random.Random(0))
    canvas.set_drawing(FOUR)
    writing.keep(canvas.drawing(), None)
    writing.end()
    qtbot.waitUntil(lambda: labels(tmp_path) == [digits_to_write(random.Random(0))[0]])
    qtbot.wait(50)
    assert bar.isHidden()
    assert not writing.is_under_way


def test_what_was_written_last_is_known_until_it_is_taken_back(
    writing: WritingRound, canvas: Canvas, bar: RoundBar, qtbot: QtBot
) -> None:
    writing.begin(random.Random(0))
    first = digits_to_write(random.Random(0))[0]
    assert writing.last_label is None
    canvas.set_drawing(FOUR)
    writing.keep(canvas.drawing(), None)
    qtbot.waitUntil(lambda: writing.last_label == first)
    bar.skip.trigger()
    assert writing.last_label is None
    writing.go_back()
    assert writing.last_label == first
    writing.go_back()
    assert (writing.last_label, writing.can_go_back) == (None, False)


def test_an_empty_drawing_is_not_kept(writing: WritingRound, bar: RoundBar, tmp_path: Path) -> None:
    writing.begin(random.Random(0))
    writing.keep(Drawing(), None)
    assert task(bar)[1] == "1 of 20: nothing is written yet"
    assert labels(tmp_path) == []
