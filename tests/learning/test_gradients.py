from __future__ import annotations

import threading

import pytest
import torch
from torch import Tensor, nn

from mnist_desktop.learning.gradients import Factors, WideLinear, gradients_of, summed, wide_calls


@pytest.fixture
def layers() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(WideLinear(12, 9), nn.ReLU(), nn.Linear(9, 4)).double()


def torch_s_own(layers: nn.Module, values: Tensor) -> list[Tensor]:
    return list(torch.autograd.grad(layers(values).square().sum(), list(layers.parameters())))


@pytest.mark.parametrize("cuts", [[8], [3, 5], [1, 1, 6]])
@pytest.mark.parametrize("rows", [slice(None), slice(1, 3)])
def test_the_sum_of_the_parts_is_the_gradient_of_the_whole(cuts: list[int], rows: slice, layers: nn.Sequential) -> None:
    values, weights = torch.randn(8, 12).double(), list(layers.parameters())
    parts = []
    for part in values.split(cuts):
        with wide_calls() as calls:
            loss = layers(part).square().sum()
        parts.append(gradients_of(loss, weights, calls))
    found = [summed(of_weight, rows) for of_weight in zip(*parts, strict=True)]
    torch.testing.assert_close(found, [gradient[rows] for gradient in torch_s_own(layers, values)])


def test_the_gradient_of_a_wide_layer_s_weights_is_left_as_factors(layers: nn.Sequential) -> None:
    with wide_calls() as calls:
        loss = layers(torch.randn(8, 12).double()).sum()
    kinds = [type(gradient) for gradient in gradients_of(loss, list(layers.parameters()), calls)]
    assert kinds == [Factors, Tensor, Tensor, Tensor]


def test_calls_are_recorded_in_one_s_own_thread_and_within_the_block_alone(layers: nn.Sequential) -> None:
    values = torch.randn(8, 12).double()
    expected = torch_s_own(layers, values)
    others: list[list[Tensor]] = []
    with wide_calls() as calls:
        thread = threading.Thread(target=lambda: others.append(torch_s_own(layers, values)))
        thread.start()
        thread.join()
        assert not calls
    torch.testing.assert_close(others, [expected])
    torch.testing.assert_close(torch_s_own(layers, values), expected)


def test_a_gradient_comes_in_the_memory_order_of_its_weight() -> None:
    layer = nn.Conv2d(3, 5, 3)
    images = torch.randn(2, 3, 8, 8).contiguous(memory_format=torch.channels_last)
    for memory in (torch.channels_last, torch.contiguous_format):
        layer = layer.to(memory_format=memory)
        weights = list(layer.parameters())
        found = gradients_of(layer(images).sum(), weights, {})
        assert [summed([each], slice(None)).stride() for each in found] == [weight.stride() for weight in weights]
