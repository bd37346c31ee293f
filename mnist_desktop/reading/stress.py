"""How much a network's digits may be turned, moved, thickened, blurred or made noisy until it no longer reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.drawing.digit_image import CENTRE, centre_of_mass
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.distortions import blurred, noisy, rotated, shifted, thickened
from mnist_desktop.reading.evaluation import Pixels, as_ink
from mnist_desktop.reading.pen_width import pen_width
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.scoring import interval

SAMPLE: Final = 2000  # digits, which give an accuracy of 90 % to ± 1.3 points
SAMPLE_SEED: Final = 0  # the same digits for each network and kind of stress
PART: Final = 100  # digits that are read at all levels between two reports; CNNNet takes 40 ms
USUAL_PEN_WIDTH: Final = 2.58  # pixels: the mean of `pen_width` over MNIST's training images


class Unit(Enum):
    """What a level is measured in."""

    DEGREES = auto()  # clockwise
    PIXELS = auto()  # of a digit image
    INK = auto()  # 1 is full ink


class Kind(Enum):
    """A kind of stress."""

    ROTATION = auto()
    SHIFT = auto()
    THICKNESS = auto()
    BLUR = auto()
    NOISE = auto()


@dataclass(frozen=True)
class Stress:
    """A distortion at some levels, in ascending order; 0 is one of them and changes nothing.

    `apply` distorts (n, 28, 28) images, ink 1, paper 0, at a level. `place` measures at which level a (28, 28) image
    with ink is by itself; it is None where an image alone does not tell.
    """

    levels: tuple[float, ...]
    unit: Unit
    apply: Callable[[GreyImage, float], GreyImage]
    place: Callable[[GreyImage], float] | None = None


def _moved_right(images: GreyImage, pixels: float) -> GreyImage:
    return shifted(images, pixels, 0)


def _right_of_centre(image: GreyImage) -> float:
    return float(centre_of_mass(image)[0]) - CENTRE


def _wider_than_usual(image: GreyImage) -> float:
    return float(pen_width(image)) - USUAL_PEN_WIDTH


STRESSES: Final[Mapping[Kind, Stress]] = {
    Kind.ROTATION: Stress(tuple(range(-90, 91, 15)), Unit.DEGREES, rotated),
    Kind.SHIFT: Stress(tuple(range(-8, 9, 2)), Unit.PIXELS, _moved_right, _right_of_centre),
    Kind.THICKNESS: Stress((-2, -1.5, -1, -0.5, 0, 1, 2, 3, 4, 5), Unit.PIXELS, thickened, _wider_than_usual),
    Kind.BLUR: Stress((0, 0.5, 1, 1.5, 2, 2.5, 3), Unit.PIXELS, blurred),
    Kind.NOISE: Stress(tuple(tenths / 10 for tenths in range(9)), Unit.INK, noisy),
}


@dataclass(frozen=True)
class Curve:
    """How many of the first `done` of `of` digits are read right at each level of a kind of stress."""

    kind: Kind
    right: tuple[int, ...]
    done: int
    of: int

    @property
    def levels(self) -> tuple[float, ...]:
        return STRESSES[self.kind].levels

    @property
    def accuracies(self) -> tuple[float, ...]:
        """The share read right at each level, 0…1."""
        return tuple(right / self.done for right in self.right)

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Where the accuracy on all such digits is, by `scoring.interval`, at each level."""
        return tuple(interval(right, self.done) for right in self.right)


def sample(count: int) -> Indices:
    """Return the indices of `SAMPLE` random digits among `count`, or of all, in the order in which to read them."""
    return np.random.default_rng(SAMPLE_SEED).permutation(count)[:SAMPLE]


def curves(predictor: Predictor, images: Pixels, labels: Labels, kind: Kind) -> Iterator[Curve]:
    """Read n digits in parts at all levels, and yield the curve after each part. The last one is of all digits."""
    stress = STRESSES[kind]
    right = np.zeros(len(stress.levels), np.int64)
    for start in range(0, len(images), PART):
        part = as_ink(images[start : start + PART])
        distorted = (stress.apply(part, level) for level in stress.levels)
        read = np.array([predictor.logits(network_input(each)).argmax(axis=1) for each in distorted])
        right += (read == labels[start : start + PART]).sum(axis=1)
        yield Curve(kind, tuple(right.tolist()), start + len(part), len(images))


def place_of(image: GreyImage, kind: Kind) -> float | None:
    """Return the level of a (28, 28) digit image as it is, ink 1, or None where it has no ink or does not tell."""
    place = STRESSES[kind].place
    return place(image) if place and image.any() else None
