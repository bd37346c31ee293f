"""The errors of each digit by epoch."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mnist_desktop.runs.digit_errors import digit_errors
from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.runs.scores import HELD_OUT, Score


def epoch(number: int, *errors: int, name: str = HELD_OUT) -> EpochFinished:
    """An epoch after which that many images of each digit, from 0 on, are read as the next one."""
    rows = [[0] * 10 for _ in range(10)]
    for digit, count in enumerate(errors):
        rows[digit][(digit + 1) % 10] = count
        rows[digit][digit] = 20
    score = Score(name, 0.9, 0.1, tuple(tuple(row) for row in rows), 100)
    return EpochFinished(number, 0.5, 0.9, (score,), 1.0, 1000.0)


def history(epochs: Sequence[EpochFinished]) -> History:
    return History("CNNNet 1", plan_of("recommended", "CNNNet"), epochs=list(epochs))


def test_the_errors_of_each_digit_are_counted_by_epoch() -> None:
    found = digit_errors(history([epoch(1, 5, 3), epoch(2, 2, 3), epoch(3, 4, 0)]))
    assert found is not None
    assert found.name == HELD_OUT
    assert found.epochs == (1, 2, 3)
    assert found.counts[:3] == ((5, 2, 4), (3, 3, 0), (0, 0, 0))
    assert len(found.counts) == 10


def test_what_changed_is_against_the_epoch_before() -> None:
    found = digit_errors(history([epoch(1, 5, 3), epoch(2, 2, 3), epoch(3, 4, 0)]))
    assert found is not None
    assert found.changes[:3] == ((0, -3, 2), (0, 0, -3), (0, 0, 0))


@pytest.mark.parametrize("epochs", [[], [EpochFinished(1, 0.5, 0.9, (Score(HELD_OUT, 0.9),), 1.0, 1000.0)]])
def test_epochs_without_a_confusion_matrix_have_none(epochs: Sequence[EpochFinished]) -> None:
    assert digit_errors(history(epochs)) is None


def test_only_scores_on_the_same_digits_are_compared() -> None:
    found = digit_errors(history([epoch(1, 9, name="MNIST test"), epoch(2, 5), epoch(3, 4)]))
    assert found is not None
    assert found.epochs == (2, 3)
    assert found.counts[0] == (5, 4)
