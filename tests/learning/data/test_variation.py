from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.drawing.arrays import FloatArray, Indices
from mnist_desktop.learning.data.pen_digits import VARIATION
from mnist_desktop.learning.data.variation import Pen, Variation

SQUARE = np.array([[0, 0], [100, 0], [100, 100], [0, 100]], float)
MANY = 200
POINTS = np.concatenate([SQUARE + number for number in range(MANY)])
OWNERS = np.repeat(np.arange(MANY), len(SQUARE))


def varied(variation: Variation, seed: int = 0, points: FloatArray = POINTS, owners: Indices = OWNERS) -> FloatArray:
    return Pen(variation, np.random.default_rng(seed)).vary(points, owners)[0]


def sides(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The upper and the left side of each square, as vectors."""
    squares = points.reshape(-1, 4, 2)
    return squares[:, 1] - squares[:, 0], squares[:, 3] - squares[:, 0]


def test_without_variation_nothing_moves() -> None:
    np.testing.assert_allclose(varied(Variation()), POINTS, atol=1e-9)


def test_spared_drawings_stay_as_they_are() -> None:
    moved = np.abs(varied(VARIATION) - POINTS).reshape(MANY, -1).max(axis=1)
    assert 0.1 < (moved < 1e-9).mean() < 0.4


def test_slant_moves_the_top_against_the_bottom() -> None:
    top, left = sides(varied(Variation(slant=0.2)))
    np.testing.assert_allclose(top, [[100, 0]] * MANY, atol=1e-9)
    assert np.abs(left[:, 0]).max() <= 20
    assert np.abs(left[:, 0]).mean() == pytest.approx(10, abs=1.5)


def test_a_turn_keeps_lengths_and_right_angles() -> None:
    top, left = sides(varied(Variation(turn=0.12)))
    np.testing.assert_allclose(np.hypot(*top.T), 100)
    np.testing.assert_allclose((top * left).sum(axis=1), 0, atol=1e-9)
    assert 0.1 < np.abs(np.arctan2(top[:, 1], top[:, 0])).max() <= 0.12


def test_aspect_changes_width_against_height_and_not_the_area() -> None:
    top, left = sides(varied(Variation(aspect=0.15)))
    ratio = np.log(top[:, 0] / left[:, 1])
    assert 0.13 < np.abs(ratio).max() <= 0.15
    np.testing.assert_allclose(top[:, 0] * left[:, 1], 10_000)


@pytest.mark.parametrize("variation", [Variation(warp=0.03), Variation(tremble=0.01)])
def test_warp_and_tremble_move_every_point_a_little(variation: Variation) -> None:
    moved = np.abs(varied(variation) - POINTS)
    assert 0.2 < moved.mean() < 5


def test_a_tremble_is_as_large_as_the_drawing_wants() -> None:
    small, large = (np.abs(varied(Variation(tremble=0.01), points=POINTS * k) - POINTS * k).mean() for k in (1, 10))
    assert large == pytest.approx(10 * small)


def test_a_dot_stays_a_finite_dot() -> None:
    dot = varied(VARIATION, points=np.array([[3.0, 4.0]]), owners=np.array([0]))
    assert np.hypot(*(dot[0] - [3, 4])) < 1


def test_the_same_seed_gives_the_same_and_another_others() -> None:
    assert np.array_equal(varied(VARIATION, 1), varied(VARIATION, 1))
    assert not np.array_equal(varied(VARIATION, 1), varied(VARIATION, 2))


def test_each_of_the_pens_is_taken() -> None:
    pen = Pen(VARIATION, np.random.default_rng(0))
    assert {pen.vary(POINTS, OWNERS)[1] for _ in range(30)} == set(VARIATION.pen_widths)
