from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.drawing.erase import erase
from mnist_desktop.drawing.strokes import Drawing, Stroke

NEARLY = 1e-5  # canvas pixels
COORDINATES = st.integers(-50, 550) | st.floats(-50, 550)
POINTS = st.tuples(COORDINATES, COORDINATES)
STROKES = st.lists(
    st.lists(st.tuples(COORDINATES, COORDINATES, st.floats(0, 1)), min_size=1, max_size=12), min_size=0, max_size=4
)
REACHES = st.floats(0.5, 200)


def drawing_of(strokes: list[list[tuple[float, float, float]]]) -> Drawing:
    rows = [np.array(stroke, dtype=np.float64) for stroke in strokes]
    return Drawing(tuple(Stroke(each[:, :2], each[:, 2]) for each in rows))


def line(*points: tuple[float, float], pressures: list[float] | None = None) -> Stroke:
    return Stroke(np.array(points, dtype=np.float64), None if pressures is None else np.array(pressures))


def distances(points: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """From each point to a segment."""
    step = end - start
    squared = float(step @ step)
    along = ((points - start) @ step / squared).clip(0, 1) if squared > 0 else np.zeros(len(points))
    return np.asarray(np.hypot(*(points - start - along[:, None] * step).T))


def along(stroke: Stroke) -> FloatArray:
    """Rows [x, y, pressure] close together along a stroke."""
    assert stroke.pressures is not None
    rows = np.column_stack([stroke.points, stroke.pressures])
    if len(rows) == 1:
        return rows
    shares = np.linspace(0, 1, 40)[:, None]
    return np.concatenate([one * (1 - shares) + other * shares for one, other in pairwise(rows)])


def is_on(rows: FloatArray, stroke: Stroke) -> FloatArray:
    """Whether each row [x, y, pressure] is on a stroke, with its pressure there."""
    assert stroke.pressures is not None
    target = np.column_stack([stroke.points * 1.0, stroke.pressures])
    if len(target) == 1:
        return np.asarray(np.abs(rows - target).max(axis=1) < NEARLY)
    found = np.zeros(len(rows), dtype=bool)
    for one, other in pairwise(target):
        step = other - one
        squared = float(step @ step)
        share = ((rows - one) @ step / squared).clip(0, 1) if squared > 0 else np.zeros(len(rows))
        found |= np.linalg.norm(rows - one - share[:, None] * step, axis=1) < NEARLY
    return found


@given(STROKES, POINTS, POINTS, REACHES)
def test_what_is_left_is_out_of_reach(
    strokes: list[list[tuple[float, float, float]]],
    start: tuple[float, float],
    end: tuple[float, float],
    reach: float,
) -> None:
    for stroke in erase(drawing_of(strokes), start, end, reach).drawing.strokes:
        assert distances(along(stroke)[:, :2], np.array(start), np.array(end)).min() >= reach - NEARLY


@given(STROKES, POINTS, POINTS, REACHES)
def test_nothing_is_made_up_and_nothing_else_is_lost(
    strokes: list[list[tuple[float, float, float]]],
    start: tuple[float, float],
    end: tuple[float, float],
    reach: float,
) -> None:
    before = drawing_of(strokes)
    left = erase(before, start, end, reach).drawing
    for piece in left.strokes:
        assert any(is_on(along(piece), stroke).all() for stroke in before.strokes)
    for stroke in before.strokes:
        rows = along(stroke)
        outside = rows[distances(rows[:, :2], np.array(start), np.array(end)) > reach + 0.01]
        kept = [np.zeros(len(outside), dtype=bool), *(is_on(outside, piece) for piece in left.strokes)]
        assert np.any(kept, axis=0).all()


@given(STROKES, REACHES)
def test_strokes_out_of_reach_stay_as_they_are(strokes: list[list[tuple[float, float, float]]], reach: float) -> None:
    before = drawing_of(strokes)
    assert erase(before, (2000, 0), (2000, 500), reach).drawing is before


def test_a_stroke_is_cut_in_two_in_its_place_and_order() -> None:
    one, across, other = line((0, 0), (10, 0)), line((0, 100), (100, 100), (200, 100)), line((0, 300), (10, 300))
    left = erase(Drawing((one, across, other), label=3), (100, 60), (100, 140), 10).drawing
    assert [stroke.points.tolist() for stroke in left.strokes] == [
        [[0, 0], [10, 0]],
        [[0, 100], [90, 100]],
        [[110, 100], [200, 100]],
        [[0, 300], [10, 300]],
    ]
    assert left.strokes[0] is one
    assert left.label == 3


def test_pressures_are_kept_and_interpolated_at_the_cut() -> None:
    left = erase(
        Drawing((line((0, 0), (100, 0), (200, 0), pressures=[0.2, 0.6, 1.0]),)), (150, 0), (150, 0), 25
    ).drawing
    pressures = [stroke.pressures.tolist() for stroke in left.strokes if stroke.pressures is not None]
    assert pressures == [pytest.approx([0.2, 0.6, 0.7]), pytest.approx([0.9, 1.0])]


@pytest.mark.parametrize(("x", "is_left"), [(105.0, False), (111.0, True)])
def test_a_dot_is_erased_whole_or_not(x: float, is_left: bool) -> None:
    assert bool(erase(Drawing((line((x, 100)),)), (100, 100), (100, 100), 10).drawing.strokes) is is_left


def test_the_ends_of_the_way_are_round() -> None:
    corner = Drawing((line((108, 108)), line((108, 100))))
    left = erase(corner, (0, 100), (100, 100), 10).drawing
    assert [stroke.points.tolist() for stroke in left.strokes] == [[[108, 108]]]


def test_nothing_on_the_pad_stays_nothing() -> None:
    assert erase(Drawing(), (0, 0), (10, 10), 5).drawing.strokes == ()


def test_it_says_between_which_points_it_cut() -> None:
    row = line(*((10.0 * index, 0.0) for index in range(20)))
    cut = erase(Drawing((row, line((0, 300)))), (95, -5), (95, 5), 3)
    assert sorted({x for x, _ in cut.points.tolist()}) == [70, 80, 90, 100, 110, 120]
    assert erase(Drawing((row,)), (95, 100), (95, 100), 3).points.shape == (0, 2)
