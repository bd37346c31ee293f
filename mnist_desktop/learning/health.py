"""Measures some of the steps of a network under training. It changes nothing, and draws no random numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.learning.evaluation import reading
from mnist_desktop.learning.gradients import Factors, Gradient
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.parts import one_torch_thread
from mnist_desktop.runs.health import Health, LayerHealth, next_step

IMAGES: Final = 200  # for which a unit must put out 0 to be called dead
UNITS: Final = 128  # of a layer whose weights are measured
WEIGHT: Final = ".weight"  # suffix of a layer's weights
DIGITS: Final = 4  # of a value that is kept, enough for plots and files


@dataclass(frozen=True)
class Layer:
    """A layer with weights, and the place of those among all weights and biases of its network.

    Of a large one some units are measured, spread evenly: their root mean squares are about those of all.
    """

    name: str
    weight: Tensor
    place: int

    @property
    def units(self) -> slice:
        """The rows to measure."""
        return slice(None, None, -(-len(self.weight) // UNITS))

    @property
    def sample(self) -> Tensor:
        """The weights to measure."""
        return self.weight.detach()[self.units]

    def gradient(self, parts: Sequence[Sequence[Gradient]]) -> Tensor:
        """Add up the parts' gradients of the sample. None is changed, as the optimiser needs them as they are."""
        return torch.stack([_rows(part[self.place], self.units) for part in parts]).sum(0)


class HealthMeter:
    """Measures the steps of a run that are due. `digits` are those it is trained on, of which the first are used."""

    def __init__(self, network: Network, digits: Digits) -> None:
        self._network, self._images = network, digits[:IMAGES].normalised()
        self._next = 1

    def gauge(self, step: int) -> Gauge | None:
        """Return what measures this step, counted from 1 since the start of the run, or None if it is not due."""
        while self._next < step:
            self._next = next_step(self._next)
        return Gauge(self._network, self._images) if step == self._next else None


class Gauge:
    """Measures one step. A learner calls it before and after it updates the weights."""

    def __init__(self, network: Network, images: Tensor) -> None:
        self._network, self._images = network, images
        self._layers = list(_layers(network))
        self._gradients: list[float] = []
        self._before: list[Tensor] = []

    def take_gradients(self, parts: Sequence[Sequence[Gradient]]) -> None:
        """Note the sizes of the gradients, which the parts of a batch have in shares, and the weights before."""
        with torch.no_grad():
            self._gradients = [_size(layer.gradient(parts)) for layer in self._layers]
            self._before = [layer.sample.clone() for layer in self._layers]

    def measured(self, at: float) -> Health | None:
        """Return the health of all layers at this epoch, once the weights are updated.

        It is None if a value is infinite or NaN.
        """
        with one_torch_thread(), torch.no_grad():
            updates = [_size(layer.sample - old) for layer, old in zip(self._layers, self._before, strict=True)]
            sizes = [_size(layer.sample) for layer in self._layers]
        dead = dead_shares(self._network, self._images)
        values = zip(self._layers, sizes, self._gradients, updates, strict=True)
        found = tuple(
            LayerHealth(
                layer.name, _short(size), _short(gradient), _short(update / (size or 1.0)), dead.get(layer.name)
            )
            for layer, size, gradient, update in values
        )
        return (
            Health(at, found) if all(map(math.isfinite, (value for layer in found for value in layer[1:4]))) else None
        )


def dead_shares(network: Network, images: Tensor) -> dict[str, float]:
    """Return the share of units of each hidden layer that put out 0 for all (n, 1, 28, 28) normalised images.

    A unit of a convolution is a map, which is 0 if all its pixels are.
    """
    with one_torch_thread(), reading(network):
        outputs = network.hidden(images)
        return {name: _short(float(_are_dead(values).float().mean())) for name, values in outputs.items()}


def _are_dead(outputs: Tensor) -> Tensor:
    return ~outputs.transpose(0, 1).flatten(1).any(1)


def _layers(network: Network) -> Iterator[Layer]:
    for index, (name, weight) in enumerate(network.named_parameters()):
        if name.endswith(WEIGHT):
            yield Layer(name.removesuffix(WEIGHT), weight, index)


def _rows(gradient: Gradient, rows: slice) -> Tensor:
    return gradient.outputs[:, rows].T @ gradient.inputs if isinstance(gradient, Factors) else gradient[rows]


def _size(values: Tensor) -> float:
    """Return the root mean square."""
    return float(torch.linalg.vector_norm(values)) / math.sqrt(values.numel())


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
