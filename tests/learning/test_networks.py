from __future__ import annotations

import pytest
import torch

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.learning.networks import NETWORKS, CNNNet, FirstNet, Network, PairedConv2d, build, name_of

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


@pytest.mark.parametrize("count", [1, 7])
def test_a_convolution_in_pairs_is_the_convolution(count: int) -> None:
    torch.manual_seed(1)
    paired = PairedConv2d(1, 10, kernel_size=5).double()
    plain = torch.nn.Conv2d(1, 10, kernel_size=5).double()
    plain.load_state_dict(paired.state_dict())
    images = IMAGES[:count].double()
    torch.testing.assert_close(paired(images), plain(images))
    wanted = torch.randn_like(plain(images))
    ours, theirs = (torch.autograd.grad(each(images), list(each.parameters()), wanted) for each in (paired, plain))
    torch.testing.assert_close(ours, theirs)


def test_a_convolution_in_pairs_leaves_its_maps_channels_last() -> None:
    maps = PairedConv2d(1, 10, kernel_size=5)(IMAGES)
    assert maps.is_contiguous(memory_format=torch.channels_last)


def test_there_is_a_class_for_every_network_of_the_catalog() -> None:
    assert NETWORKS.keys() == catalog.NETWORKS.keys()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_says_its_options_as_the_catalog_names_them(name: str) -> None:
    defaults = catalog.NETWORKS[name].defaults()
    assert build(name, {}).options == build(name, defaults).options == defaults
