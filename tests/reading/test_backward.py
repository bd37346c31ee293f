"""NumPy's reverse pass beside torch's autograd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import predictor
from mnist_desktop.reading.backward import gradients
from mnist_desktop.reading.networks import NETWORKS, Network, Operation

MOST_APART = 1e-4

SUBJECTS = [("FirstNet", {"relu_logits": False}), ("FirstNet", {"relu_logits": True}), ("CNNNet", {"dropout": 0.0})]


def network_of(name: str, options: NetworkOptions) -> Network:
    return NETWORKS[name](predictor.load(name).network.weights, options)


def seeds_for(images: Float32Array) -> Float32Array:
    return np.random.default_rng(1).normal(size=(len(images), 10)).astype(np.float32)


def in_torch(network: Network, images: Tensor) -> Iterator[tuple[str, Tensor]]:
    """The layers' names and outputs, which keep their gradients."""
    weights = {name: torch.tensor(value) for name, value in network.weights.items()}
    values = images
    for layer in network.layers:
        for operation in layer.operations:
            values = computed(operation, values, weights, layer.name)
        values.retain_grad()
        yield layer.name, values


def computed(operation: Operation, values: Tensor, weights: Mapping[str, Tensor], layer: str) -> Tensor:
    match operation:
        case Operation.CONVOLUTION:
            return F.conv2d(values, weights[f"{layer}.weight"], weights[f"{layer}.bias"])
        case Operation.MAX_POOL:
            return F.max_pool2d(values, 2)
        case Operation.FLATTEN:
            return values.flatten(1)
        case Operation.LINEAR:
            return F.linear(values, weights[f"{layer}.weight"], weights[f"{layer}.bias"])
        case Operation.RELU:
            return torch.relu(values)


def assert_as_autograd(network: Network, images: Float32Array) -> None:
    seeds, inputs = seeds_for(images), torch.tensor(images, requires_grad=True)
    outputs = dict(in_torch(network, inputs))
    *_, logits = outputs.values()
    logits.backward(torch.tensor(seeds))
    found = gradients(network, images, seeds)
    assert list(found.layers) == list(outputs)
    for name, theirs in {**{name: each.grad for name, each in outputs.items()}, "images": inputs.grad}.items():
        assert theirs is not None
        ours = found.images if name == "images" else found.layers[name]
        assert ours.dtype == np.float32
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=MOST_APART, atol=MOST_APART, err_msg=name)


@pytest.mark.parametrize(("name", "options"), SUBJECTS, ids=str)
def test_gradients_are_those_of_autograd(name: str, options: NetworkOptions, tiny: Dataset) -> None:
    assert_as_autograd(network_of(name, options), tiny.test.normalised().numpy()[:32])


@pytest.mark.parametrize(("name", "options"), SUBJECTS, ids=str)
def test_gradients_in_noise_are_those_of_autograd(name: str, options: NetworkOptions) -> None:
    noise = np.random.default_rng(2).normal(size=(16, 1, 28, 28)).astype(np.float32)
    assert_as_autograd(network_of(name, options), noise)


def test_of_several_largest_values_the_first_of_a_square_gets_the_gradient() -> None:
    """With kernels of whole numbers on whole numbers, sums are exact, and many squares have several largest ones."""
    draw = np.random.default_rng(3)
    shapes = NETWORKS["CNNNet"].SHAPES
    weights = {name: draw.integers(-1, 2, shape).astype(np.float32) for name, shape in shapes.items()}
    images = draw.integers(0, 2, (8, 1, 28, 28)).astype(np.float32)
    network, inputs = NETWORKS["CNNNet"](weights, {"dropout": 0.0}), torch.tensor(images, requires_grad=True)
    *_, (_, logits) = in_torch(network, inputs)
    logits.backward(torch.ones_like(logits))
    assert inputs.grad is not None
    found = gradients(network, images, np.ones((8, 10), np.float32))
    np.testing.assert_array_equal(found.images, inputs.grad.numpy())
