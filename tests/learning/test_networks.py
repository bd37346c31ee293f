from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.learning.networks import NETWORKS, CNNNet, FirstNet, Network, build, name_of

LAYERS = {
    "FirstNet": {
        "fc0.weight": (1000, 784),
        "fc0.bias": (1000,),
        "fc1.weight": (50, 1000),
        "fc1.bias": (50,),
        "fc2.weight": (10, 50),
        "fc2.bias": (10,),
    },
    "CNNNet": {
        "conv1.weight": (10, 1, 5, 5),
        "conv1.bias": (10,),
        "conv2.weight": (20, 10, 5, 5),
        "conv2.bias": (20,),
        "fc1.weight": (50, 320),
        "fc1.bias": (50,),
        "fc2.weight": (10, 50),
        "fc2.bias": (10,),
    },
}
IMAGES = torch.randn(7, 1, 28, 28, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("network", [FirstNet(image_size=784), CNNNet()], ids=name_of)
def test_layers_are_named_and_shaped_as_in_the_tutorial(network: Network) -> None:
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    assert shapes == LAYERS[name_of(network)]


def test_the_layers_are_the_tutorial_s() -> None:
    assert [name for name, _ in FirstNet().named_children()] == ["fc0", "fc1", "fc2"]
    assert [name for name, _ in CNNNet().named_children()] == ["conv1", "conv2", "conv2_drop", "fc1", "fc2"]


@pytest.mark.parametrize(("name", "count"), [("FirstNet", 835_560), ("CNNNet", 21_840)])
def test_the_number_of_parameters_is_the_documented_one(name: str, count: int) -> None:
    assert sum(value.numel() for value in build(name, {}).parameters()) == count


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_log_probabilities_come_out(name: str, memory: torch.memory_format) -> None:
    network = build(name, {}).eval()
    out = network(IMAGES.contiguous(memory_format=memory))
    assert out.shape == (7, 10)
    torch.testing.assert_close(out.exp().sum(1), torch.ones(7))
    torch.testing.assert_close(out, network.logits(IMAGES).log_softmax(1))


def test_the_tutorial_s_relu_on_the_last_layer_clamps_the_logits() -> None:
    free, clamped = FirstNet(), FirstNet(relu_logits=True)
    clamped.load_state_dict(free.state_dict())
    assert (free.logits(IMAGES) < 0).any()
    torch.testing.assert_close(clamped.logits(IMAGES), free.logits(IMAGES).clamp(min=0))


def test_dropout_works_in_training_only() -> None:
    network = CNNNet(dropout=0.5)
    assert not torch.equal(network.train()(IMAGES), network(IMAGES))
    assert torch.equal(network.eval()(IMAGES), network(IMAGES))
    without = CNNNet(dropout=0.0).train()
    assert torch.equal(without(IMAGES), without(IMAGES))


@pytest.mark.parametrize("network", [FirstNet(relu_logits=True), CNNNet(dropout=0.25)], ids=name_of)
def test_a_network_is_built_again_from_its_name_and_options(network: Network) -> None:
    again = build(name_of(network), network.options)
    assert type(again) is type(network)
    assert again.options == network.options


def test_the_registry_knows_no_other() -> None:
    with pytest.raises(KeyError):
        build("ThirdNet", {})
    with pytest.raises(TypeError):
        build("CNNNet", {"width": 3})


def by_hand(network: CNNNet, images: Tensor) -> Tensor:
    """As the tutorial writes it."""
    maps = F.relu(F.max_pool2d(F.conv2d(images, network.conv1.weight, network.conv1.bias), 2))
    maps = F.conv2d(maps, network.conv2.weight, network.conv2.bias)
    maps = F.relu(F.max_pool2d(F.dropout2d(maps, network.dropout, network.training), 2))
    hidden = F.relu(network.fc1(maps.flatten(1)))
    return F.log_softmax(network.fc2(F.dropout(hidden, network.dropout, network.training)), dim=1)


@pytest.mark.parametrize("dropout", [0.0, 0.25, 0.5])
@pytest.mark.parametrize("training", [True, False])
def test_cnnnet_draws_and_computes_what_the_tutorial_s_layers_do(dropout: float, training: bool) -> None:
    torch.manual_seed(3)
    network = CNNNet(dropout=dropout).train(training)
    results, states = [], []
    for forward in (network, lambda images: by_hand(network, images)):
        torch.manual_seed(5)
        results.append([forward(IMAGES), forward(IMAGES)])
        states.append(torch.get_rng_state())
    torch.testing.assert_close(*results)
    assert torch.equal(*states)


def test_masks_are_those_that_torch_s_dropout_multiplies_with_bit_for_bit() -> None:
    torch.manual_seed(5)
    masks = CNNNet(dropout=0.3).masks(9)
    torch.manual_seed(5)
    CNNNet(dropout=0.3)  # draws the weights
    theirs = [F.dropout2d(torch.ones(9, 20, 1, 1), 0.3), F.dropout(torch.ones(9, 50), 0.3)]
    assert all(torch.equal(mask, other) for mask, other in zip(masks, theirs, strict=True))


@pytest.mark.parametrize("network", [FirstNet(), CNNNet(dropout=0.0), CNNNet().eval()], ids=["first", "none", "eval"])
def test_where_nothing_is_dropped_nothing_is_drawn(network: Network) -> None:
    before = torch.get_rng_state()
    assert network.masks(5) == ()
    assert torch.equal(torch.get_rng_state(), before)


def test_there_is_a_class_for_every_network_of_the_catalog() -> None:
    assert NETWORKS.keys() == catalog.NETWORKS.keys()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_says_its_options_as_the_catalog_names_them(name: str) -> None:
    defaults = catalog.NETWORKS[name].defaults()
    assert build(name, {}).options == build(name, defaults).options == defaults
