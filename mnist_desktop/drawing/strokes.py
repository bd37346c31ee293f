"""Strokes and drawings, and the drawing file."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.lazy import LazyModule

if TYPE_CHECKING:
    import numpy as np

    from mnist_desktop.drawing.arrays import Flags, FloatArray, Indices
else:
    np = LazyModule("numpy")  # its import takes 60 ms, and the first paint does not need it

FORMAT: Final = "mnist-desktop-drawing"
VERSION: Final = 1
MAX_CANVAS: Final = 100_000  # pixels per side
MAX_SEGMENTS: Final = 10_000  # more than people draw; a script may send more, and a reading must stay fast
LARGEST: Final = 1e300  # an integer in JSON may be larger than a float
MAX_COORDINATE: Final = 1e6  # pixels; coordinates are limited to ± this, far off the canvas


Change = tuple[int, int, "tuple[Stroke, ...]"]  # the strokes from a start to a stop, and those in their place


class DrawingError(ProblemError):
    """A drawing cannot be used."""


@dataclass(frozen=True, eq=False)
class Stroke:
    """One stroke, from pen down to pen up.

    `points` is (n, 2) float64, n ≥ 1, x and y in canvas pixels, y down; points may be outside the canvas. `pressures`
    is (n,) float64 in 0…1, or None for a pen without pressure. Both are read-only.
    """

    points: FloatArray
    pressures: FloatArray | None = None

    def __post_init__(self) -> None:
        points = np.array(self.points, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
            raise DrawingError("stroke_empty")
        if not np.isfinite(points).all():
            raise DrawingError("point_not_number")
        object.__setattr__(self, "points", _read_only(points.clip(-MAX_COORDINATE, MAX_COORDINATE)))
        if self.pressures is not None:
            object.__setattr__(self, "pressures", _checked_pressures(self.pressures, len(points)))

    @classmethod
    def of_valid(cls, points: FloatArray, pressures: FloatArray | None = None) -> Stroke:
        """Make a stroke of arrays that are valid and read-only, without a look at them and without a copy."""
        stroke = object.__new__(cls)
        object.__setattr__(stroke, "points", points)
        object.__setattr__(stroke, "pressures", pressures)
        return stroke

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stroke):
            return NotImplemented
        return np.array_equal(self.points, other.points) and _same(self.pressures, other.pressures)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash, and strokes compare by their arrays

    def to_json(self) -> list[list[float]]:
        rows = self.points if self.pressures is None else np.column_stack([self.points, self.pressures])
        return [[_short(value) for value in row] for row in rows.tolist()]

    @classmethod
    def from_json(cls, rows: Any) -> Stroke:
        """Parse `[[x, y], …]` or `[[x, y, pressure], …]`. Raises `DrawingError`."""
        if not isinstance(rows, list) or not rows:
            raise DrawingError("stroke_empty")
        if set(map(type, rows)) != {list} or not (lengths := set(map(len, rows))) <= {2, 3}:
            raise DrawingError("point_shape")
        if not _are_numbers(list(chain.from_iterable(rows))):
            raise DrawingError("point_not_number")
        if lengths == {2}:
            return cls(np.array(rows, dtype=np.float64))
        points = np.array([row[:2] for row in rows], dtype=np.float64)
        return cls(points, np.array([row[2] if len(row) == 3 else 1.0 for row in rows]))


@dataclass(frozen=True)
class Drawing:
    """All strokes on a canvas of `width` × `height` pixels, oldest first.

    `label` is the digit it shows, if known. `extra` has the keys of a drawing file that this version does not know.
    """

    strokes: tuple[Stroke, ...] = ()
    width: int = 500
    height: int = 500
    label: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def bounds(self) -> FloatArray:
        """The box around the points of each stroke: (n, 4) float64, [left, top, right, bottom] in canvas pixels."""
        if not self.strokes:
            return np.empty((0, 4))
        points = np.concatenate([stroke.points for stroke in self.strokes])
        ends = np.cumsum([len(stroke.points) for stroke in self.strokes])
        first = np.concatenate([[0], ends[:-1]])
        return np.hstack([np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)])

    def with_stroke(self, stroke: Stroke) -> Drawing:
        return self.replaced([(len(self.strokes), len(self.strokes), (stroke,))])

    def with_width(self, width: int) -> Drawing:
        return self._knowing_bounds(replace(self, width=width), [])

    def replaced(self, changes: Sequence[Change]) -> Drawing:
        """Return the drawing with some strokes in the place of others. The changes are in the strokes' order."""
        strokes: list[Stroke] = []
        begin = 0
        for start, stop, new in changes:
            strokes += (*self.strokes[begin:start], *new)
            begin = stop
        return self._knowing_bounds(replace(self, strokes=(*strokes, *self.strokes[begin:])), changes)

    def _knowing_bounds(self, result: Drawing, changes: Sequence[Change]) -> Drawing:
        """Hand known bounds on. For 100,000 strokes they take longer than a frame of the screen."""
        if "bounds" in vars(self):
            rows: list[FloatArray] = []
            begin = 0
            for start, stop, new in changes:
                rows += (self.bounds[begin:start], *((Drawing(new).bounds,) if new else ()))
                begin = stop
            vars(result)["bounds"] = np.concatenate([*rows, self.bounds[begin:]])
        return result

    def segments(self) -> FloatArray:
        """Return all visible pen movements, cut at the canvas edge: (m, 2, 2) float64, [start, end][x, y].

        A stroke of one point gives one segment of length 0. Beyond `MAX_SEGMENTS`, points are skipped evenly.
        """
        return self.segments_of_strokes()[0]

    def segments_of_strokes(self) -> tuple[FloatArray, Indices]:
        """Return `segments`, and how many of them are of each stroke: (strokes,). A stroke off the canvas has none."""
        if not self.strokes:
            return np.empty((0, 2, 2)), np.empty(0, np.intp)
        counts = np.array([len(stroke.points) for stroke in self.strokes])
        points = np.concatenate([stroke.points for stroke in self.strokes])
        every = 1 + len(points) // MAX_SEGMENTS
        if every > 1:
            points, counts = _thinned(points, counts, every)
        segments, seen = _clip(_segments(points, counts), self.width, self.height)
        made = np.maximum(counts - 1, 1)
        return segments, np.add.reduceat(seen, np.cumsum(made) - made, dtype=np.intp)

    def to_json(self) -> dict[str, Any]:
        """Return the object of a drawing file, for `json.dumps`."""
        known: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "canvas": [self.width, self.height],
            "strokes": [stroke.to_json() for stroke in self.strokes],
        }
        return known | ({} if self.label is None else {"label": self.label}) | dict(self.extra)

    @classmethod
    def from_json(cls, value: Any) -> Drawing:
        """Parse the object of a drawing file. Raises `DrawingError`, which says which part is wrong."""
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise DrawingError("drawing_format", format=FORMAT)
        if value.get("version") != VERSION:
            raise DrawingError("drawing_version", version=reprlib.repr(value.get("version")), known=VERSION)
        width, height = _checked_canvas(value.get("canvas"))
        strokes = value.get("strokes")
        if not isinstance(strokes, list):
            raise DrawingError("drawing_no_strokes")
        known = {"format", "version", "canvas", "strokes", "label"}
        return cls(
            strokes=tuple(Stroke.from_json(rows) for rows in strokes),
            width=width,
            height=height,
            label=_checked_label(value.get("label")),
            extra={key: item for key, item in value.items() if key not in known},
        )


def _thinned(points: FloatArray, counts: Indices, every: int) -> tuple[FloatArray, Indices]:
    """Keep every so many points of each stroke, and its last. `counts` are points per stroke."""
    ends = np.cumsum(counts)
    place = np.arange(len(points)) - np.repeat(ends - counts, counts)
    kept = place % every == 0
    kept[ends - 1] = True
    return points[kept], np.add.reduceat(kept, ends - counts, dtype=np.intp)


def _segments(points: FloatArray, counts: Indices) -> FloatArray:
    """Join each point with the next of its stroke, and a stroke's only point with itself: (m, 2, 2)."""
    ends = np.cumsum(counts)
    joined = np.ones(len(points), dtype=bool)
    joined[ends - 1] = counts == 1
    first = np.flatnonzero(joined)
    second = first + 1
    second[np.searchsorted(first, ends[counts == 1] - 1)] -= 1
    return np.stack([points[first], points[second]], axis=1)


def _clip(segments: FloatArray, width: float, height: float) -> tuple[FloatArray, Flags]:
    """Clip (m, 2, 2) segments to the canvas (Liang and Barsky, ACM TOG 3(1), 1984), all at once.

    Return those that are visible, and which they are: (m,) bool.
    """
    if segments.min() >= 0 and (segments <= (width, height)).all():
        return segments, np.ones(len(segments), dtype=np.bool_)
    start, step = segments[:, 0], segments[:, 1] - segments[:, 0]
    enter, leave = np.zeros(len(segments)), np.ones(len(segments))
    for axis, limit in ((0, width), (1, height)):
        origin, speed = start[:, axis], step[:, axis]
        still = speed == 0
        at_zero, at_limit = (_divide(edge - origin, speed) for edge in (0.0, float(limit)))
        enter = np.where(still, enter, np.maximum(enter, np.minimum(at_zero, at_limit)))
        leave = np.where(still, leave, np.minimum(leave, np.maximum(at_zero, at_limit)))
        leave = np.where(still & ((origin < 0) | (origin > limit)), -1.0, leave)
    seen = enter <= leave
    ends = [start[seen] + step[seen] * at[seen, None] for at in (enter, leave)]
    return np.stack(ends, axis=1), seen


def _divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    with np.errstate(over="ignore"):  # a tiny step may overflow to infinity, which means: never reaches the edge
        return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator != 0)


def _read_only(array: FloatArray) -> FloatArray:
    array.flags.writeable = False
    return array


def _same(one: FloatArray | None, other: FloatArray | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)


def _checked_pressures(pressures: Iterable[float], count: int) -> FloatArray:
    array = np.array(pressures, dtype=np.float64)
    if array.shape != (count,) or not np.isfinite(array).all():
        raise DrawingError("pressures_count")
    return _read_only(array.clip(0.0, 1.0))


def _checked_canvas(value: Any) -> tuple[int, int]:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(_is_number(side) and 1 <= side <= MAX_CANVAS for side in value)
    ):
        raise DrawingError("drawing_canvas")
    return int(value[0]), int(value[1])


def _checked_label(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9):
        return value
    raise DrawingError("drawing_label", label=reprlib.repr(value))


def _are_numbers(values: list[Any]) -> bool:
    """Do what `_is_number` does, for many values of a parsed file at once."""
    return set(map(type, values)) <= {int, float} and all(map(LARGEST.__gt__, map(abs, values)))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def _short(value: float) -> float:
    """Convert whole pixels to int, which is shorter in a file."""
    return int(value) if value.is_integer() else value
