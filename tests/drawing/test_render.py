from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.render import FINENESS, MAX_SAMPLES, ink, ink_all, trace, trace_all


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.stack([np.array(points[:-1]), np.array(points[1:])], axis=1)


def test_a_pen_at_a_point_leaves_a_round_dot_of_its_width() -> None:
    image = ink(np.array([[14.0, 14.0]]), side=28, pen_width=5.0)
    assert image.dtype == np.float32
    assert image.sum() == pytest.approx(np.pi * 2.5**2, rel=0.05)
    np.testing.assert_allclose(image[14], image[:, 14], atol=0.01)
    assert (image[14, 13:16] == 1).all()
    assert image[14, 10] == image[14, 18] == 0


def test_a_line_is_as_wide_as_the_pen() -> None:
    image = ink(trace(line((-10, 14), (40, 14))), side=28, pen_width=3.0)
    np.testing.assert_allclose(image.sum(axis=0), 3.0, atol=0.15)


@pytest.mark.parametrize("points", [(-20.0, 5.0), (5.0, -20.0), (48.0, 5.0), (5.0, 1e6)])
def test_ink_beside_the_sheet_does_not_come_in_on_the_other_side(points: tuple[float, float]) -> None:
    assert not ink(np.array([points]), side=28, pen_width=2.5).any()


def test_ink_that_crosses_the_edge_is_cut_there() -> None:
    image = ink(np.array([[0.0, 0.0]]), side=28, pen_width=5.0)
    assert image[0, 0] == 1
    assert not image[5:].any()
    assert not image[:, 5:].any()


def test_going_over_a_line_again_adds_no_ink() -> None:
    once = trace(line((3, 4), (20, 21)))
    assert np.array_equal(ink(once, 28, 2.5), ink(np.concatenate([once, once[::-1]]), 28, 2.5))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 30), st.floats(-5, 30)), min_size=2, max_size=8))
def test_a_line_has_no_gaps_and_stays_between_its_ends(points: list[tuple[float, float]]) -> None:
    path = trace(line(*points))
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    assert (np.hypot(*np.diff(path, axis=0).T) <= 2 / FINENESS).all()
    assert ((path >= low - 1e-9) & (path <= high + 1e-9)).all()


def test_a_segment_of_no_length_is_one_point() -> None:
    assert trace(line((3, 4), (3, 4))).tolist() == [[3, 4]]


def test_a_huge_scribble_is_sampled_no_more_finely_than_needed() -> None:
    ends = np.random.default_rng(0).uniform(0, 1000, (2000, 2))
    assert len(trace(line(*map(tuple, ends)))) <= MAX_SAMPLES + len(ends)


SCRIBBLES = [np.random.default_rng(seed).uniform(-3, 31, (seed + 1, 2, 2)) for seed in range(12)]


def test_many_drawings_are_traced_as_each_alone() -> None:
    owner = np.repeat(np.arange(len(SCRIBBLES)), [len(segments) for segments in SCRIBBLES])
    path, owner = trace_all(np.concatenate(SCRIBBLES), owner)
    for number, segments in enumerate(SCRIBBLES):
        assert np.array_equal(path[owner == number], trace(segments))


def test_many_sheets_are_inked_as_each_alone() -> None:
    paths = [trace(segments) for segments in SCRIBBLES]
    owner = np.repeat(np.arange(len(paths)), [len(path) for path in paths])
    sheets = ink_all(np.concatenate(paths), owner, len(paths), 28, 2.5)
    assert np.array_equal(sheets, [ink(path, 28, 2.5) for path in paths])


def test_a_sheet_that_no_pen_visits_stays_blank() -> None:
    sheets = ink_all(np.array([[4.0, 4.0]]), np.array([1]), 3, 28, 2.5)
    assert sheets.any(axis=(1, 2)).tolist() == [False, True, False]


@pytest.mark.parametrize("width", [0.5, 2.5, 7.0])
def test_a_pixel_is_as_dark_as_the_nearest_point_makes_it(width: float) -> None:
    places = (np.random.default_rng(0).integers(0, 28 * FINENESS, (40, 2)) + 0.5) / FINENESS - 0.5
    distance = np.hypot(*(places[:, :, None, None] - np.indices((28, 28))[::-1]).swapaxes(0, 1)).min(axis=0)
    np.testing.assert_allclose(ink(places, 28, width), np.clip(width / 2 + 0.5 - distance, 0, 1), atol=1e-6)
