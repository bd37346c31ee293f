from __future__ import annotations

import math

import numpy as np
import pytest

from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.history import History, StepCurve
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.runs.scores import HELD_OUT, Score
from mnist_desktop.ui.pages.train.curves import Line, accuracy_span, curves_of, epochs_span, loss_span


def run(losses: list[float], rows: list[EpochFinished] | None = None) -> History:
    plan = plan_of("recommended", "CNNNet")
    return History("CNNNet 1", plan, steps=10, losses=StepCurve(1, losses), epochs=rows or [])


def row(epoch: int, held_out: float | None, test: float | None) -> EpochFinished:
    named = ((HELD_OUT, held_out), ("MNIST test", test))
    scores = tuple(Score(name, value, value) for name, value in named if value is not None)
    return EpochFinished(epoch, 0.5, 0.8, scores, 1.0, 1.0)


def test_a_step_lies_at_its_share_of_an_epoch_and_an_epoch_at_its_end() -> None:
    curves = curves_of(run([2.0] * 10, [row(1, None, 0.9)]), smoothing=0)
    assert curves.raw_loss.x.tolist() == [step / 10 for step in range(1, 11)]
    assert curves.unseen_accuracy.x.tolist() == [1.0]


def test_accuracies_are_in_percent() -> None:
    curves = curves_of(run([], [row(1, None, 0.9)]), smoothing=0)
    assert curves.unseen_accuracy.y.tolist() == [90.0]
    assert curves.training_accuracy.y.tolist() == [80.0]


def test_held_out_digits_come_before_the_test_set_and_epochs_without_either_are_left_out() -> None:
    curves = curves_of(run([], [row(1, 0.7, 0.9), row(2, None, None)]), smoothing=0)
    assert curves.unseen_accuracy.y.tolist() == [70.0]
    assert curves.training_accuracy.x.tolist() == [1.0, 2.0]


def test_where_each_step_s_accuracy_is_known_training_is_shown_by_step() -> None:
    history = run([2.0, 1.0], [row(1, None, 0.9)])
    history.accuracies = StepCurve(1, [0.25, 0.75])
    curves = curves_of(history, smoothing=0)
    assert curves.training_accuracy.x.tolist() == [0.1, 0.2]
    assert curves.training_accuracy.y.tolist() == [25.0, 75.0]


def test_where_some_steps_accuracies_are_not_known_training_is_shown_by_epoch() -> None:
    history = run([2.0, 1.0], [row(1, None, 0.9)])
    history.accuracies = StepCurve(1, [0.75])
    assert curves_of(history, smoothing=0).training_accuracy.y.tolist() == [80.0]


def test_losses_beyond_all_numbers_are_left_out() -> None:
    curves = curves_of(run([2.0, math.inf, math.nan, 1.0]), smoothing=60)
    assert curves.raw_loss.y.tolist() == [2.0, 1.0]
    assert np.isfinite(curves.training_loss.y).all()


def test_a_line_answers_for_half_an_epoch_around_its_points() -> None:
    line = Line(np.array([1.0, 2.0]), np.array([5.0, 7.0]))
    assert [line.at(x) for x in (0.4, 0.6, 1.4, 1.6, 2.4, 2.6)] == [None, 5.0, 5.0, 7.0, 7.0, None]
    assert Line(np.array([]), np.array([])).at(1.0) is None


def test_the_view_reaches_to_the_end_of_the_epoch_under_way() -> None:
    assert epochs_span([]) == pytest.approx((0.0, 1.0), rel=0.02)
    assert epochs_span([curves_of(run([1.0] * 25), 0)]) == pytest.approx((0.0, 3.0), rel=0.02)


def test_the_disc_at_the_end_of_an_epoch_is_not_cut() -> None:
    assert epochs_span([curves_of(run([1.0] * 10, [row(1, None, 0.9)]), 0)])[1] > 1.0


def test_the_loss_is_seen_from_zero_and_followed_up_to_where_it_is_lost() -> None:
    assert loss_span([curves_of(run([2.0, 1.0]), 0)], is_log=False) == pytest.approx((0.0, 2.1))
    assert loss_span([curves_of(run([1e9, 1.0]), 0)], is_log=False)[1] < 10


def test_on_a_logarithmic_scale_the_loss_is_seen_from_its_lowest() -> None:
    low, high = loss_span([curves_of(run([1.0, 0.01]), 0)], is_log=True)
    assert -2.2 < low < -2.0
    assert 0.0 < high < 0.2


def test_accuracies_fill_the_view_within_their_bounds() -> None:
    assert accuracy_span([]) == (0.0, 100.0)
    low, high = accuracy_span([curves_of(run([], [row(1, None, 0.999)]), 0)])
    assert 77 < low < 80
    assert 100.0 < high < 101.0  # with room for a disc at 100


def test_the_first_steps_of_training_do_not_stretch_the_accuracies() -> None:
    history = run([1.0] * 100, [row(1, None, 0.98)])
    history.accuracies = StepCurve(1, [0.1] * 4 + [0.95] * 96)
    low, _ = accuracy_span([curves_of(history, 0)])
    assert 90 < low < 95
