"""How a single value in a network comes about: what a person is shown of one pixel of a map, or of one unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array


@dataclass(frozen=True)
class Source:
    """The pixels of the maps before that a value comes from. `map` is None if it comes from all of them."""

    map: int | None
    row: int
    column: int
    side: int


@dataclass(frozen=True)
class Ink:
    """A pixel of the digit image: its ink, 0…1, and what the network gets in place of it."""

    ink: float
    value: float


@dataclass(frozen=True, eq=False)
class PatchSum:
    """A patch of each map before, times the kernel that belongs to it, all added up, and the bias.

    `patches` and `kernels` are (c, k, k) float32. `value` is what the layer gives: the sum or, after ReLU, 0 in place
    of a negative one. The patches are at `source`, among values of which `most` is the largest size.
    """

    patches: Float32Array
    kernels: Float32Array
    bias: float
    value: float
    most: float
    source: Source | None = None

    @property
    def products(self) -> Float32Array:
        """The patches times the kernels, pixel by pixel: (c, k, k)."""
        return self.patches * self.kernels

    @property
    def sums(self) -> Float32Array:
        """What each map before adds: (c,)."""
        return np.asarray(self.products.sum(axis=(1, 2)))

    @property
    def total(self) -> float:
        """The sum with the bias, before a ReLU."""
        return float(self.sums.sum() + self.bias)

    def strongest(self, count: int) -> list[int]:
        """Return the maps before that add or take the most, the strongest first."""
        return [int(each) for each in np.argsort(-np.abs(np.nan_to_num(self.sums)), kind="stable")[:count]]


@dataclass(frozen=True, eq=False)
class Pooled:
    """The (2, 2) values of which the largest was kept, at `row` and `column` of them, the first of several.

    `value` is what the layer gives: the largest or, after ReLU, 0 in place of a negative one.
    """

    square: Float32Array
    row: int
    column: int
    value: float
    source: Source

    @property
    def largest(self) -> float:
        return float(self.square[self.row, self.column])


@dataclass(frozen=True, eq=False)
class Kernel:
    """A unit's (c, k, k) weights, while nothing is drawn."""

    kernels: Float32Array


@dataclass(frozen=True, eq=False)
class UnitShare:
    """A unit of a layer: its value, and how much it adds to the logit of `answer`, the digit that is read.

    `sum` is how its value comes about, None where its inputs are no picture.
    """

    unit: int
    value: float
    share: float
    answer: int
    sum: PatchSum | None = None


@dataclass(frozen=True, eq=False)
class Vote:
    """What each unit of the last hidden layer, (m,) float32, adds to a digit's logit, and the bias."""

    digit: int
    shares: Float32Array
    bias: float

    @property
    def above(self) -> float:
        """All that speaks for the digit, ≥ 0."""
        return float(np.maximum(self.shares, 0).sum() + max(self.bias, 0.0))

    @property
    def below(self) -> float:
        """All that speaks against it, ≤ 0."""
        return float(np.minimum(self.shares, 0).sum() + min(self.bias, 0.0))

    def most_for(self, count: int) -> list[int]:
        """Return the units that say the most for it, the most first, and none that says nothing for it."""
        return [int(unit) for unit in np.argsort(-self.shares, kind="stable")[:count] if self.shares[unit] > 0]

    def most_against(self, count: int) -> list[int]:
        """Return the units that say the most against it, the most first."""
        return [int(unit) for unit in np.argsort(self.shares, kind="stable")[:count] if self.shares[unit] < 0]


Explanation = Ink | PatchSum | Pooled | Kernel | UnitShare
