"""The pictures of a network's layers, and how each pixel of them comes about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage, Indices
from mnist_desktop.drawing.digit_image import normalise
from mnist_desktop.reading.layer_values import Explanation, Ink, Kernel, PatchSum, Pooled, Source, UnitShare
from mnist_desktop.reading.networks import POOL
from mnist_desktop.reading.shades import Shades, shades, size


@dataclass(frozen=True, eq=False)
class Maps(ABC):
    """The pictures of one layer: (n, h, w) float32. `shades` are the same as bytes, as `reading.shades` has them."""

    layer: str
    values: Float32Array
    shades: Shades = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shades", self._shaded())

    def _shaded(self) -> Shades:
        """Give all maps one scale, so that they can be compared."""
        return shades(self.values)

    @abstractmethod
    def explain(self, index: int, row: int, column: int) -> Explanation:
        """Return how a pixel of a map comes about."""


class ImageMaps(Maps):
    """The digit image, (1, 28, 28), ink 1, paper 0. The network gets it normalised."""

    def explain(self, index: int, row: int, column: int) -> Explanation:
        ink = self.values[index, row, column]
        return Ink(float(ink), float(normalise(ink)))


@dataclass(frozen=True, eq=False)
class ConvolutionMaps(Maps):
    """What a convolution gives of the (c, ·, ·) `inputs` with (n, c, k, k) `kernels`, after ReLU if `is_rectified`."""

    inputs: Float32Array
    kernels: Float32Array
    biases: Float32Array
    is_rectified: bool

    def explain(self, index: int, row: int, column: int) -> Explanation:
        side = self.kernels.shape[-1]
        return PatchSum(
            self.inputs[:, row : row + side, column : column + side],
            self.kernels[index],
            float(self.biases[index]),
            float(self.values[index, row, column]),
            size(self.inputs),
            Source(None, row, column, side),
        )


@dataclass(frozen=True, eq=False)
class PooledMaps(Maps):
    """The largest of each 2×2 of the (n, ·, ·) `inputs`, after ReLU if `is_rectified`."""

    inputs: Float32Array
    is_rectified: bool

    def explain(self, index: int, row: int, column: int) -> Explanation:
        top, left = POOL * row, POOL * column
        square = self.inputs[index, top : top + POOL, left : left + POOL]
        down, right = divmod(int(square.argmax()), POOL)
        value = float(self.values[index, row, column])
        return Pooled(square, down, right, value, Source(index, top, left, POOL))


@dataclass(frozen=True, eq=False)
class WeightMaps(Maps):
    """The (n, 28, 28) weights of some `units` that look at all pixels, and what they make of the (28, 28) `image`.

    `image` is normalised. `outputs` are the units' (n,) values, `shares` what they add to the logit of `answer`.
    """

    units: Indices
    biases: Float32Array
    outputs: Float32Array
    shares: Float32Array
    answer: int
    image: GreyImage
    is_for: bool  # they speak for the answer, else against it

    def _shaded(self) -> Shades:
        return _each_shaded(self.values)

    def explain(self, index: int, row: int, column: int) -> Explanation:
        value = float(self.outputs[index])
        weights = self.values[index]
        patch = PatchSum(self.image[None], weights[None], float(self.biases[index]), value, size(self.image))
        return UnitShare(int(self.units[index]), value, float(self.shares[index]), self.answer, patch)


@dataclass(frozen=True, eq=False)
class UnitMaps(Maps):
    """The values of a layer without pictures, as one map that is read row by row; `shares` as of `WeightMaps`.

    Behind the last unit the map is 0.
    """

    shares: Float32Array
    answer: int

    def explain(self, index: int, row: int, column: int) -> Explanation:
        unit = min(row * self.values.shape[-1] + column, len(self.shares) - 1)
        return UnitShare(unit, float(self.values.flat[unit]), float(self.shares[unit]), self.answer)


@dataclass(frozen=True, eq=False)
class KernelMaps(Maps):
    """The (n, c, k, k) `kernels` of a layer, while nothing is drawn: those of each of its n maps as one picture."""

    kernels: Float32Array

    def _shaded(self) -> Shades:
        return _each_shaded(self.values)

    def explain(self, index: int, row: int, column: int) -> Explanation:
        return Kernel(self.kernels[index])


def _each_shaded(values: Float32Array) -> Shades:
    """Give each map a scale of its own: it is a pattern, and another's size says nothing about it."""
    return shades(values, np.abs(np.nan_to_num(values)).max(axis=(1, 2), keepdims=True))


def kernel_maps(layer: str, kernels: Float32Array) -> KernelMaps:
    """Lay the c kernels of each of (n, c, k, k) side by side, in one row or two."""
    count, channels, side, _ = kernels.shape
    rows = 2 if channels % 2 == 0 else 1
    table = kernels.reshape(count, rows, channels // rows, side, side).swapaxes(2, 3)
    return KernelMaps(layer, np.ascontiguousarray(table.reshape(count, rows * side, -1)), kernels)
