from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor, nn

from mnist_desktop.learning.layers import PooledBlockConv2d, PooledConv2d

LAYERS = [(PooledBlockConv2d, 1, 28), (PooledConv2d, 10, 12)]


def torch_s_own(layer: nn.Conv2d, images: Tensor) -> Tensor:
    return F.relu(F.max_pool2d(F.conv2d(images, layer.weight, layer.bias), 2))


def made(kind: type[PooledConv2d], channels: int, side: int, count: int) -> tuple[PooledConv2d, Tensor]:
    torch.manual_seed(1)
    return kind(channels, 20, kernel_size=5).double(), torch.randn(count, channels, side, side).double()


@pytest.mark.parametrize(("kind", "channels", "side"), LAYERS)
@pytest.mark.parametrize("count", [1, 7])
def test_results_and_gradients_are_those_of_torch_s_layers(
    kind: type[PooledConv2d], channels: int, side: int, count: int
) -> None:
    layer, images = made(kind, channels, side, count)
    images.requires_grad_()
    ours, theirs = layer.pooled(images), torch_s_own(layer, images)
    torch.testing.assert_close(ours, theirs)
    wanted, sources = torch.randn_like(theirs), [images, *layer.parameters()]
    found = (torch.autograd.grad(result, sources, wanted) for result in (ours, theirs))
    torch.testing.assert_close(*found)


@pytest.mark.parametrize(("kind", "channels", "side"), LAYERS)
def test_of_equal_pixels_one_has_the_gradient(kind: type[PooledConv2d], channels: int, side: int) -> None:
    layer, images = made(kind, channels, side, 3)
    images = torch.zeros_like(images)
    assert layer.bias is not None
    nn.init.ones_(layer.bias)
    sums = [layer.pooled(images).sum(), torch_s_own(layer, images).sum()]
    ours, theirs = (torch.autograd.grad(each, layer.bias) for each in sums)
    torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize(("kind", "channels", "side"), LAYERS)
def test_maps_are_channels_last(kind: type[PooledConv2d], channels: int, side: int) -> None:
    layer, images = made(kind, channels, side, 3)
    assert layer.pooled(images).is_contiguous(memory_format=torch.channels_last)
