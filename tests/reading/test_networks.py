"""NumPy's forward pass beside torch's, on all test digits and with weights of any run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from trainings import predictor_of, trained

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS as CATALOG
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.learning import networks as in_torch
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.networks import Network, blank, build, restored
from mnist_desktop.reading import checkpoint, networks
from mnist_desktop.runs.plan import Plan

MOST_APART = 1e-4  # of any logit; both sum float32 in another order


@pytest.mark.parametrize("listed", [networks.NETWORKS, in_torch.NETWORKS])
def test_every_network_of_the_catalog_reads_and_trains(listed: Any) -> None:
    assert list(listed) == list(CATALOG)


@pytest.mark.parametrize("name", networks.NETWORKS)
def test_the_shapes_are_those_of_torch_s_weights(name: str) -> None:
    found = blank(name, CATALOG[name].defaults()).state_dict()
    assert {weight: tuple(value.shape) for weight, value in found.items()} == networks.NETWORKS[name].SHAPES


def assert_reads_as_torch(network: Network, data: Dataset) -> None:
    ours = predictor_of(network).logits(data.test.normalised().numpy())
    theirs = all_logits(network, data.test).numpy()
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=MOST_APART)
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).all()


@pytest.mark.parametrize("name", networks.NETWORKS)
def test_the_factory_weights_read_all_test_digits_as_in_torch(name: str, data: Dataset) -> None:
    found = restored(checkpoint.load(paths.weights(name)))
    assert len(data.test) == 10_000
    assert_reads_as_torch(found, data)


@pytest.mark.parametrize(
    ("name", "options"),
    [("FirstNet", {"relu_logits": True}), ("FirstNet", {"relu_logits": False}), ("CNNNet", {"dropout": 0.5})],
    ids=str,
)
def test_the_weights_of_a_run_read_all_test_digits_as_in_torch(
    name: str, options: dict[str, Any], data: Dataset, few: Dataset
) -> None:
    run = trained(Plan(name, TrainingConfig(epochs=1, learning_rate=0.05, device="cpu"), options), few)
    assert run.result is not None
    assert_reads_as_torch(run.result, data)


def first_image(data: Dataset) -> GreyImage:
    return data.test.images[0].numpy().astype(np.float32) / np.float32(255)


def test_firstnet_s_layers_are_those_of_torch(tiny: Dataset) -> None:
    network, images = build("FirstNet", {}), tiny.test[:20].normalised()
    found = predictor_of(network).activations(first_image(tiny))
    fc0 = torch.relu(network.fc0(images.flatten(1)))  # type: ignore[operator]
    fc1 = torch.relu(network.fc1(fc0))  # type: ignore[operator]
    assert_layers(found, {"fc0": fc0, "fc1": fc1, "fc2": network.logits(images)})


def test_cnnnet_s_layers_are_those_of_torch(tiny: Dataset) -> None:
    network, images = build("CNNNet", {"dropout": 0.0}).eval(), tiny.test[:20].normalised()
    found = predictor_of(network).activations(first_image(tiny))
    conv1 = network.conv1(images)  # type: ignore[operator]
    pool1 = torch.relu(torch.max_pool2d(conv1, 2))
    conv2 = network.conv2(pool1)  # type: ignore[operator]
    pool2 = torch.relu(torch.max_pool2d(conv2, 2))
    fc1 = torch.relu(network.fc1(pool2.flatten(1)))  # type: ignore[operator]
    layers = {"conv1": conv1, "pool1": pool1, "conv2": conv2, "pool2": pool2, "fc1": fc1}
    assert_layers(found, {**layers, "fc2": network.logits(images)})


def assert_layers(found: Any, expected: dict[str, torch.Tensor]) -> None:
    assert list(found) == list(expected)
    for layer, values in expected.items():
        np.testing.assert_allclose(found[layer], values[0].detach().numpy(), rtol=1e-4, atol=1e-5, err_msg=layer)
