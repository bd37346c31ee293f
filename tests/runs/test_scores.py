from __future__ import annotations

import pytest

from mnist_desktop.catalog.datasets import DATASETS, DatasetRow
from mnist_desktop.runs.scores import HELD_OUT, MY_DRAWINGS, Score, named, of_test_set, unseen

TEST, OTHER_TEST = Score("MNIST test", 0.9), Score("QMNIST test", 0.8)
VALIDATION, MINE = Score(HELD_OUT, 0.7), Score(MY_DRAWINGS, 0.6)


def test_a_score_is_found_by_its_name() -> None:
    scores = [TEST, VALIDATION, MINE]
    assert named(scores, HELD_OUT) is VALIDATION
    assert named(scores, MY_DRAWINGS) is MINE
    assert named(scores, "QMNIST test") is None
    assert named([], HELD_OUT) is None


@pytest.mark.parametrize("row", DATASETS.values(), ids=lambda row: row.name)
def test_a_score_on_the_test_set_of_a_data_set_is_known_as_such_and_knows_its_title(row: DatasetRow) -> None:
    score = Score(row.test_score, 0.9)
    assert of_test_set([MINE, VALIDATION, score]) is score
    assert score.dataset == row.title


def test_other_scores_are_of_no_test_set() -> None:
    assert of_test_set([MINE, VALIDATION]) is None
    assert of_test_set([VALIDATION, TEST, OTHER_TEST]) is TEST


def test_unseen_are_the_digits_held_out_or_else_the_test_set() -> None:
    assert unseen([TEST, VALIDATION]) is VALIDATION
    assert unseen(iter([MINE, TEST])) is TEST
    assert unseen([MINE]) is None


def test_digits_that_are_never_the_answer_are_named() -> None:
    only_0_and_7 = ((5, *[0] * 6, 5, 0, 0),) * 10
    assert Score("x", 0.2, 2.3, only_0_and_7, 100).never_read == (1, 2, 3, 4, 5, 6, 8, 9)
    assert Score("x", 0.1, 2.3, ((1,) * 10,) * 10, 100).never_read == ()


def test_where_only_the_accuracy_is_known_no_digit_is_said_to_be_never_read() -> None:
    assert Score("x", 0.1).never_read == ()
