"""Scores of changed weights: without and with the changes, of the latest, and in a training of what is under way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from explained import load
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.learning.data import test_sets
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.lab import Edits
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.lab_scoring import Changed, LabScoring, Measured
from mnist_desktop.system.errors import Problem, ProblemError

OFF = Edits({"fc1": frozenset(range(50))})


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two hundred test digits, and a note each time that they are loaded."""
    found: list[str] = []
    whole = test_sets.load

    def few(name: str) -> test_sets.Loading:
        found.append(name)
        digits = yield from whole(name)
        return DigitSet(digits.name, digits.images[:200], digits.labels[:200])

    monkeypatch.setattr(test_sets, "load", few)
    return found


@pytest.fixture
def scoring(qapp: QObject, loaded: list[str]) -> Iterator[LabScoring]:
    owner = QObject()
    scoring = LabScoring(owner)
    yield scoring
    scoring.end()


def measured_by(scoring: LabScoring) -> list[Measured]:
    found: list[Measured] = []
    scoring.measured.connect(found.append)
    return found


def other() -> Predictor:
    """The same weights of another moment."""
    base = load("CNNNet")
    return Predictor("CNNNet", base.network.options, base.network.weights, base.calibration)


def test_unchanged_weights_are_scored_alone(scoring: LabScoring, qtbot: QtBot) -> None:
    found = measured_by(scoring)
    scoring.ask(Changed(load("CNNNet"), Edits()), is_live=False)
    qtbot.waitUntil(lambda: bool(found))
    [only] = found
    assert only.is_whole
    assert only.after is None
    assert only.before.score.accuracy > 0.97


def test_changed_ones_are_scored_after_those_without_the_changes(scoring: LabScoring, qtbot: QtBot) -> None:
    found = measured_by(scoring)
    scoring.ask(Changed(load("CNNNet"), OFF), is_live=False)
    qtbot.waitUntil(lambda: len(found) == 2)
    first, second = found
    assert (first.is_whole, second.is_whole) == (False, True)
    assert second.before is first.before
    assert second.after is not None
    assert second.after.score.accuracy < 0.3
    assert second.predictor is not None
    assert not second.predictor.network.weights["fc1.bias"].any()


def test_digits_are_loaded_and_the_same_weights_scored_once(
    scoring: LabScoring, loaded: list[str], qtbot: QtBot
) -> None:
    found = measured_by(scoring)
    base = load("CNNNet")
    scoring.ask(Changed(base, Edits()), is_live=False)
    qtbot.waitUntil(lambda: bool(found))
    scoring.ask(Changed(base, OFF), is_live=False)
    qtbot.waitUntil(lambda: found[-1].after is not None)
    assert len({id(each.before) for each in found}) == 1
    assert loaded == ["mnist"]


def test_what_was_asked_for_last_takes_the_place_of_what_is_under_way(scoring: LabScoring, qtbot: QtBot) -> None:
    found = measured_by(scoring)
    base = load("CNNNet")
    for unit in range(5):
        scoring.ask(Changed(base, OFF.with_off("conv1", frozenset([unit]))), is_live=False)
    qtbot.waitUntil(lambda: bool(found) and found[-1].is_whole)
    assert {each.of.edits.off["conv1"] for each in found} == {frozenset([4])}


def test_weights_that_are_learning_wait_for_those_under_way(scoring: LabScoring, qtbot: QtBot) -> None:
    found = measured_by(scoring)
    asked = [Changed(other(), OFF) for _ in range(4)]
    for wanted in asked:
        scoring.ask(wanted, is_live=True)
    qtbot.waitUntil(lambda: len(found) == 4)
    assert [each.of for each in found] == [asked[0], asked[0], asked[-1], asked[-1]]


def test_a_cancelled_one_is_done_when_it_is_asked_for_again(scoring: LabScoring, qtbot: QtBot) -> None:
    found = measured_by(scoring)
    wanted = Changed(load("CNNNet"), Edits())
    scoring.ask(wanted, is_live=False)
    scoring.cancel()
    qtbot.wait(50)
    assert found == []
    scoring.ask(wanted, is_live=False)
    qtbot.waitUntil(lambda: len(found) == 1)


def test_digits_that_cannot_be_loaded_fail_it_until_they_can(
    scoring: LabScoring, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def missing(_: str) -> test_sets.Loading:
        yield from ()
        raise ProblemError("bundled_missing", file="t10k.gz")

    found, failures = measured_by(scoring), heard(scoring.failed)
    wanted = Changed(load("CNNNet"), OFF)
    with monkeypatch.context() as patch:
        patch.setattr(test_sets, "load", missing)
        scoring.ask(wanted, is_live=False)
        qtbot.waitUntil(lambda: bool(failures))
    assert failures == [(Problem("bundled_missing", {"file": "t10k.gz"}),)]
    scoring.ask(wanted, is_live=False)
    qtbot.waitUntil(lambda: len(found) == 2)
