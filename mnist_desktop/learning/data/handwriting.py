"""Draws random variations of skeletons, many at a time, as pen movements for the renderer.

A skeleton is a list of strokes in a unit box, y down: (k, 2) control points in drawing order. Corners are rounded. A
control point given twice stays a corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray

MAX_DEVIATIONS: Final = 2.0  # standard deviations; beyond them, handwriting gets illegible

Strokes = Sequence[FloatArray]


@dataclass(frozen=True)
class Variation:
    """How much the drawings vary.

    Lengths are in units of the unit box. Values are standard deviations of normal distributions unless their comment
    says otherwise. By default nothing varies.
    """

    jitter: float = 0.0  # of each control point
    roundings: tuple[int, int] = (0, 0)  # fewest and most corner cuts
    lean: float = 0.0  # mean shear to the right, x per y
    slant: float = 0.0  # of the shear
    turn: float = 0.0  # radians
    aspect: float = 0.0  # of the logarithm of width / height
    bend: float = 0.0  # of the amplitude of each wave that bends the plane
    waves: int = 3
    frequency: float = 0.6  # waves across the box
    drift: float = 0.0  # of the offset of each stroke
    ends: float = 0.0  # at most; a stroke is cut or extended by this share of its first or last segment
    tremble: float = 0.009  # of every point of a drawing with tremble
    trembling: float = 0.0  # share of the drawings with tremble


def draw(strokes: Strokes, count: int, variation: Variation, random: np.random.Generator) -> Iterator[FloatArray]:
    """Draw a skeleton `count` times: (m, 2, 2) segments each, [start, end][x, y], around the box's centre.

    Drawings with few corner cuts come first, and have fewer segments.
    """
    fewest, most = variation.roundings
    roundings, counts = np.unique(random.integers(fewest, most + 1, count), return_counts=True)
    for times, many in zip(roundings, counts, strict=True):
        repeated = [np.broadcast_to(stroke, (many, *stroke.shape)) for stroke in strokes]
        yield from _drawings(repeated, int(times), variation, random)


def draw_each(strokes: Strokes, variation: Variation, random: np.random.Generator) -> FloatArray:
    """Draw n skeletons once each: (n, m, 2, 2) segments. Their strokes are (n, k, 2) control points."""
    fewest, most = variation.roundings
    return _drawings(strokes, int(random.integers(fewest, most + 1)), variation, random)


def _drawings(strokes: Strokes, roundings: int, variation: Variation, random: np.random.Generator) -> FloatArray:
    control = np.concatenate([_set_down(stroke, variation, random) for stroke in strokes], axis=1) - 0.5
    control = (control + _bends(control, variation, random)) @ _shapes(len(control), variation, random)
    apart = np.split(control, np.cumsum([stroke.shape[1] for stroke in strokes])[:-1], axis=1)
    lines = [rounded(points, roundings) for points in apart]
    points = _trembling(np.concatenate(lines, axis=1), variation, random)
    start, end = _joined([line.shape[1] for line in lines])
    return np.stack([points[:, start], points[:, end]], axis=2)


def rounded(points: FloatArray, times: int) -> FloatArray:
    """Cut every corner of (..., k, 2) at a quarter (G. Chaikin, Computer Graphics and Image Processing 3(4), 1974)."""
    for _ in range(times if points.shape[-2] > 2 else 0):
        before, after = points[..., :-1, :], points[..., 1:, :]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=-2)
        within = cut.reshape(*points.shape[:-2], -1, 2)
        points = np.concatenate([points[..., :1, :], within, points[..., -1:, :]], axis=-2)
    return points


def _set_down(stroke: FloatArray, variation: Variation, random: np.random.Generator) -> FloatArray:
    """Move the (n, k, 2) control points of n drawings. Repeated points move together, so that corners stay sharp."""
    count, length, _ = stroke.shape
    place = np.cumsum([False, *(stroke[0, 1:] != stroke[0, :-1]).any(axis=1)])
    points = stroke + random.normal(0, variation.jitter, (count, length, 2))[:, place]
    points += random.normal(0, variation.drift, (count, 1, 2))
    if length > 1:
        early, late = random.uniform(-variation.ends, variation.ends, (2, count, 1))
        points[:, 0] += early * (points[:, 0] - points[:, 1])
        points[:, -1] += late * (points[:, -1] - points[:, -2])
    return points


def _trembling(points: FloatArray, variation: Variation, random: np.random.Generator) -> FloatArray:
    trembles = np.flatnonzero(random.random(len(points)) < variation.trembling)
    points[trembles] += random.normal(0, variation.tremble, (len(trembles), *points.shape[1:]))
    return points


def _bends(points: FloatArray, variation: Variation, random: np.random.Generator) -> FloatArray:
    """Return (n, k, 2) displacements by long waves of random direction, different for each drawing."""
    count = len(points)
    direction = random.normal(0, 2 * math.pi * variation.frequency, (count, 2, variation.waves))
    phase = random.uniform(0, 2 * math.pi, (count, 1, variation.waves))
    height = random.normal(0, variation.bend, (count, variation.waves, 2))
    return np.asarray(np.sin(points @ direction + phase) @ height)


def _shapes(count: int, variation: Variation, random: np.random.Generator) -> FloatArray:
    """Return (n, 2, 2) random matrices of slant, aspect and rotation. Multiply rows of [x, y] by them."""
    shear, angle, aspect = random.normal(0, 1, (3, count)).clip(-MAX_DEVIATIONS, MAX_DEVIATIONS)
    shear, angle = variation.lean + variation.slant * shear, variation.turn * angle
    width = np.exp(variation.aspect / 2 * aspect)
    cos, sin = np.cos(angle), np.sin(angle)
    slanted = np.stack([width, np.zeros(count), -shear, 1 / width], axis=1).reshape(count, 2, 2)
    turned = np.stack([cos, sin, -sin, cos], axis=1).reshape(count, 2, 2)
    return np.asarray(slanted @ turned)


def _joined(counts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the indices of the start and end points of all segments, for strokes with `counts` points."""
    ranges, first = [], 0
    for count in counts:
        ranges.append(range(first, first + count))
        first += count
    start = [point for each in ranges for point in (each[:-1] or each)]
    end = [point for each in ranges for point in (each[1:] or each)]
    return start, end
