from __future__ import annotations

from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.scores import HELD_OUT, Score

TEST = Score("MNIST test", 0.9)
VALIDATION = Score(HELD_OUT, 0.8)


def epoch(*scores: Score) -> EpochFinished:
    return EpochFinished(1, 1.0, 0.5, scores, 1.0, 1.0)


def test_an_epoch_s_score_is_on_the_digits_held_out_or_else_on_the_test_set() -> None:
    assert epoch(TEST, VALIDATION).unseen is VALIDATION
    assert epoch(TEST).unseen is TEST
    assert epoch().unseen is None
