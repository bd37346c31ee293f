"""Drawings by real people, as strokes: digits to learn from, and characters that are no digits.

They are UNIPEN's and UCI's (resources/hands/LICENSE.md). Writers have numbers instead of names. `pack_hands` makes the
file. `dropped.csv` beside it lists the digits that are not used, and why.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays

from mnist_desktop import paths
from mnist_desktop.drawing.arrays import Flags, FloatArray, GreyImage, Indices
from mnist_desktop.drawing.digit_image import PART, PEN_WIDTH, digit_images
from mnist_desktop.learning.data.bundled import DataError, reading_bundled
from mnist_desktop.learning.data.variation import Pen

CHECKSUM: Final = "dadcd5910e1395f2c45497ed9e98a0028068017532f371d6ccda9db30341fdd0"
STROKES: Final = "strokes.safetensors.xz"
DROPPED: Final = "dropped.csv"
CANVAS: Final = 500.0  # pixels; a drawing fills at most 400 of them
DATASET: Final = "hands"
TESTED: Final = (0,)  # of the tenths: the writers whose digits are for testing alone
TENTHS: Final = 10  # the writers are divided into ten groups with about as many digits each


@dataclass(frozen=True, eq=False)
class Hands:
    """Some drawings, each by one writer.

    `points` is (p, 2) float64, x and y in pixels, y down, drawing after drawing and stroke after stroke. `strokes` (s,)
    has the number of points of each stroke, `drawings` (n,) the number of strokes of each drawing. `characters` (n,)
    has the ASCII code of what each drawing shows, `writers`, `collections` and `tenths` (n,) who drew it, for which
    collection, and the writer's group. `numbers` (n,) are the drawings' numbers in the file. All are intp.
    """

    points: FloatArray
    strokes: Indices
    drawings: Indices
    characters: Indices
    writers: Indices
    collections: Indices
    tenths: Indices
    numbers: Indices

    def __len__(self) -> int:
        return len(self.drawings)

    def __getitem__(self, chosen: Indices | Flags) -> Hands:
        """Return the `chosen` drawings: flags (n,), or indices, which may repeat."""
        indices: Indices = np.arange(len(self))[chosen]
        strokes = _members(self.drawings, indices)
        points = _members(self.strokes, strokes)
        rest = {each.name: getattr(self, each.name)[indices] for each in fields(self)[2:]}
        return Hands(self.points[points], self.strokes[strokes], **rest)

    @property
    def are_digits(self) -> Flags:
        return (self.characters >= ord("0")) & (self.characters <= ord("9"))

    @property
    def labels(self) -> npt.NDArray[np.int64]:
        """The digit of each drawing, (n,) int64; -1 where it shows another character."""
        return np.where(self.are_digits, self.characters - ord("0"), -1)

    def are_of(self, characters: str) -> Flags:
        """Say which drawings show one of `characters`: (n,) bool."""
        return np.isin(self.characters, [ord(each) for each in characters])

    def are_by(self, tenths: Sequence[int]) -> Flags:
        """Say which drawings are by writers of one of the `tenths`: (n,) bool."""
        return np.isin(self.tenths, list(tenths))

    def owners(self) -> Indices:
        """Return the index of the drawing of each point: (p,)."""
        return np.repeat(np.arange(len(self)), np.add.reduceat(self.strokes, _first(self.drawings)))

    def segments(self) -> list[FloatArray]:
        """Return the pen's movements in each drawing, (m, 2, 2) float64 each, [start, end][x, y].

        A stroke of one point gives one segment of length 0.
        """
        moves = np.maximum(self.strokes - 1, 1)
        start = np.repeat(_first(self.strokes), moves) + _counted(moves)
        end = start + np.repeat(self.strokes > 1, moves)
        ends = np.cumsum(np.add.reduceat(moves, _first(self.drawings)))
        return np.split(np.stack([self.points[start], self.points[end]], axis=1), ends[:-1])

    def images(self, pen: Pen | None = None) -> Iterator[GreyImage]:
        """Yield the digit images in parts of `PART`, (m, 28, 28) float32 each, as written or as a `pen` varies them."""
        for start in range(0, len(self), PART):
            some, width = self[np.arange(start, min(start + PART, len(self)))], PEN_WIDTH
            if pen is not None:
                points, width = pen.vary(some.points, some.owners())
                some = replace(some, points=points)
            yield digit_images(some.segments(), CANVAS, width)


@cache
def load() -> Hands:
    """Read all drawings except the dropped ones. Raises `DataError` if a file is missing, damaged or changed."""
    everything, dropped = read(paths.hands() / STROKES), _dropped(paths.hands() / DROPPED)
    return everything[~np.isin(everything.numbers, dropped)]


def digits_by(tenths: Sequence[int]) -> Hands:
    """Return the digits by the writers of some tenths. Raises `DataError`."""
    everything = load()
    return everything[everything.are_digits & everything.are_by(tenths)]


def read(path: Path) -> Hands:
    """Read all drawings of a file, the dropped ones too. Raises `DataError`."""
    with reading_bundled(path):
        content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != CHECKSUM:
        raise DataError("bundled_changed", file=path)
    return unpacked(content)


def unpacked(content: bytes) -> Hands:
    """Read the bytes that `packed` makes. Raises ValueError for others."""
    try:
        found = {name: values.astype(np.intp) for name, values in load_arrays(lzma.decompress(content)).items()}
    except (lzma.LZMAError, SafetensorError) as error:
        raise ValueError("no packed drawings") from error
    first = _first(np.add.reduceat(found["strokes"], _first(found["drawings"])))
    steps = np.stack([found["across"], found["down"]], axis=1)
    places = np.cumsum(steps, axis=0)
    before = np.repeat(places[first] - steps[first], np.diff(first, append=len(steps)), axis=0)
    writers = found["writers"]
    return Hands(
        (places - before).astype(np.float64),
        found["strokes"],
        found["drawings"],
        found["characters"],
        writers,
        found["collections"][writers],
        found["tenths"][writers],
        np.arange(len(writers)),
    )


def _dropped(path: Path) -> list[int]:
    """Return the numbers in the first column, below its title."""
    with reading_bundled(path):
        return [int(line.partition(",")[0]) for line in path.read_text("utf-8").splitlines()[1:]]


def _first(counts: Indices) -> Indices:
    """Return the index of the first member of each group, for groups of `counts` members."""
    return np.cumsum(counts) - counts


def _counted(counts: Indices) -> Indices:
    """Return 0, 1, 2, … for each group of `counts` members."""
    return np.arange(counts.sum()) - np.repeat(_first(counts), counts)


def _members(counts: Indices, chosen: Indices) -> Indices:
    """Return the indices of all members of the `chosen` groups."""
    many = counts[chosen]
    return np.repeat(_first(counts)[chosen], many) + _counted(many)
