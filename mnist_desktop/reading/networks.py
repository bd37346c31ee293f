"""The networks' forward pass in NumPy: the same numbers as torch's, without the second that importing torch takes.

One class for each network of `learning.networks`, of the same name and with the same layers. Its layers are values, so
that an export writes the same ones.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array

Weights = Mapping[str, Float32Array]
Shapes = Mapping[str, tuple[int, ...]]

POOL: Final = 2  # pixels: the side of a pooled square


class Operation(Enum):
    """A part of a layer. `CONVOLUTION` (without padding) and `LINEAR` have a weight and a bias."""

    CONVOLUTION = auto()
    MAX_POOL = auto()
    FLATTEN = auto()
    LINEAR = auto()
    RELU = auto()

    @property
    def has_weights(self) -> bool:
        return self in (Operation.CONVOLUTION, Operation.LINEAR)


@dataclass(frozen=True)
class Layer:
    """Operations that are carried out in this order. Their weights are named after the layer."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, eq=False)
class Step:
    """What an operation of a layer made of its inputs."""

    layer: str
    operation: Operation
    inputs: Float32Array
    outputs: Float32Array


class Network(ABC):
    """A network that reads. `weights` are arrays by name, of `SHAPES`; they are not copied.

    Images are (n, 1, 28, 28) float32, normalised. Activations are float32.
    """

    SHAPES: ClassVar[Shapes]

    def __init__(self, weights: Weights, options: NetworkOptions) -> None:
        self._weights, self._options = weights, options

    @property
    def name(self) -> str:
        """The name in the catalog."""
        return type(self).__name__

    @property
    def weights(self) -> Weights:
        return self._weights

    @property
    def options(self) -> NetworkOptions:
        return self._options

    @property
    @abstractmethod
    def layers(self) -> tuple[Layer, ...]:
        """The layers in order. The last one gives the (n, 10) logits."""

    def activations(self, images: Float32Array) -> dict[str, Float32Array]:
        """Return the output of each layer by its name, in order. The last is the (n, 10) logits."""
        return {step.layer: step.outputs for step in self.steps(images)}

    def steps(self, images: Float32Array) -> Iterator[Step]:
        """Yield each operation of each layer, in order, as it is carried out."""
        values = images
        for layer in self.layers:
            for operation in layer.operations:
                inputs, values = values, _COMPUTATIONS[operation](values, self._weights, layer.name)
                yield Step(layer.name, operation, inputs, values)

    def logits(self, images: Float32Array) -> Float32Array:
        """Return the (n, 10) values before softmax."""
        *_, last = self.activations(images).values()
        return last


class FirstNet(Network):
    """784-1000-50-10. Hidden layers are given after ReLU, and so are the logits with `relu_logits`."""

    SHAPES: ClassVar[Shapes] = {
        "fc0.weight": (1000, 784),
        "fc0.bias": (1000,),
        "fc1.weight": (50, 1000),
        "fc1.bias": (50,),
        "fc2.weight": (10, 50),
        "fc2.bias": (10,),
    }

    @property
    def layers(self) -> tuple[Layer, ...]:
        end = (Operation.RELU,) if self._options["relu_logits"] else ()
        return (
            Layer("fc0", (Operation.FLATTEN, Operation.LINEAR, Operation.RELU)),
            Layer("fc1", (Operation.LINEAR, Operation.RELU)),
            Layer("fc2", (Operation.LINEAR, *end)),
        )


class CNNNet(Network):
    """Two 5×5 convolutions, then 320-50-10.

    `conv1` and `conv2` are given before pooling, `pool1` and `pool2` after pooling and ReLU, `fc1` after ReLU.
    """

    SHAPES: ClassVar[Shapes] = {
        "conv1.weight": (10, 1, 5, 5),
        "conv1.bias": (10,),
        "conv2.weight": (20, 10, 5, 5),
        "conv2.bias": (20,),
        "fc1.weight": (50, 320),
        "fc1.bias": (50,),
        "fc2.weight": (10, 50),
        "fc2.bias": (10,),
    }

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (
            Layer("conv1", (Operation.CONVOLUTION,)),
            Layer("pool1", (Operation.MAX_POOL, Operation.RELU)),
            Layer("conv2", (Operation.CONVOLUTION,)),
            Layer("pool2", (Operation.MAX_POOL, Operation.RELU)),
            Layer("fc1", (Operation.FLATTEN, Operation.LINEAR, Operation.RELU)),
            Layer("fc2", (Operation.LINEAR,)),
        )


NETWORKS: Final[Mapping[str, type[Network]]] = {each.__name__: each for each in (FirstNet, CNNNet)}


def _convolution(maps: Float32Array, weights: Weights, layer: str) -> Float32Array:
    """Multiply the kernels with all patches of each image, laid out so that whole rows of pixels are copied at once."""
    kernels = weights[f"{layer}.weight"]
    patches = sliding_window_view(maps, kernels.shape[2:], axis=(2, 3)).transpose(0, 1, 4, 5, 2, 3)
    height, width = patches.shape[-2:]
    found = kernels.reshape(len(kernels), -1) @ patches.reshape(len(maps), -1, height * width)
    found += weights[f"{layer}.bias"][:, None]
    return np.asarray(found.reshape(len(maps), -1, height, width))


def _max_pool(maps: Float32Array, *_: object) -> Float32Array:
    """Take the largest of each 2×2 pixels of (n, c, h, w), h and w even."""
    rows = np.maximum(maps[:, :, ::POOL], maps[:, :, 1::POOL])
    return np.maximum(rows[..., ::POOL], rows[..., 1::POOL])


def _flatten(values: Float32Array, *_: object) -> Float32Array:
    return values.reshape(len(values), -1)


def _linear(values: Float32Array, weights: Weights, layer: str) -> Float32Array:
    return values @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"]


def _relu(values: Float32Array, *_: object) -> Float32Array:
    return np.maximum(values, 0)


_COMPUTATIONS: Final[Mapping[Operation, Callable[[Float32Array, Weights, str], Float32Array]]] = {
    Operation.CONVOLUTION: _convolution,
    Operation.MAX_POOL: _max_pool,
    Operation.FLATTEN: _flatten,
    Operation.LINEAR: _linear,
    Operation.RELU: _relu,
}
