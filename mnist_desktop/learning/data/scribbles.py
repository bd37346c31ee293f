"""Random scribbles and several digits at once: drawings that show no digit, and that nobody wrote."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.learning.data.hands import Hands

Strokes = list[FloatArray]  # (k, 2) points each, in a box of side 1, y down
Scribble = Callable[[np.random.Generator], Strokes]


def scribble(random: np.random.Generator) -> Strokes:
    """Draw a scribble of a random kind."""
    return SCRIBBLES[int(random.integers(len(SCRIBBLES)))](random)


def several_digits(digits: Hands, random: np.random.Generator) -> Strokes:
    """Draw two to four of `digits` side by side. Together they are not one digit."""
    chosen = digits[random.integers(len(digits), size=int(random.integers(2, 5)))]
    pace = random.uniform(0.75, 1.2)
    digit_by_digit = np.split(chosen.points, np.flatnonzero(np.diff(chosen.owners())) + 1)
    placed = [_in_box(points) + np.array([place * pace, 0.0]) for place, points in enumerate(digit_by_digit)]
    return np.split(np.concatenate(placed) / (len(chosen) * pace), np.cumsum(chosen.strokes)[:-1])


def _wandering(random: np.random.Generator) -> Strokes:
    steps = random.normal(size=(int(random.integers(60, 200)), 2))
    drift, shake = random.uniform(0, 0.05), random.uniform(0.3, 1)
    return [_in_box(np.cumsum(np.cumsum(steps, axis=0) * drift + steps * shake, axis=0))]


def _zigzag(random: np.random.Generator) -> Strokes:
    teeth = int(random.integers(6, 18))
    along = np.arange(teeth) / teeth + random.normal(0, 0.03, teeth)
    across = np.arange(teeth) % 2 + random.normal(0, 0.08, teeth)
    points = np.stack([across, along], axis=1)
    return [_in_box(points if random.random() < 0.5 else points[:, ::-1])]


def _spiral(random: np.random.Generator) -> Strokes:
    angle = random.uniform(2.5, 5) * np.linspace(0, 2 * math.pi, 100) + random.uniform(0, 6)
    radius = np.linspace(random.uniform(0, 0.15), 1, 100)
    return [_in_box(np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None])]


def _loose_lines(random: np.random.Generator) -> Strokes:
    return list(random.random((int(random.integers(3, 8)), 2, 2)))


def _loose_curves(random: np.random.Generator) -> Strokes:
    return [_rounded(random.random((int(random.integers(3, 6)), 2)), 3) for _ in range(int(random.integers(3, 6)))]


def _tangle(random: np.random.Generator) -> Strokes:
    return [_rounded(random.random((int(random.integers(8, 25)), 2)), 2)]


def _specks(random: np.random.Generator) -> Strokes:
    """Draw a few dots or short horizontal dashes."""
    length = random.uniform(0, 0.3) * int(random.integers(2))
    return [
        random.random(2) + random.uniform(0.5, 1.5) * np.array([(0.0, 0.0), (length, 0.0)])
        for _ in range(int(random.integers(1, 4)))
    ]


def _shape(random: np.random.Generator) -> Strokes:
    """Draw a closed shape of three to five corners with some lines across it, as houses, envelopes and signs have."""
    corners = int(random.integers(3, 6))
    angle = random.uniform(0, 6) + 2 * math.pi * np.arange(corners) / corners + random.normal(0, 0.2, corners)
    points = np.stack([np.cos(angle), np.sin(angle)], axis=1) * random.uniform(0.8, 1.2, (corners, 1))
    outline = np.concatenate([points, points[:1]])
    along = random.random((int(random.integers(1, 4)), 2, 1))
    edges = random.integers(corners, size=along.shape[:2])
    lines = outline[edges] + along * (outline[edges + 1] - outline[edges])
    return _in_one_box([outline, *lines])


def _ring(random: np.random.Generator) -> Strokes:
    """Draw a ring with two to four marks in it, as faces, clocks and buttons have. With one it may be a slashed 0."""
    angle = random.uniform(0, 6) + 2 * math.pi * np.linspace(0, random.uniform(0.93, 1.05), 40)
    outline = np.stack([np.cos(angle), np.sin(angle)], axis=1) * random.uniform(0.75, 1.25, 2)
    marks = [
        random.uniform(-0.5, 0.5, 2) + random.uniform(-0.4, 0.4, (int(random.choice((1, 3, 3))), 2))
        for _ in range(int(random.integers(2, 5)))
    ]
    return _in_one_box([outline, *(_rounded(mark, 2) if len(mark) > 1 else mark for mark in marks)])


SCRIBBLES: Final[Sequence[Scribble]] = (
    _wandering,
    _zigzag,
    _spiral,
    _loose_lines,
    _loose_curves,
    _tangle,
    _specks,
    _shape,
    _ring,
    _shape,  # twice as likely, because an outline with something in it is most like a digit
    _ring,
)


def _rounded(points: FloatArray, times: int) -> FloatArray:
    """Cut every corner of (k, 2) at a quarter (G. Chaikin, Computer Graphics and Image Processing 3(4), 1974)."""
    for _ in range(times):
        before, after = points[:-1], points[1:]
        within = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], within, points[-1:]])
    return points


def _in_one_box(strokes: Strokes) -> Strokes:
    return np.split(_in_box(np.concatenate(strokes)), np.cumsum([len(stroke) for stroke in strokes])[:-1])


def _in_box(points: FloatArray) -> FloatArray:
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - (low + high) / 2) / max(float((high - low).max()), 1e-9) + 0.5)
