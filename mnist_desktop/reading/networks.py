"""The networks' forward pass in NumPy: the same numbers as torch's, without the second that importing torch takes.

One class for each network of `learning.networks`, of the same name and with the same layers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array

Weights = Mapping[str, Float32Array]
Shapes = Mapping[str, tuple[int, ...]]


class Network(ABC):
    """A network that reads. `weights` are arrays by name, of `SHAPES`; they are not copied.

    Images are (n, 1, 28, 28) float32, normalised. Activations are float32.
    """

    SHAPES: ClassVar[Shapes]

    def __init__(self, weights: Weights, options: NetworkOptions) -> None:
        self._weights, self._options = weights, options

    @abstractmethod
    def activations(self, images: Float32Array) -> dict[str, Float32Array]:
        """Return the output of each layer by its name, in order. The last is the (n, 10) logits."""

    def logits(self, images: Float32Array) -> Float32Array:
        """Return the (n, 10) values before softmax."""
        *_, last = self.activations(images).values()
        return last

    def _linear(self, layer: str, values: Float32Array) -> Float32Array:
        return values @ self._weights[f"{layer}.weight"].T + self._weights[f"{layer}.bias"]

    def _convolution(self, layer: str, maps: Float32Array) -> Float32Array:
        """Convolve (n, c, h, w) maps without padding."""
        kernels = self._weights[f"{layer}.weight"]
        patches = sliding_window_view(maps, kernels.shape[2:], axis=(2, 3))
        found = np.tensordot(patches, kernels, axes=((1, 4, 5), (1, 2, 3))) + self._weights[f"{layer}.bias"]
        return np.asarray(found.transpose(0, 3, 1, 2))


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

    def activations(self, images: Float32Array) -> dict[str, Float32Array]:
        fc0 = _relu(self._linear("fc0", images.reshape(len(images), -1)))
        fc1 = _relu(self._linear("fc1", fc0))
        fc2 = self._linear("fc2", fc1)
        return {"fc0": fc0, "fc1": fc1, "fc2": _relu(fc2) if self._options["relu_logits"] else fc2}


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

    def activations(self, images: Float32Array) -> dict[str, Float32Array]:
        conv1 = self._convolution("conv1", images)
        pool1 = _relu(_max_pool(conv1))
        conv2 = self._convolution("conv2", pool1)
        pool2 = _relu(_max_pool(conv2))
        fc1 = _relu(self._linear("fc1", pool2.reshape(len(images), -1)))
        fc2 = self._linear("fc2", fc1)
        return {"conv1": conv1, "pool1": pool1, "conv2": conv2, "pool2": pool2, "fc1": fc1, "fc2": fc2}


NETWORKS: Final[Mapping[str, type[Network]]] = {each.__name__: each for each in (FirstNet, CNNNet)}


def _relu(values: Float32Array) -> Float32Array:
    return np.maximum(values, 0)


def _max_pool(maps: Float32Array) -> Float32Array:
    """Take the largest of each 2×2 pixels of (n, c, h, w), h and w even."""
    rows = np.maximum(maps[:, :, ::2], maps[:, :, 1::2])
    return np.maximum(rows[..., ::2], rows[..., 1::2])
