"""Where the numbers on the map are painted, and the box about one digit."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QSize

from mnist_desktop.ui.pages.inside.digit_map_painting import NUMBER, RING, STAR, apart, beside

AREA, SIZE = QRect(0, 0, 500, 500), QSize(90, 120)
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


INNER = st.floats(150, 350)  # as far from the edges as the box is high


@given(st.builds(QPointF, INNER, INNER), PLACES)
def test_with_room_on_all_sides_the_box_covers_neither_its_digit_nor_the_star(place: QPointF, star: QPointF) -> None:
    box = beside(place, SIZE, AREA, star)
    assert not covers(box, place, RING)
    assert not covers(box, star, STAR)


@given(PLACES, PLACES)
@example(QPointF(500, 500), QPointF(450, 450))
def test_the_box_is_within_the_area_and_does_not_cover_its_digit(place: QPointF, star: QPointF) -> None:
    box = beside(place, SIZE, AREA, star)
    assert box.size() == SIZE
    assert AREA.contains(box)
    assert not covers(box, place, RING)


def covers(box: QRect, place: QPointF, reach: float) -> bool:
    """Whether a box covers a part of what reaches this far around a place."""
    x, y = place.x(), place.y()
    return box.left() < x + reach and x - reach < box.right() and box.top() < y + reach and y - reach < box.bottom()


@pytest.mark.parametrize(
    ("star", "side"),
    [
        (None, "right"),
        (QPointF(300, 250), "left"),
    ],
)
def test_the_box_is_at_the_right_unless_the_star_is_there(star: QPointF | None, side: str) -> None:
    box = beside(QPointF(250, 250), SIZE, AREA, star)
    assert (box.left() > 250) is (side == "right")
    assert (box.right() < 250) is (side == "left")


def test_where_there_is_no_room_at_all_the_box_is_within_the_area() -> None:
    area = QRect(0, 0, 100, 130)
    assert area.contains(beside(QPointF(50, 60), SIZE, area, QPointF(55, 65)))
