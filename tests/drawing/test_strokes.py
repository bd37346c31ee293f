from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.strokes import MAX_COORDINATE, MAX_SEGMENTS, Drawing, DrawingError, Stroke

KNOWN = {"format", "version", "canvas", "strokes", "label"}
VALID = {"format": "mnist-desktop-drawing", "version": 1, "canvas": [500, 500], "strokes": [[[1, 2], [3, 4]]]}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def strokes(draw: st.DrawFn, reach: float = MAX_COORDINATE) -> Stroke:
    coordinate = st.floats(-reach, reach) | st.integers(-500, 1000)
    points = draw(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12))
    pressures = st.lists(st.floats(0, 1), min_size=len(points), max_size=len(points)).map(np.array)
    return Stroke(np.array(points), draw(st.none() | pressures))


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    return Drawing(
        strokes=tuple(draw(st.lists(strokes(), max_size=4))),
        width=draw(st.integers(1, 100_000)),
        height=draw(st.integers(1, 100_000)),
        label=draw(st.none() | st.integers(0, 9)),
        extra=draw(st.dictionaries(st.text().filter(lambda key: key not in KNOWN), JSON, max_size=3)),
    )


def points_on(drawing: Drawing) -> np.ndarray:
    return drawing.segments().reshape(-1, 2)


@settings(deadline=None)
@given(drawings())
def test_a_drawing_comes_back_from_its_file_as_it_was(drawing: Drawing) -> None:
    assert Drawing.from_json(json.loads(json.dumps(drawing.to_json()))) == drawing


def test_a_file_holds_what_the_contract_shows() -> None:
    shown = {
        "format": "mnist-desktop-drawing",
        "version": 1,
        "canvas": [500, 400],
        "strokes": [[[267, 167], [267.5, 164]], [[100, 90]]],
        "label": 8,
        "writer": "somebody",
    }
    assert json.dumps(Drawing.from_json(shown).to_json()) == json.dumps(shown)


def test_pressure_is_read_where_a_point_has_it_and_is_full_where_it_has_none() -> None:
    stroke = Stroke.from_json([[1, 2, 0.25], [3, 4], [5, 6, 7]])
    assert stroke.pressures is not None
    assert stroke.pressures.tolist() == [0.25, 1.0, 1.0]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": "svg"}, "drawing_format"),
        ({"version": 2}, "drawing_version"),
        ({"version": None}, "drawing_version"),
        ({"strokes": None}, "drawing_no_strokes"),
        ({"strokes": {"0": []}}, "drawing_no_strokes"),
        ({"strokes": [[]]}, "stroke_empty"),
        ({"strokes": ["abc"]}, "stroke_empty"),
        ({"strokes": [[[1]]]}, "point_shape"),
        ({"strokes": [[[1, 2, 0.5, 4]]]}, "point_shape"),
        ({"strokes": [[1, 2]]}, "point_shape"),
        ({"strokes": [[["1", 2]]]}, "point_not_number"),
        ({"strokes": [[[True, 2]]]}, "point_not_number"),
        ({"strokes": [[[[], 2]]]}, "point_not_number"),
        ({"strokes": [[[float("nan"), 2]]]}, "point_not_number"),
        ({"strokes": [[[1, float("inf")]]]}, "point_not_number"),
        ({"strokes": [[[1, 2, float("nan")]]]}, "point_not_number"),
        ({"strokes": [[[10**400, 2]]]}, "point_not_number"),
        ({"canvas": None}, "drawing_canvas"),
        ({"canvas": [500]}, "drawing_canvas"),
        ({"canvas": [0, 500]}, "drawing_canvas"),
        ({"canvas": [500, -1]}, "drawing_canvas"),
        ({"canvas": [500, 10**400]}, "drawing_canvas"),
        ({"canvas": [500, float("nan")]}, "drawing_canvas"),
        ({"canvas": ["500", 500]}, "drawing_canvas"),
        ({"label": 10}, "drawing_label"),
        ({"label": -1}, "drawing_label"),
        ({"label": "8"}, "drawing_label"),
        ({"label": True}, "drawing_label"),
        ({"label": 8.0}, "drawing_label"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(change: dict[str, Any], code: str) -> None:
    with pytest.raises(DrawingError) as refused:
        Drawing.from_json(VALID | change)
    assert refused.value.problem.code == code


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [("version", 2, "2"), ("version", None, "None"), ("label", 10, "10"), ("label", "8", "'8'"), ("label", 8.0, "8.0")],
)
def test_what_a_file_says_instead_is_told(key: str, value: Any, told: str) -> None:
    with pytest.raises(DrawingError) as refused:
        Drawing.from_json(VALID | {key: value})
    assert refused.value.problem.values[key] == told


def test_of_something_endless_only_the_beginning_is_told() -> None:
    with pytest.raises(DrawingError) as refused:
        Drawing.from_json(VALID | {"version": [list(range(10_000))] * 10_000})
    assert len(refused.value.problem.values["version"]) < 500


@settings(deadline=None)
@given(JSON, st.sampled_from([*sorted(KNOWN), "anything"]))
def test_whatever_a_file_holds_it_is_read_or_refused(value: Any, key: str) -> None:
    for candidate in (value, VALID | {key: value}):
        with suppress(DrawingError):
            Drawing.from_json(candidate).segments()


@pytest.mark.parametrize("points", [[], [[]], [[1.0]], [[1.0, 2.0, 3.0]], [[np.nan, 1.0]], [[1.0, -np.inf]]])
def test_a_stroke_is_made_of_at_least_one_point_of_two_numbers(points: list[list[float]]) -> None:
    with pytest.raises(DrawingError):
        Stroke(np.array(points))


@pytest.mark.parametrize("pressures", [[0.5], [0.5, np.nan], [[0.5, 0.5]]])
def test_pressures_are_one_a_point(pressures: list[Any]) -> None:
    with pytest.raises(DrawingError) as refused:
        Stroke(np.zeros((2, 2)), np.array(pressures))
    assert refused.value.problem.code == "pressures_count"


def test_strokes_and_drawings_never_change() -> None:
    points, pressures = np.array([[1.0, 2.0]]), np.array([0.5])
    stroke = Stroke(points, pressures)
    drawing = Drawing((stroke,))
    points[0, 0] = pressures[0] = 0.9
    assert stroke == Stroke(np.array([[1.0, 2.0]]), np.array([0.5]))
    assert stroke.pressures is not None
    with pytest.raises(ValueError, match="read-only"):
        stroke.points[0, 0] = 5
    with pytest.raises(ValueError, match="read-only"):
        stroke.pressures[0] = 1
    with pytest.raises(FrozenInstanceError):
        drawing.width = 3  # type: ignore[misc]


def test_a_further_stroke_makes_another_drawing() -> None:
    blank, stroke = Drawing(), Stroke(np.array([[1.0, 2.0]]))
    assert blank.with_stroke(stroke).strokes == (stroke,)
    assert blank == Drawing()


def test_strokes_differ_by_a_point_or_by_pressure() -> None:
    points = np.array([[1.0, 2.0]])
    assert Stroke(points) != Stroke(points + 1)
    assert Stroke(points) != Stroke(points, np.array([1.0]))
    assert Stroke(points) != "a stroke"


def test_nothing_drawn_has_no_segments() -> None:
    assert Drawing().segments().shape == (0, 2, 2)


def test_a_stroke_of_one_point_is_a_segment_of_no_length() -> None:
    assert Drawing((Stroke(np.array([[40.0, 50.0]])),)).segments().tolist() == [[[40, 50], [40, 50]]]


def test_a_stroke_is_the_segments_between_its_points() -> None:
    drawing = Drawing((Stroke(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])),))
    assert drawing.segments().tolist() == [[[1, 2], [3, 4]], [[3, 4], [5, 6]]]


@pytest.mark.parametrize(
    "points",
    [
        [(-5, -5)],
        [(-10, 20), (-10, 80)],
        [(20, 201), (80, 201)],
        [(20, -1), (80, -1)],
        [(-50, 20), (20, -60)],
        [(150, 20), (1e9, 20)],
    ],
    ids=["dot", "beside", "below", "above", "past the corner", "far away"],
)
def test_what_is_off_the_canvas_is_not_seen(points: list[tuple[float, float]]) -> None:
    assert len(Drawing((Stroke(np.array(points)),), width=100, height=200).segments()) == 0


def test_a_stroke_that_crosses_the_edge_is_cut_there() -> None:
    drawing = Drawing((Stroke(np.array([[-50.0, 50.0], [50.0, 50.0], [50.0, 300.0]])),), width=100, height=200)
    assert drawing.segments().tolist() == [[[0, 50], [50, 50]], [[50, 50], [50, 200]]]


@pytest.mark.parametrize("moved", [1e-300, 1e-9, 0.0])
def test_a_movement_of_next_to_nothing_is_cut_like_any_other(moved: float) -> None:
    points = np.array([[50.0, 0.0], [50.0 + moved, moved]])
    drawn = Drawing((Stroke(points), Stroke(points - (60, 0))), width=100, height=200)
    np.testing.assert_allclose(drawn.segments(), [[[50, 0], [50, 0]]], atol=1e-8)


def test_a_line_across_the_whole_canvas_keeps_its_part_on_it() -> None:
    drawing = Drawing((Stroke(np.array([[-100.0, -100.0], [300.0, 300.0]])),), width=100, height=200)
    np.testing.assert_allclose(drawing.segments(), [[[0, 0], [100, 100]]], atol=1e-9)


def test_the_edge_is_on_the_canvas() -> None:
    edge = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 200.0], [0.0, 200.0]])
    outside = Stroke(np.array([[-1.0, -1.0]]))  # so that there is something to cut
    assert len(Drawing((Stroke(edge), outside), width=100, height=200).segments()) == 3


@settings(deadline=None)
@given(st.lists(strokes(), max_size=4), st.integers(1, 1000), st.integers(1, 1000))
def test_all_that_is_seen_lies_on_the_canvas(drawn: list[Stroke], width: int, height: int) -> None:
    seen = points_on(Drawing(tuple(drawn), width, height))
    assert np.isfinite(seen).all()
    assert (seen >= -1e-6).all()
    assert (seen <= np.array([width, height]) + 1e-6).all()


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 200)), min_size=1, max_size=12))
def test_what_is_on_the_canvas_is_seen_as_drawn(points: list[tuple[float, float]]) -> None:
    drawn = Stroke(np.array(points))
    beside = Stroke(np.array([[-9.0, -9.0]]))
    alone, cut = (Drawing(strokes, width=100, height=200).segments() for strokes in ((drawn,), (drawn, beside)))
    np.testing.assert_allclose(cut, alone, atol=1e-9)


def test_of_very_many_points_enough_are_kept_and_the_last_among_them() -> None:
    points = np.random.default_rng(0).uniform(0, 500, (100_000, 2))
    seen = Drawing((Stroke(points),)).segments()
    assert len(seen) <= MAX_SEGMENTS
    assert seen[0, 0].tolist() == points[0].tolist()
    assert seen[-1, 1].tolist() == points[-1].tolist()
