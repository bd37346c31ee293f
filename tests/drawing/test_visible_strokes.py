from __future__ import annotations

import numpy as np
import pytest
from drawings import some_digits
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.strokes import MAX_SEGMENTS, Drawing, Stroke
from mnist_desktop.drawing.visible_strokes import SLIP, VisibleStrokes, visible_strokes

FOUR = some_digits()[4]


def stroke(*points: tuple[float, float]) -> Stroke:
    return Stroke(np.array(points))


def same(one: VisibleStrokes, other: VisibleStrokes) -> bool:
    return np.array_equal(one.segments, other.segments) and np.array_equal(one.counts, other.counts)


@settings(deadline=None)
@given(
    at=st.tuples(st.floats(0, 500), st.floats(0, 500)),
    angle=st.floats(0, 7),
    length=st.floats(0, 0.99),
    before=st.integers(0, 2),
)
def test_a_dot_or_a_slip_anywhere_and_at_any_time_changes_nothing(
    at: tuple[float, float], angle: float, length: float, before: int
) -> None:
    longest = visible_strokes(FOUR).pieces().lengths.max()
    end = np.array(at) + SLIP * longest * length * np.array([np.cos(angle), np.sin(angle)])
    slip = stroke(at, tuple(end))
    with_slip = FOUR.replaced([(before, before, (slip,))])
    assert same(visible_strokes(with_slip), visible_strokes(FOUR))


def test_a_short_stroke_that_is_no_slip_stays() -> None:
    longest = visible_strokes(FOUR).pieces().lengths.max()
    bar = stroke((50, 50), (50 + 1.01 * SLIP * longest, 50))
    assert len(visible_strokes(FOUR.with_stroke(bar))) == 3


@pytest.mark.parametrize("count", [1, 2, 5])
def test_dots_alone_are_not_lost(count: int) -> None:
    dots = Drawing(tuple(stroke((100.0 * each + 20, 250)) for each in range(count)))
    assert len(visible_strokes(dots)) == count


def test_where_nothing_is_drawn_nothing_is_visible() -> None:
    assert len(visible_strokes(Drawing())) == 0


def test_what_is_off_the_canvas_is_not_visible() -> None:
    far = (stroke((-50, 10), (-20, 400)), stroke((700, 100)), stroke((10, 501), (400, 900)))
    assert len(visible_strokes(Drawing(far))) == 0
    assert same(visible_strokes(Drawing((far[0], *FOUR.strokes, *far[1:]))), visible_strokes(FOUR))


def test_a_long_stroke_off_the_canvas_makes_no_slip_of_what_is_on_it() -> None:
    reaching_in = stroke((490, 490), (40_000, 40_000))
    pieces = visible_strokes(FOUR.with_stroke(reaching_in)).pieces()
    assert len(pieces) == len(FOUR.strokes)


def test_a_stroke_that_leaves_the_canvas_and_comes_back_is_one_stroke_on_it() -> None:
    found = visible_strokes(Drawing((stroke((400, 100), (600, 100), (600, 300), (300, 300)),)))
    assert found.counts.tolist() == [2]
    assert found.segments.tolist() == [[[400, 100], [500, 100]], [[500, 300], [300, 300]]]
    assert found.pieces().box().to_json() == [300, 100, 200, 200]


def test_strokes_can_be_chosen_in_any_order() -> None:
    found = visible_strokes(Drawing((stroke((0, 0), (100, 0), (100, 100)), stroke((200, 0), (200, 90)))))
    first, second = found.of(np.array([0])), found.of(np.array([1]))
    assert (len(first), len(second)) == (2, 1)
    assert np.array_equal(found.of(np.array([1, 0])), np.concatenate([second, first]))
    assert len(found.of(np.array([], np.intp))) == 0


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.floats(-200, 700), st.floats(-200, 700)), min_size=1, max_size=8), min_size=1, max_size=6
    )
)
def test_the_segments_of_strokes_are_those_of_the_drawing(points: list[list[tuple[float, float]]]) -> None:
    drawing = Drawing(tuple(stroke(*each) for each in points))
    segments, counts = drawing.segments_of_strokes()
    assert np.array_equal(segments, drawing.segments())
    alone = [Drawing((each,)).segments() for each in drawing.strokes]
    assert counts.tolist() == [len(each) for each in alone]
    np.testing.assert_allclose(segments, np.concatenate(alone), atol=1e-9)


def test_of_a_long_scribble_among_strokes_each_keeps_its_own() -> None:
    random = np.random.default_rng(0)
    scribble = Stroke(random.uniform(0, 500, (100_000, 2)))
    segments, counts = Drawing((FOUR.strokes[0], scribble, FOUR.strokes[1])).segments_of_strokes()
    assert counts.sum() == len(segments) <= MAX_SEGMENTS
    assert segments[0, 0].tolist() == FOUR.strokes[0].points[0].tolist()
    assert segments[-1, 1].tolist() == FOUR.strokes[1].points[-1].tolist()
    assert counts[[0, 2]].tolist() == [1, 1]


def test_each_knows_its_place_in_the_drawing_though_slips_and_what_is_off_the_canvas_are_gone() -> None:
    off, slip = stroke((-50, 10), (-20, 400)), stroke((30, 30))
    found = visible_strokes(Drawing((off, FOUR.strokes[0], slip, FOUR.strokes[1])))
    assert found.indices.tolist() == [1, 3]
    strokes = found.pieces().strokes
    assert strokes is not None
    assert strokes.tolist() == [1, 3]
