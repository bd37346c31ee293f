"""The labelled digits whose features are nearest to those of another digit: an exhaustive search."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray, GreyImage
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.evaluation import Pixels, as_ink
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.runs.events import Scoring

NEAREST: Final = 8
OTHERS: Final = 4
PART: Final = 500  # digits between two reports; CNNNet reads them in 15 ms
BLOCK: Final = 2000  # rows whose differences stay in the CPU's cache


@dataclass(frozen=True)
class Neighbour:
    """A digit by its index in its set, its label, and how far its features are from those looked for."""

    index: int
    label: int
    distance: float


@dataclass(frozen=True)
class Neighbours:
    """The nearest of `count` digits, whatever their label, and the nearest whose label is not `digit`, the answer.

    Each begins with the nearest. Of digits that are as near as each other, that of the lower index comes first.
    """

    digit: int
    count: int
    nearest: tuple[Neighbour, ...]
    others: tuple[Neighbour, ...]


@dataclass(frozen=True, eq=False)
class Known:
    """Labelled digits as a network sees them: (n, 28, 28) uint8 images, (n,) labels, (n, m) last hidden outputs.

    `features` may be of the first digits alone.
    """

    predictor: Predictor
    images: Pixels
    labels: Labels
    features: Float32Array

    @property
    def are_all(self) -> bool:
        return len(self.features) == len(self.labels)


@dataclass(frozen=True, eq=False)
class Reminders:
    """What a digit image reminds a network of, and the (28, 28) uint8 images of that by their index."""

    found: Neighbours
    of: int  # digits that there are
    images: Mapping[int, Pixels]


def reminders(known: Known, image: GreyImage) -> Reminders:
    """Find what a (28, 28) digit image, ink 1, paper 0, reminds the network of that sees the known digits."""
    hidden, logits = known.predictor.features(network_input([image]))
    labels = known.labels[: len(known.features)]
    found = neighbours(known.features, labels, hidden[0], int(logits[0].argmax()))
    images = {each.index: known.images[each.index].copy() for each in (*found.nearest, *found.others)}
    return Reminders(found, len(known.labels), images)


def features(predictor: Predictor, images: Pixels) -> Generator[Scoring, None, Float32Array]:
    """Return the last hidden layer's (n, m) outputs for n ≥ 1 images, in parts. Yields the progress after each."""
    found = list[Float32Array]()
    for start in range(0, len(images), PART):
        part = images[start : start + PART]
        found.append(predictor.features(network_input(as_ink(part)))[0])
        yield Scoring(start + len(part), len(images))
    return np.concatenate(found)


def neighbours(known: Float32Array, labels: Labels, wanted: Float32Array, digit: int) -> Neighbours:
    """Find the `NEAREST` of (n, m) features with (n,) labels to the (m,) wanted ones, and the `OTHERS` nearest.

    Distances are Euclidean.
    """
    found = distances(known, wanted)
    every = np.ones(len(labels), np.bool_)
    return Neighbours(
        digit,
        len(labels),
        _nearest(found, labels, every, NEAREST),
        _nearest(found, labels, labels != digit, OTHERS),
    )


def distances(known: Float32Array, wanted: Float32Array) -> FloatArray:
    """Return the Euclidean distances of (n, m) features to (m,) ones: (n,), computed in float64."""
    squares = np.empty(len(known))
    for start in range(0, len(known), BLOCK):
        apart = np.subtract(known[start : start + BLOCK], wanted, dtype=np.float64)
        np.einsum("ij,ij->i", apart, apart, out=squares[start : start + BLOCK])
    return np.sqrt(squares, out=squares)


def _nearest(found: FloatArray, labels: Labels, allowed: Flags, count: int) -> tuple[Neighbour, ...]:
    """Sort no more than the digits that are as near as the last of those wanted."""
    indices = np.flatnonzero(allowed)
    if len(indices) > count:
        indices = indices[found[indices] <= np.partition(found[indices], count - 1)[count - 1]]
    chosen = indices[np.argsort(found[indices], kind="stable")][:count]
    return tuple(Neighbour(int(index), int(labels[index]), float(found[index])) for index in chosen)
