"""Where the ink goes between the points."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad import ink

SHEET = QRectF(0, 0, 500, 500)
COORDINATES = st.integers(0, 500)


def paths(points: FloatArray, area: QRectF = SHEET) -> list[QPainterPath]:
    return [piece.path for piece in ink.drawing_pieces(Drawing((Stroke(points),)), 18, area)]


def places(path: QPainterPath) -> FloatArray:
    found = [path.pointAtPercent(share) for share in np.linspace(0, 1, 200)]
    return np.array([[place.x(), place.y()] for place in found])


def nearest(points: FloatArray, curve: FloatArray) -> float:
    return float(np.hypot(*(points[:, None] - curve[None]).transpose(2, 0, 1)).min(axis=1).max())


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=60))
def test_the_ink_goes_through_every_point_and_has_no_gap(points: list[tuple[int, int]]) -> None:
    through, found = np.array(points, dtype=np.float64), paths(np.array(points, dtype=np.float64))
    ends = [path.elementAt(index) for path in found for index in range(0, path.elementCount(), 3)]
    assert nearest(through, np.array([[end.x, end.y] for end in ends])) < 1e-6
    for one, other in pairwise(found):
        assert one.currentPosition() == QPointF(other.elementAt(0).x, other.elementAt(0).y)


def test_sparse_points_of_a_circle_make_a_round_curve() -> None:
    angle = np.linspace(0, 2 * np.pi, 13)
    [path] = paths(np.stack([250 + 150 * np.cos(angle), 250 + 150 * np.sin(angle)], axis=1))
    radius = np.hypot(*(places(path) - 250).T)
    assert radius.min() > 146
    assert radius.max() < 151


def test_a_corner_stays_a_corner() -> None:
    [path] = paths(np.array([[100.0, 100.0], [300.0, 100.0], [200.0, 400.0]]))
    found = places(path)
    assert found[:, 1].min() > 99.9
    assert found[:, 0].max() < 300.1


def test_a_long_stroke_in_parts_is_the_same_as_whole() -> None:
    points = np.random.default_rng(0).uniform(0, 500, (5000, 2))
    pressed = Drawing((Stroke(points, np.ones(5000)),))
    single = [piece.path for piece in ink.drawing_pieces(pressed, 18, SHEET)]
    together = paths(points)
    assert len(single) == 4999
    assert sum(path.elementCount() - 1 for path in together) == 3 * 4999
    for place in (0, 15, 16, 511, 512, 4998):
        path = together[place // ink.CHUNK]
        inside = place % ink.CHUNK * 3
        for index in range(1, 4):
            one, other = single[place].elementAt(index), path.elementAt(inside + index)
            assert (one.x, one.y) == pytest.approx((other.x, other.y))


def test_only_what_may_be_seen_is_painted() -> None:
    points = np.stack([np.linspace(0, 500, 1000), np.full(1000, 100.0)], axis=1)
    assert len(paths(points, QRectF(200, 90, 20, 20))) < 10
    assert paths(points, QRectF(200, 300, 20, 20)) == []


def test_the_end_of_a_growing_stroke_reaches_the_pen() -> None:
    rows = np.column_stack([np.random.default_rng(0).uniform(0, 500, (10, 2)), np.ones(10)])
    for count in range(2, 11):
        [tail] = ink.live_pieces(rows[max(0, count - 4) : count], 1, 0, 18)
        assert tail.path.currentPosition() == QPointF(*rows[count - 1, :2])
