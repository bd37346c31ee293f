"""What a hand makes of a skeleton: never the same twice, and within the variation it is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.learning.data.handwriting import Strokes, Variation, draw, rounded
from mnist_desktop.learning.data.pen_digits import VARIATION

STEADY = Variation()
SEVEN: Strokes = [np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.3, 1.0]]), np.array([[0.3, 0.5], [0.9, 0.5]])]


def drawings(variation: Variation, count: int = 200, strokes: Strokes = SEVEN) -> list[FloatArray]:
    return list(draw(strokes, count, variation, np.random.default_rng(1)))


def test_a_hand_that_does_not_vary_draws_the_skeleton_itself() -> None:
    [drawing] = drawings(STEADY, count=1)
    expected = np.concatenate([np.stack([stroke[:-1], stroke[1:]], axis=1) for stroke in SEVEN])
    np.testing.assert_allclose(drawing + 0.5, expected, atol=1e-12)


def test_the_pen_is_lifted_between_strokes() -> None:
    for drawing in drawings(VARIATION):
        starts_anew = (drawing[1:, 0] != drawing[:-1, 1]).any(axis=1)
        assert starts_anew.sum() == len(SEVEN) - 1


def test_a_stroke_of_one_point_is_a_dot() -> None:
    [drawing] = drawings(VARIATION, count=1, strokes=[np.array([[0.5, 0.5]])])
    assert drawing.shape == (1, 2, 2)
    assert (drawing[:, 0] == drawing[:, 1]).all()


@pytest.mark.parametrize(
    "variation",
    [
        replace(STEADY, jitter=0.02),
        replace(STEADY, slant=0.2),
        replace(STEADY, turn=0.1),
        replace(STEADY, aspect=0.2),
        replace(STEADY, bend=0.02),
        replace(STEADY, drift=0.04),
        replace(STEADY, ends=0.15),
        replace(STEADY, tremble=0.01, trembling=1.0),
    ],
    ids=["jitter", "slant", "turn", "aspect", "bend", "drift", "ends", "tremble"],
)
def test_every_freedom_makes_drawings_differ(variation: Variation) -> None:
    assert len({drawing.tobytes() for drawing in drawings(variation, count=50)}) > 40


def test_corners_are_rounded_as_often_as_the_hand_may() -> None:
    of_lines = {len(drawing) for drawing in drawings(replace(STEADY, roundings=(0, 2)))}
    assert len(of_lines) == 3


def test_the_same_seed_draws_the_same_and_another_seed_otherwise() -> None:
    first, again = drawings(VARIATION, count=9), drawings(VARIATION, count=9)
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
    others = list(draw(SEVEN, 9, VARIATION, np.random.default_rng(2)))
    assert [one.tobytes() for one in first] != [other.tobytes() for other in others]


def test_a_hand_leans_right_more_often() -> None:
    stem = [np.array([[0.5, 0.0], [0.5, 0.5], [0.5, 1.0]])]
    leans = [drawing[0, 0, 0] - drawing[-1, 1, 0] for drawing in drawings(VARIATION, strokes=stem)]
    assert 0.6 < np.mean(np.array(leans) > 0) < 0.9


def test_a_corner_given_twice_stays_sharp_and_another_does_not() -> None:
    rounding = replace(STEADY, roundings=(2, 2))
    [sharp] = drawings(rounding, count=1)
    [soft] = drawings(rounding, count=1, strokes=[SEVEN[0][[0, 1, 3]]])
    corner = np.array([0.5, -0.5])
    assert np.abs(sharp - corner).sum(axis=-1).min() == pytest.approx(0)
    assert np.abs(soft - corner).sum(axis=-1).min() > 0.05


def test_strokes_start_and_stop_early_or_late_by_no_more_than_told() -> None:
    line = [np.array([[0.0, 0.5], [1.0, 0.5]])]
    ends = np.array([drawing[0, :, 0] + 0.5 for drawing in drawings(replace(STEADY, ends=0.1), strokes=line)])
    assert np.abs(ends - [0, 1]).max() <= 0.11 + 1e-9
    assert (ends < [0, 1]).any(axis=0).all()
    assert (ends > [0, 1]).any(axis=0).all()


def test_cutting_corners_keeps_the_ends_and_doubles_the_points() -> None:
    stroke = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    assert rounded(stroke, 1).tolist() == [[0, 0], [0.25, 0], [0.75, 0], [1, 0.25], [1, 0.75], [1, 1]]
    assert np.array_equal(rounded(np.stack([stroke, stroke]), 2)[1], rounded(stroke, 2))
