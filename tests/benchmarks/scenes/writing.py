"""What is written in a picture: digits by people whose digits no network learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

import numpy as np
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.learning.data import hands, pen_digits
from mnist_desktop.learning.data.hands import Hands

WIDEST: Final = 1.5  # of its height; a wider drawing is no digit that a person is sure of
ILLEGIBLE: Final = (7018, 7428, 8059, 14594, 16304)  # slashes of a 0, a circle, a scribble, a 9: not what is labelled
SMOOTHED: Final = 0.7  # share of the writings without corners at the measured points, as a real pen leaves none


class Writers(Enum):
    """Who wrote the digits: those to develop with, or those whose figures are reported."""

    DEVELOPMENT = pen_digits.HELD_OUT
    REPORT = hands.TESTED


@dataclass(frozen=True, eq=False)
class Writing:
    """Strokes, (n, 2) float64 each, x and y, y down, from (0, 0), a digit about 1 high; and what they say."""

    text: str
    strokes: tuple[FloatArray, ...]

    @property
    def size(self) -> FloatArray:
        """Width and height."""
        return np.asarray(np.concatenate(self.strokes).max(axis=0))


def written(text: str, writers: Writers, rng: Generator) -> Writing:
    """Have somebody write the digits of `text` side by side, with gaps. The same for the same `rng`."""
    hands, is_smooth = legible_digits(writers), rng.random() < SMOOTHED
    one_writer = _writer_of(hands, text, rng)
    strokes: list[FloatArray] = []
    right = 0.0
    for character in text:
        digit = _digit(hands, int(character), one_writer, is_smooth, rng)
        shift = np.array([right, rng.uniform(-0.06, 0.06) if len(text) > 1 else 0.0])
        strokes += [each + shift for each in digit]
        right = max(each[:, 0].max() for each in strokes) + rng.uniform(0.15, 0.5)
    low = np.concatenate(strokes).min(axis=0)
    return Writing(text, tuple(each - low for each in strokes))


@cache
def legible_digits(writers: Writers) -> Hands:
    """Return the digits that a person sees as one: no line that lies flat, nor two zeros at once."""
    written = hands.digits_by(writers.value)
    sizes = [np.ptp(segments, axis=(0, 1)) for segments in written.segments()]
    is_upright = np.array([width <= WIDEST * height for width, height in sizes])
    return written[is_upright & ~np.isin(written.numbers, ILLEGIBLE)]


def _writer_of(hands: Hands, text: str, rng: Generator) -> int:
    """Choose a writer who wrote every digit of `text`."""
    wrote = [set(hands.writers[hands.are_of(character)].tolist()) for character in text]
    return int(rng.choice(sorted(set.intersection(*wrote))))


def _digit(hands: Hands, digit: int, writer: int, is_smooth: bool, rng: Generator) -> list[FloatArray]:
    """Return one digit's strokes, slightly turned, 1 high or wide, whichever is longer, from (0, 0)."""
    [chosen] = rng.choice(np.flatnonzero((hands.labels == digit) & (hands.writers == writer)), 1)
    one = hands[np.array([chosen])]
    turned = one.points @ _turn(np.radians(rng.normal(0, 3)))
    points = turned - turned.min(axis=0)
    points *= rng.uniform(0.9, 1.0) / points.max()
    strokes = np.split(points, np.cumsum(one.strokes)[:-1])
    return [_rounded(each) for each in strokes] if is_smooth else strokes


def _turn(angle: float) -> FloatArray:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _rounded(points: FloatArray, times: int = 2) -> FloatArray:
    """Cut the corners (G. Chaikin, An algorithm for high-speed curve generation, 1974); the ends stay."""
    for _ in range(times if len(points) > 2 else 0):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        between = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], between, points[-1:]])
    return points


def box(strokes: Sequence[FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest x and y."""
    points = np.concatenate(list(strokes))
    return points.min(axis=0), points.max(axis=0)
