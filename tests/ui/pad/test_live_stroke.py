from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.ui.pad.live_stroke import LiveStroke, Pointer


def test_it_grows_beyond_its_first_buffer() -> None:
    live = LiveStroke(Pointer.MOUSE)
    for index in range(1000):
        live.add(index, 2 * index)
    assert live.stroke().points.tolist() == [[index, 2 * index] for index in range(1000)]


def test_a_stroke_asked_for_half_way_stays_as_it_was() -> None:
    live = LiveStroke(Pointer.MOUSE)
    live.add(1, 2)
    half_way = live.stroke()
    live.add(3, 4)
    assert half_way.points.tolist() == [[1, 2]]


@pytest.mark.parametrize(("pointer", "pressures"), [(Pointer.MOUSE, None), (Pointer.STYLUS, [0.25, 0.5])])
def test_only_a_stylus_has_pressures(pointer: Pointer, pressures: list[float] | None) -> None:
    live = LiveStroke(pointer)
    live.add(0, 0, 0.25)
    live.add(1, 1, 0.5)
    stroke = live.stroke()
    assert (None if stroke.pressures is None else stroke.pressures.tolist()) == pressures


def test_the_last_points_are_fewer_at_the_start() -> None:
    live = LiveStroke(Pointer.MOUSE)
    live.add(5, 6)
    assert np.array_equal(live.last(3), [[5, 6, 1]])
