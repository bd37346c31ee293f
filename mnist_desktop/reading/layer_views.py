"""What each layer of a network makes of a digit image, as pictures. What is shown follows from the network's layers.

Convolutions and poolings are shown as maps, a linear layer on pixels as the weights of the units that count the most,
other linear layers as the values of their units, and the last layer as what speaks for and against each digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage, Indices
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading.backward import gradients
from mnist_desktop.reading.layer_maps import (
    ConvolutionMaps,
    ImageMaps,
    Maps,
    PooledMaps,
    UnitMaps,
    WeightMaps,
    kernel_maps,
)
from mnist_desktop.reading.layer_values import Vote
from mnist_desktop.reading.networks import Network, Operation, Step, Weights
from mnist_desktop.reading.predictor import network_input
from mnist_desktop.reading.subject import Subject

MOST_FOR: Final = 24  # units that are shown of those that speak for the answer
MOST_AGAINST: Final = 8
ROW: Final = 25  # units side by side
LARGEST: Final = np.float32(1e12)


@dataclass(frozen=True, eq=False)
class LayerViews:
    """Pictures of the layers, from the image on, and the ten votes of the last one: none while nothing is drawn."""

    maps: tuple[Maps, ...]
    last: str = ""  # the last layer's name
    votes: tuple[Vote, ...] = ()


def look(subject: Subject) -> LayerViews:
    """Look into the subject's network while it reads the image, or at its weights alone while nothing is drawn."""
    network = subject.predictor.network
    with np.errstate(over="ignore", invalid="ignore"):  # as with weights of a network that is diverging
        if subject.image is None:
            return LayerViews(tuple(_weights_alone(network)))
        return _look_at(network, subject.image)


@dataclass(frozen=True, eq=False)
class _Block:
    """A step, with the ReLU behind it if there is one; values without the batch's dimension.

    `gradients` are those of the answer's logit by the outputs of the layer. The first block with weights `sees_pixels`.
    """

    step: Step
    outputs: Float32Array
    weights: Weights
    is_rectified: bool
    gradients: Float32Array
    answer: int
    sees_pixels: bool

    @property
    def layer(self) -> str:
        return self.step.layer

    @property
    def inputs(self) -> Float32Array:
        return _finite(self.step.inputs[0])

    @property
    def kernels(self) -> Float32Array:
        return self.weights[f"{self.layer}.weight"]

    @property
    def biases(self) -> Float32Array:
        return self.weights[f"{self.layer}.bias"]

    @property
    def shares(self) -> Float32Array:
        """What each unit adds to the answer's logit: its value times how much that moves the logit."""
        return _finite(self.outputs * self.gradients)


def _look_at(network: Network, image: GreyImage) -> LayerViews:
    inputs = network_input([image])
    *blocks, last = _blocks(network, inputs)
    maps = [made for block in blocks for made in _MAPS[block.step.operation](block)]
    return LayerViews((ImageMaps("", image[None]), *maps), last.layer, _votes(last))


def _blocks(network: Network, inputs: Float32Array) -> list[_Block]:
    steps = list(network.steps(inputs))
    answer = int(np.nan_to_num(steps[-1].outputs[0]).argmax())
    moves = gradients(network, inputs, np.eye(10, dtype=np.float32)[answer][None]).layers
    blocks: list[_Block] = []
    for step in steps:
        if step.operation is Operation.RELU:
            blocks[-1] = replace(blocks[-1], outputs=_finite(step.outputs[0]), is_rectified=True)
        elif step.operation is not Operation.FLATTEN:
            moved = _finite(moves[step.layer][0])
            blocks.append(_Block(step, _finite(step.outputs[0]), network.weights, False, moved, answer, not blocks))
    return blocks


def _convolution(block: _Block) -> Iterator[Maps]:
    yield ConvolutionMaps(
        block.layer,
        block.outputs,
        block.inputs,
        _finite(block.kernels),
        _finite(block.biases),
        is_rectified=block.is_rectified,
    )


def _pooled(block: _Block) -> Iterator[Maps]:
    yield PooledMaps(block.layer, block.outputs, block.inputs, is_rectified=block.is_rectified)


def _linear(block: _Block) -> Iterator[Maps]:
    """Return the weights of those units that count, if they look at pixels, or else the units' values."""
    if block.sees_pixels:
        order = np.argsort(-block.shares, kind="stable")
        chosen = ((True, order[:MOST_FOR]), (False, order[: -MOST_AGAINST - 1 : -1]))
        yield from (_weights(block, units, is_for=is_for) for is_for, units in chosen)
    else:
        yield _units(block)


def _weights(block: _Block, units: Indices, *, is_for: bool) -> WeightMaps:
    return WeightMaps(
        block.layer,
        _finite(block.kernels[units]).reshape(-1, SIDE, SIDE),
        units,
        _finite(block.biases[units]),
        block.outputs[units],
        block.shares[units],
        block.answer,
        block.inputs.reshape(SIDE, SIDE),
        is_for=is_for,
    )


def _units(block: _Block) -> UnitMaps:
    rows = -(-len(block.outputs) // ROW)
    table = np.zeros((1, rows, min(ROW, len(block.outputs))), np.float32)
    table.flat[: len(block.outputs)] = block.outputs
    return UnitMaps(block.layer, table, block.shares, block.answer)


def _votes(last: _Block) -> tuple[Vote, ...]:
    shares, biases = _finite(last.kernels * last.inputs), _finite(last.biases)
    return tuple(Vote(digit, each, float(biases[digit])) for digit, each in enumerate(shares))


def _finite(values: Float32Array) -> Float32Array:
    """Return values of a network that is diverging so that their products and sums are numbers too."""
    return np.asarray(np.clip(np.nan_to_num(values), -LARGEST, LARGEST))


_MAPS: Final[Mapping[Operation, Callable[[_Block], Iterator[Maps]]]] = {
    Operation.CONVOLUTION: _convolution,
    Operation.MAX_POOL: _pooled,
    Operation.LINEAR: _linear,
}


def _weights_alone(network: Network) -> Iterator[Maps]:
    """Return the kernels of each convolution, and of a layer on pixels the units with the largest weights."""
    weighted = [(layer.name, each) for layer in network.layers for each in layer.operations if each.has_weights]
    for index, (name, operation) in enumerate(weighted):
        weights = network.weights[f"{name}.weight"]
        if operation is Operation.CONVOLUTION:
            yield kernel_maps(name, _finite(weights))
        elif index == 0:
            largest = np.argsort(-np.linalg.norm(np.nan_to_num(weights), axis=1), kind="stable")[:MOST_FOR]
            yield kernel_maps(name, _finite(weights[largest]).reshape(-1, 1, SIDE, SIDE))
