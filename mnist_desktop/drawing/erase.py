"""An eraser that cuts strokes where it passes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, Indices
from mnist_desktop.drawing.strokes import Change, Drawing, Stroke

Point = tuple[float, float]

BESIDE: Final = 2  # points beside a cut, on which the curves there depend
SHORTEST: Final = 1e-6  # segments; a piece shorter than this share of one is rounding


@dataclass(frozen=True, eq=False)
class Cut:
    """What is left of a drawing, and the points it was cut between: (n, 2), with `BESIDE` more at each side."""

    drawing: Drawing
    points: FloatArray


def erase(drawing: Drawing, start: Point, end: Point, reach: float) -> Cut:
    """Erase what is nearer than `reach` to the eraser's way from `start` to `end`.

    All are in canvas pixels, and `reach` is above 0. A stroke is cut where it enters and leaves, so it may become
    several; their points and pressures there are interpolated. The pieces are in the stroke's place, in its order.
    Strokes out of reach stay the same objects, and so does the drawing if all are.
    """
    low, high = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    left, top, right, bottom = drawing.bounds.T
    near = np.flatnonzero((left <= high[0]) & (top <= high[1]) & (right >= low[0]) & (bottom >= low[1]))
    changes, cut = list[Change](), list[FloatArray]()
    segments = _segments_within([drawing.strokes[index].points for index in near.tolist()], low, high)
    for owner, hit, enter, leave in _hits(segments, np.array(start), np.array(end), reach):
        index = int(near[owner])
        points = drawing.strokes[index].points
        changes.append((index, index + 1, _pieces(drawing.strokes[index], hit, enter, leave)))
        beside = hit[:, None] + np.arange(-BESIDE, BESIDE + 2)
        cut.append(points[beside.ravel().clip(0, len(points) - 1)])
    return Cut(drawing.replaced(changes), np.concatenate(cut)) if cut else Cut(drawing, np.empty((0, 2)))


@dataclass(frozen=True, eq=False)
class _Segments:
    """Segments of several strokes, in their order. A dot is one segment of length 0."""

    owner: Indices  # the stroke of each, (n,)
    place: Indices  # its number in the stroke, (n,)
    first: FloatArray  # its start, (n, 2)
    step: FloatArray  # from its start to its end, (n, 2)


def _segments_within(strokes: Sequence[FloatArray], low: FloatArray, high: FloatArray) -> _Segments:
    """Return the segments of these points, each (n, 2), that come into the box from `low` to `high`."""
    counts = np.array([len(points) for points in strokes], dtype=np.intp)
    ends = np.cumsum(counts)
    points = np.concatenate([np.empty((0, 2)), *strokes])
    is_start = np.ones(len(points), dtype=bool)
    is_start[ends - 1] = counts == 1
    owner = np.repeat(np.arange(len(counts)), counts)
    behind = np.minimum(np.arange(1, len(points) + 1), (ends - 1)[owner])
    for axis in (0, 1):
        one = points[:, axis]
        other = one[behind]
        is_start &= (np.minimum(one, other) <= high[axis]) & (np.maximum(one, other) >= low[axis])
    first = np.flatnonzero(is_start)
    owner = owner[first]
    return _Segments(owner, first - (ends - counts)[owner], points[first], points[behind[first]] - points[first])


def _hits(
    segments: _Segments, start: FloatArray, end: FloatArray, reach: float
) -> Iterator[tuple[int, Indices, FloatArray, FloatArray]]:
    """Yield each stroke that is erased, its segments that are, and from where to where each of these is."""
    enter, leave = _within_capsule(segments.first, segments.step, start, end, reach)
    hit = np.flatnonzero((enter < 1) & (leave > 0) & (enter < leave))
    owners, first = np.unique(segments.owner[hit], return_index=True)
    for owner, each in zip(owners.tolist(), np.split(hit, first[1:]), strict=False):
        yield owner, segments.place[each], enter[each], leave[each]


def _pieces(stroke: Stroke, hit: Indices, enter: FloatArray, leave: FloatArray) -> tuple[Stroke, ...]:
    """Return what is left of a stroke that is erased from `enter` to `leave` of each segment in `hit`."""
    if len(stroke.points) == 1:
        return ()
    starts = np.concatenate([[0.0], hit + leave.clip(0, 1)])
    ends = np.concatenate([hit + enter.clip(0, 1), [len(stroke.points) - 1.0]])
    kept = ends - starts > SHORTEST
    return tuple(_parts(stroke, starts[kept], ends[kept])) if kept.any() else ()


def _parts(stroke: Stroke, starts: FloatArray, ends: FloatArray) -> Iterator[Stroke]:
    """Yield a stroke's parts from start to end: segments from its first point, with fractions."""
    first, counts = np.floor(starts), (np.ceil(ends) - np.floor(starts)).astype(np.intp) + 1
    stops = np.cumsum(counts)
    places = np.repeat(first - (stops - counts), counts) + np.arange(stops[-1])
    places[stops - counts], places[stops - 1] = starts, ends
    points = _at(stroke.points, places)
    pressures = None if stroke.pressures is None else _at(stroke.pressures, places)
    for stop, count in zip(stops.tolist(), counts.tolist(), strict=True):
        part = slice(stop - count, stop)
        yield Stroke.of_valid(points[part], None if pressures is None else pressures[part])


def _at(values: FloatArray, places: FloatArray) -> FloatArray:
    """Interpolate between values, exact at whole places. The result is read-only."""
    before = places.astype(np.intp)
    share = (places - before).reshape(-1, *[1] * (values.ndim - 1))
    after = np.minimum(before + 1, len(values) - 1)
    result = np.asarray(np.where(share == 0, values[before], values[before] * (1 - share) + values[after] * share))
    result.flags.writeable = False
    return result


def _within_capsule(
    first: FloatArray, step: FloatArray, start: FloatArray, end: FloatArray, reach: float
) -> tuple[FloatArray, FloatArray]:
    """Return where the lines `first + t * step`, (n, 2), are within `reach` of the segment from `start` to `end`.

    Returns the first and last t, (n,), with the first above the last for lines that never are. Such a capsule is two
    discs and the box between them. It is convex, so the intervals of the three overlap or touch.
    """
    intervals = [_within_disc(first - centre, step, reach) for centre in (start, end)]
    length = float(np.hypot(*(end - start)))
    if length > 0:
        intervals.append(_within_box(first - start, step, (end - start) / length, length, reach))
    enter, leave = (np.stack(each) for each in zip(*intervals, strict=True))
    met = enter < leave
    return np.where(met, enter, np.inf).min(axis=0), np.where(met, leave, -np.inf).max(axis=0)


def _within_disc(first: FloatArray, step: FloatArray, reach: float) -> tuple[FloatArray, FloatArray]:
    """Solve |first + t * step| = reach for both t."""
    squared, product = (step**2).sum(axis=1), (first * step).sum(axis=1)
    beyond = (first**2).sum(axis=1) - reach**2
    root = product**2 - squared * beyond
    moves, meets = squared > 0, root > 0
    half = np.sqrt(root, out=np.zeros_like(root), where=meets)
    safe = np.where(moves, squared, 1.0)
    enter, leave = (-product - half) / safe, (-product + half) / safe
    inside = np.where(beyond < 0, -np.inf, np.inf)
    enter = np.where(moves, np.where(meets, enter, np.inf), inside)
    leave = np.where(moves, np.where(meets, leave, -np.inf), -inside)
    return enter, leave


def _within_box(
    first: FloatArray, step: FloatArray, along: FloatArray, length: float, reach: float
) -> tuple[FloatArray, FloatArray]:
    """Return the interval within a box: `length` from the origin in the direction `along`, `reach` to each side."""
    across = np.array([-along[1], along[0]])
    one, other = (
        _within(first @ axis, step @ axis, low, high)
        for axis, low, high in ((along, 0.0, length), (across, -reach, reach))
    )
    return np.maximum(one[0], other[0]), np.minimum(one[1], other[1])


def _within(origin: FloatArray, speed: FloatArray, low: float, high: float) -> tuple[FloatArray, FloatArray]:
    moves = speed != 0
    safe = np.where(moves, speed, 1.0)
    with np.errstate(over="ignore"):  # a tiny speed may overflow to infinity, which means: never reaches the edge
        at_low, at_high = (low - origin) / safe, (high - origin) / safe
    inside = np.where((origin > low) & (origin < high), -np.inf, np.inf)
    return (
        np.where(moves, np.minimum(at_low, at_high), inside),
        np.where(moves, np.maximum(at_low, at_high), -inside),
    )
