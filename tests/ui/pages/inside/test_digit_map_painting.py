"""Where the numbers on the map are painted."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from mnist_desktop.ui.pages.inside.digit_map_painting import NUMBER, apart

COORDINATES = st.floats(0, 500)
PLACES = st.builds(QPointF, COORDINATES, COORDINATES)


def distance(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())


def test_numbers_that_would_overlap_are_moved_apart_from_each_other_and_from_the_star() -> None:
    star = QPointF(100, 100)
    found = apart([QPointF(101, 101), QPointF(108, 100), QPointF(112, 104)], star)
    assert all(distance(*pair) > 0.8 * NUMBER for pair in combinations([star, *found], 2))


def test_two_at_the_same_place_are_moved_apart_too() -> None:
    one, other = apart([QPointF(50, 50), QPointF(50, 50)], None)
    assert distance(one, other) == pytest.approx(NUMBER)


@given(st.lists(PLACES, max_size=10))
def test_those_with_room_around_them_stay_where_they_are(places: list[QPointF]) -> None:
    if all(distance(*pair) >= NUMBER for pair in combinations(places, 2)):
        assert apart(places, None) == places
    assert len(apart(places, QPointF(250, 250))) == len(places)
