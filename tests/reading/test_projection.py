"""Principal components against scikit-learn's, and pictures that lie on those before."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from mnist_desktop.drawing.arrays import Float32Array, FloatArray
from mnist_desktop.reading.projection import INSIDE, NARROW, Projection, procrustes, project

COUNT = 400


def outputs(width: int, seed: int = 0, count: int = COUNT) -> Float32Array:
    """Clusters of digits in a space of many outputs, not around zero."""
    random = np.random.default_rng(seed)
    middles = random.normal(size=(10, width)) + 3
    return (middles[np.arange(count) % 10] + 0.3 * random.normal(size=(count, width))).astype(np.float32)


def turned(points: FloatArray, degrees: float, *, is_mirrored: bool = False) -> FloatArray:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ (turn * [1, -1] if is_mirrored else turn))


@pytest.mark.parametrize("width", [2, 10, 50, NARROW])
def test_a_narrow_layer_is_projected_as_scikit_learn_does_up_to_sign_and_size(width: int) -> None:
    values = outputs(width)
    found, expected = project(values), PCA(2).fit_transform(values.astype(np.float64))
    for axis in (0, 1):
        ours, theirs = found.points[:, axis] * found.size, expected[:, axis]
        assert ours * np.sign(ours @ theirs) == pytest.approx(theirs, abs=1e-4 * np.abs(theirs).max())


def test_a_wide_layer_is_too_and_more_exactly_from_one_projection_to_the_next() -> None:
    random = np.random.default_rng(2)
    strengths = np.array([6, 4, 2.5, 1.5, 1, 0.7])
    values = (random.normal(size=(COUNT, 6)) * strengths) @ random.normal(size=(6, 1440)) / 10
    values = (values + 0.3 * random.normal(size=values.shape) + 2).astype(np.float32)
    expected = PCA(2, svd_solver="full").fit_transform(values.astype(np.float64))

    def error(found: Projection) -> float:
        lying = found.points @ procrustes(found.points, expected) * found.size
        return float(np.abs(lying - expected).max() / np.abs(expected).max())

    found = project(values)
    assert error(found) < 0.01
    for _ in range(5):
        found = project(values, found, follow=True)
    assert error(found) < 1e-3


@pytest.mark.parametrize(("degrees", "is_mirrored"), [(0, False), (70, False), (180, False), (200, True)])
def test_what_is_turned_or_mirrored_gives_the_same_picture(degrees: float, is_mirrored: bool) -> None:
    values = outputs(2)
    before = project(values)
    middle = values.mean(axis=0)
    other = (turned(values - middle, degrees, is_mirrored=is_mirrored) + middle).astype(np.float32)
    assert project(other, before).points == pytest.approx(before.points, abs=1e-4)


def test_procrustes_finds_the_turn() -> None:
    points = np.random.default_rng(3).normal(size=(50, 2))
    found = procrustes(turned(points, 33), points)
    assert turned(points, 33) @ found == pytest.approx(points)


@pytest.mark.parametrize("width", [50, 784])
def test_the_star_of_a_landmark_is_its_point(width: int) -> None:
    values = outputs(width)
    for found in (project(values), project(values * 1.5, project(values), follow=True)):
        scale = 1.5 if found.size != project(values).size else 1.0
        assert found.place(values[7] * np.float32(scale)) == pytest.approx(tuple(found.points[7]), abs=1e-4)


def test_most_points_are_near_the_middle_and_a_layer_that_grows_does_so_slowly() -> None:
    values = outputs(50)
    first = project(values)
    assert np.quantile(np.hypot(*first.points.T), INSIDE) == pytest.approx(1)
    grown = project(4 * values, first, follow=True)
    assert first.size < grown.size < 4 * first.size
    assert np.quantile(np.hypot(*grown.points.T), INSIDE) > 1
    for _ in range(40):
        grown = project(4 * values, grown, follow=True)
    assert grown.size == pytest.approx(4 * first.size, rel=1e-3)


def test_noise_moves_the_points_but_little() -> None:
    values, random = outputs(50), np.random.default_rng(1)
    found = project(values)
    for _ in range(10):
        moved = project(values + 0.1 * random.normal(size=values.shape).astype(np.float32), found, follow=True)
        assert np.abs(moved.points - found.points).mean() < 0.05
        found = moved


@pytest.mark.parametrize("width", [50, 784])
@pytest.mark.parametrize("value", [0.0, 5.0, np.nan, np.inf, 3e38])
def test_a_layer_that_is_dead_or_diverges_has_points_all_the_same(width: int, value: float) -> None:
    values = np.full((COUNT, width), value, np.float32)
    found = project(values, project(outputs(width)), follow=True)
    assert np.isfinite(found.points).all()
    assert np.isfinite(found.place(values[0])).all()
