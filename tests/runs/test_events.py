from __future__ import annotations

from mnist_desktop.runs.events import EpochFinished, Evaluation

EVEN = Evaluation(accuracy=0.1, loss=2.3, confusion=((1,) * 10,) * 10, count=100)
ONLY_0_AND_7 = Evaluation(accuracy=0.2, loss=2.3, confusion=((5, *[0] * 6, 5, 0, 0),) * 10, count=100)


def test_digits_that_are_never_the_answer_are_named() -> None:
    assert EVEN.never_read == ()
    assert ONLY_0_AND_7.never_read == (1, 2, 3, 4, 5, 6, 8, 9)


def test_an_epoch_s_score_is_on_the_digits_held_out_or_else_on_the_test_set() -> None:
    assert EpochFinished(1, 1.0, 0.5, EVEN, ONLY_0_AND_7, 1.0, 1.0).score is EVEN
    assert EpochFinished(1, 1.0, 0.5, None, ONLY_0_AND_7, 1.0, 1.0).score is ONLY_0_AND_7
    assert EpochFinished(1, 1.0, 0.5, None, None, 1.0, 1.0).score is None
