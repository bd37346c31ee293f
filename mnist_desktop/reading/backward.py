"""The networks' reverse pass in NumPy: how much each value in a network moves what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import STD
from mnist_desktop.reading.networks import POOL, Network, Operation, Step, Weights
from mnist_desktop.reading.predictor import network_input

CORNERS: Final = tuple((row, column) for row in range(POOL) for column in range(POOL))  # of a pooled square, in order

STEEPEST: Final = np.float32(1e9)  # logits for each unit of ink; squares of more add up to no number


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients of what the seeds weigh: by the (n, 1, 28, 28) normalised images, and by the output of each layer."""

    images: Float32Array
    layers: Mapping[str, Float32Array]


def gradients(network: Network, images: Float32Array, seeds: Float32Array) -> Gradients:
    """Return the gradients of `(seeds * logits).sum()`, image by image.

    `images` are (n, 1, 28, 28) float32, normalised. `seeds` are (n, 10) float32, the gradients by the logits:
    a 1 for the digit to be explained, or a 1 for one digit and a -1 for another. They are those of torch's autograd.
    """
    steps = list(network.steps(images))
    layers: dict[str, Float32Array] = {}
    values = seeds
    for step in reversed(steps):
        layers.setdefault(step.layer, values)
        values = _BACKWARD[step.operation](values, step, network.weights)
    return Gradients(values, dict(reversed(layers.items())))


def slopes(network: Network, images: GreyImage, seeds: Float32Array) -> GreyImage:
    """Return how fast what the seeds weigh grows with the ink of each pixel of (n, 28, 28) digit images.

    `seeds` are (n, 10) as in `gradients`. Those of a network that is diverging stay below `STEEPEST`, and where it
    gives no number they are 0.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        found = gradients(network, network_input(images), seeds).images[:, 0] / np.float32(STD)
    return np.asarray(np.clip(np.nan_to_num(found), -STEEPEST, STEEPEST))


def _convolution(outer: Float32Array, step: Step, weights: Weights) -> Float32Array:
    """Give each pixel of each patch its part, and add up what a pixel gets from all patches that it is in."""
    kernels = weights[f"{step.layer}.weight"]
    count, maps, height, width = outer.shape
    patches = kernels.reshape(len(kernels), -1).T @ outer.reshape(count, maps, height * width)
    parts = patches.reshape(count, *kernels.shape[1:], height, width)
    found = np.zeros_like(step.inputs)
    for row, column in np.ndindex(*kernels.shape[2:]):
        found[:, :, row : row + height, column : column + width] += parts[:, :, row, column]
    return found


def _max_pool(outer: Float32Array, step: Step, _: Weights) -> Float32Array:
    """Give it all to the largest of each square, and to the first of several such ones, as torch does."""
    found = np.zeros_like(step.inputs)
    free = np.ones(outer.shape, bool)
    for row, column in CORNERS:
        largest = free & (step.inputs[:, :, row::POOL, column::POOL] == step.outputs)
        found[:, :, row::POOL, column::POOL] = outer * largest
        free &= ~largest
    return found


def _flatten(outer: Float32Array, step: Step, _: Weights) -> Float32Array:
    return outer.reshape(step.inputs.shape)


def _linear(outer: Float32Array, step: Step, weights: Weights) -> Float32Array:
    return np.asarray(outer @ weights[f"{step.layer}.weight"])


def _relu(outer: Float32Array, step: Step, _: Weights) -> Float32Array:
    return outer * (step.inputs > 0)


_BACKWARD: Final[Mapping[Operation, Callable[[Float32Array, Step, Weights], Float32Array]]] = {
    Operation.CONVOLUTION: _convolution,
    Operation.MAX_POOL: _max_pool,
    Operation.FLATTEN: _flatten,
    Operation.LINEAR: _linear,
    Operation.RELU: _relu,
}
