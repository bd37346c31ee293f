from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.learning.data.hands import digits_by
from mnist_desktop.learning.data.pen_digits import TRAINED
from mnist_desktop.learning.data.scribbles import SCRIBBLES, Scribble, scribble, several_digits


@pytest.mark.parametrize("draw", SCRIBBLES)
def test_a_scribble_is_strokes_of_about_a_box(draw: Scribble) -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        strokes = draw(random)
        points = np.concatenate(strokes)
        assert all(stroke.shape[1] == 2 for stroke in strokes)
        assert np.isfinite(points).all()
        assert points.min() > -0.6
        assert points.max() < 2


def test_no_two_scribbles_are_alike_and_the_same_seed_draws_the_same() -> None:
    first, again = ([scribble(random) for _ in range(10)] for random in map(np.random.default_rng, (1, 1)))
    assert all(
        np.array_equal(*both) for one, other in zip(first, again, strict=True) for both in zip(one, other, strict=True)
    )
    assert len({len(np.concatenate(each)) for each in first}) > 3


def test_several_digits_stand_side_by_side() -> None:
    random, digits = np.random.default_rng(0), digits_by(TRAINED)
    for _ in range(20):
        strokes = several_digits(digits, random)
        points = np.concatenate(strokes)
        width, height = np.ptp(points, axis=0)
        assert len(strokes) >= 2
        assert 0.2 < width <= 1.3
        assert height <= 0.7
