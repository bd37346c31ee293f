"""Networks with some of their filters or neurons switched off, and noise in the weights of some of their layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.networks import Layer, Network, Operation
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.subject import Subject

NOISES_KEPT: Final = 8  # more layers than any network has
OFF: Final = frozenset[int]()


@dataclass(frozen=True)
class Edits:
    """Which units are off, by layer, and the noise in each layer's weights, in shares of their standard deviation.

    A unit is a filter of a convolution or a neuron of a linear layer, by its index. The same `seed` gives the same
    noise, and another share of it the same noise at another size.
    """

    off: Mapping[str, frozenset[int]] = field(default_factory=dict)
    noise: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0

    @property
    def count_off(self) -> int:
        """The number of units that are off."""
        return sum(map(len, self.off.values()))

    @property
    def has_noise(self) -> bool:
        return any(self.noise.values())

    @property
    def are_none(self) -> bool:
        """Whether nothing is changed."""
        return not self.count_off and not self.has_noise

    def with_off(self, layer: str, units: frozenset[int]) -> Edits:
        """Return the same, but in this layer these units are off, and no others."""
        return replace(self, off={**self.off, layer: units})

    def with_noise(self, layer: str, share: float) -> Edits:
        """Return the same, but in this layer the noise has this share."""
        return replace(self, noise={**self.noise, layer: share})


@dataclass(frozen=True, eq=False)
class LabLayer:
    """A layer with weights, as the lab shows it. Its units are filters of a convolution, or neurons.

    `kernels` (units, height, width) float32 are those of a convolution of one image, -1…1, else None. `shades` (units,)
    float32 in 0…1 are how active each unit is with the digit on the pad, as a share of the most active one, or without
    a digit the sizes of its weights likewise. `is_last` is true of the layer whose units are the ten digits, which
    cannot be switched off.
    """

    name: str
    units: int
    are_filters: bool
    kernels: Float32Array | None
    shades: Float32Array
    is_last: bool


@dataclass(frozen=True, eq=False)
class LabView:
    """All layers with weights, in order, and whether their shades are activities."""

    layers: tuple[LabLayer, ...]
    are_activities: bool


def edited(predictor: Predictor, edits: Edits) -> Predictor:
    """Return a predictor with these changes. The given one stays as it is, and is returned if there are none.

    A unit is off if its output is always 0. Its output is its row of weights times the inputs plus its bias, pooled
    and then clipped below 0, so with a row and a bias of 0 it is 0 whatever comes in. That needs no other code in the
    network, and the weights can be kept as those of any network. Of the last layer nothing can be off: there a 0 is no
    lack of a digit, but one of ten logits.
    """
    if edits.are_none:
        return predictor
    network = predictor.network
    weights = dict(network.weights)
    for index, layer in enumerate(_with_weights(network)):
        if share := edits.noise.get(layer.name, 0.0):
            weights[f"{layer.name}.weight"] = _noisy(weights[f"{layer.name}.weight"], share, edits.seed, index)
    for layer in _with_weights(network)[:-1]:
        if off := sorted(edits.off.get(layer.name, OFF)):
            for name in (f"{layer.name}.weight", f"{layer.name}.bias"):
                weights[name] = _without(weights[name], off)
    return Predictor(network.name, network.options, weights, predictor.calibration)


def view(subject: Subject, edits: Edits) -> LabView:
    """Return what the lab shows of a network before its edits: the weights with noise, and who is active with both."""
    noisy = edited(subject.predictor, replace(edits, off={})).network
    layers = _with_weights(noisy)
    if subject.image is None:
        shades = {layer.name: _sizes(noisy.weights[f"{layer.name}.weight"]) for layer in layers}
    else:
        found = edited(subject.predictor, edits).network.activations(network_input([subject.image]))
        shades = {layer.name: _activities(found[layer.name][0]) for layer in layers}
    return LabView(
        tuple(_lab_layer(layer, noisy, shades[layer.name], layer is layers[-1]) for layer in layers),
        subject.image is not None,
    )


def _lab_layer(layer: Layer, network: Network, shades: Float32Array, is_last: bool) -> LabLayer:
    weight = network.weights[f"{layer.name}.weight"]
    are_filters = Operation.CONVOLUTION in layer.operations
    return LabLayer(layer.name, len(weight), are_filters, _kernels(weight), _as_shares(shades), is_last)


def _with_weights(network: Network) -> list[Layer]:
    return [layer for layer in network.layers if any(operation.has_weights for operation in layer.operations)]


def _noisy(weight: Float32Array, share: float, seed: int, layer: int) -> Float32Array:
    return weight + np.float32(share * weight.std()) * _normal(weight.shape, seed, layer)


@lru_cache(NOISES_KEPT)
def _normal(shape: tuple[int, ...], seed: int, layer: int) -> Float32Array:
    """Draw noise of standard deviation 1. It is kept, as live weights need it several times a second."""
    noise = np.random.default_rng((seed, layer)).standard_normal(shape, np.float32)
    noise.flags.writeable = False
    return noise


def _without(values: Float32Array, rows: list[int]) -> Float32Array:
    values = values.copy()
    values[rows] = 0
    return values


def _kernels(weight: Float32Array) -> Float32Array | None:
    """Return the kernels of a convolution of one image, else None."""
    if weight.ndim != 4 or weight.shape[1] != 1:
        return None
    kernels = weight[:, 0]
    return np.asarray(kernels / (float(np.abs(kernels).max()) or 1.0))


def _sizes(weight: Float32Array) -> Float32Array:
    """Return the root mean square of each unit's weights."""
    return np.asarray(np.sqrt(np.square(weight.reshape(len(weight), -1)).mean(axis=1)))


def _activities(outputs: Float32Array) -> Float32Array:
    """Return the mean of each unit's output, as far as it is above 0."""
    return np.asarray(np.maximum(outputs.reshape(len(outputs), -1), 0).mean(axis=1))


def _as_shares(values: Float32Array) -> Float32Array:
    """Return values of at least 0 as shares of the largest one."""
    largest = float(values.max())
    return values / largest if 0 < largest < np.inf else np.zeros_like(values)
