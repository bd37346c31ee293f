from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.ui.pad.live_stroke import SETTLED, LiveStroke


def test_it_grows_beyond_its_first_buffer() -> None:
    live = LiveStroke()
    for index in range(1000):
        live.add(index, 2 * index)
    assert live.stroke().points.tolist() == [[index, 2 * index] for index in range(1000)]


def test_a_stroke_asked_for_half_way_stays_as_it_was() -> None:
    live = LiveStroke()
    live.add(1, 2)
    half_way = live.stroke()
    live.add(3, 4)
    assert half_way.points.tolist() == [[1, 2]]


@pytest.mark.parametrize(("has_pressure", "pressures"), [(False, None), (True, [0.25, 0.3])])
def test_only_a_stylus_has_pressures(has_pressure: bool, pressures: list[float] | None) -> None:
    live = LiveStroke(has_pressure=has_pressure)
    live.add(0, 0, 0.25)
    live.add(1, 1, 0.3)
    stroke = live.stroke()
    assert (None if stroke.pressures is None else stroke.pressures.tolist()) == pressures


@given(st.lists(st.floats(0, 1), min_size=1))
def test_pressure_is_lowered_at_touch_down_alone_and_to_what_follows(pressures: list[float]) -> None:
    live = LiveStroke(has_pressure=True)
    for index, pressure in enumerate(pressures):
        live.add(index, 0, pressure)
    taken = live.stroke().pressures
    assert taken is not None
    first = pressures[:SETTLED]
    assert taken.tolist() == [*(min(first[index:]) for index in range(len(first))), *pressures[SETTLED:]]


@pytest.mark.parametrize("has_pressure", [False, True])
def test_each_segment_settles_once(has_pressure: bool) -> None:
    live, settled = LiveStroke(has_pressure=has_pressure), 0
    for index in range(10):
        live.add(index, 0, 1.0 - index / 20)
        settled += live.settled_now
        assert settled + live.unsettled == index
    assert live.unsettled == 1


def test_the_last_points_are_fewer_at_the_start() -> None:
    live = LiveStroke()
    live.add(5, 6)
    assert np.array_equal(live.last(3), [[5, 6, 1]])
