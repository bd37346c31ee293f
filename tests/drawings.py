"""Drawings to test with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from mnist_desktop.drawing.strokes import Drawing, Stroke

Shape = Sequence[Sequence[tuple[float, float]]]  # strokes in a unit box, y down

MARGIN: Final = 30.0  # pixels around what is drawn


def _arc(x: float, y: float, across: float, down: float, start: float, end: float) -> list[tuple[float, float]]:
    """Points of an ellipse's arc; degrees, clockwise from the right."""
    steps = [math.radians(start + (end - start) * step / 40) for step in range(41)]
    return [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in steps]


def _drawing(*strokes: list[tuple[float, float]]) -> Drawing:
    return Drawing(tuple(Stroke(np.array(stroke)) for stroke in strokes))


def some_digits() -> dict[int, Drawing]:
    """Some digits as a hand would draw them on a canvas of 500 × 500."""
    return {
        0: _drawing(_arc(250, 250, 90, 140, -90, 270)),
        1: _drawing([(255, 100), (245, 400)]),
        2: _drawing([*_arc(250, 180, 90, 80, -170, 40), (160, 390), (350, 390)]),
        3: _drawing([*_arc(240, 180, 80, 70, -150, 90), *_arc(240, 325, 95, 75, -90, 150)]),
        4: _drawing([(270, 100), (150, 290), (370, 290)], [(300, 200), (290, 410)]),
        7: _drawing([(150, 120), (350, 120), (220, 410)]),
    }


def side_by_side(*shapes: Shape, size: float = 150.0, gap: float = 0.25) -> Drawing:
    """Shapes in one line, `size` pixels high, as far apart as a share of that, on a canvas that just holds them."""
    strokes: list[Stroke] = []
    right = MARGIN
    for shape in shapes:
        across = [x for stroke in shape for x, _ in stroke]
        left = right - min(across) * size
        strokes += [Stroke(np.array(stroke) * size + [left, MARGIN]) for stroke in shape]
        right = left + (max(across) + gap) * size
    return Drawing(tuple(strokes), math.ceil(right + MARGIN), math.ceil(size + 2 * MARGIN))
