"""Convolutions that can do 2×2 max pooling and ReLU as well, faster on the CPU than torch's.

torch's pooling keeps the place of every maximum, and its backward pass fills the gradient with zeros before it puts the
values there. Here the maximum is taken of two halves at a time, and the gradient goes to the larger half, both as plain
operations on whole rows of memory. The results are the same.
"""

from __future__ import annotations

from typing import Any, Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor, nn

BLOCK: Final = 2  # pixels: the side of a pooled square


class PooledConv2d(nn.Conv2d):
    """An unpadded convolution that `pooled` follows up."""

    def pooled(self, images: Tensor) -> Tensor:
        """Return the convolution after 2×2 max pooling and ReLU: (n, in, h, w) to (n, out, h', w').

        On the CPU the result is channels last in memory.
        """
        if not images.is_cpu:
            return F.relu(F.max_pool2d(self(images), BLOCK))
        pooled: Tensor = _MaxPoolReLU.apply(self(images))
        return pooled


class PooledBlockConv2d(PooledConv2d):
    """A `PooledConv2d` of (n, 1, h, w), h and w even, that computes all four pixels of a pooled square at once.

    Vector units process 8 or 16 channels at a time. One input channel and ten output channels leave most of them idle.
    So two neighbours in a row become two input channels, and the results of a square become four times the output
    channels.
    """

    def pooled(self, images: Tensor) -> Tensor:
        if not images.is_cpu:
            return super().pooled(images)
        pooled: Tensor = _BlockConvMaxPoolReLU.apply(images, self.weight, self.bias)
        return pooled


class _MaxPoolReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, maps: Tensor) -> Tensor:
        count, channels, height, width = maps.shape
        rows = maps.permute(0, 2, 3, 1).reshape(-1, width * channels)
        ctx.pooling = pooling = _Pooling(rows, width * channels, channels)
        ctx.shape = maps.shape
        return pooling.result.view(count, height // BLOCK, width // BLOCK, channels).permute(0, 3, 1, 2)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        count, channels, height, width = ctx.shape
        of_maps: Tensor = ctx.pooling.backward(gradient)
        return of_maps.view(count, height, width, channels).permute(0, 3, 1, 2)


class _Pooling:
    """The maximum of pairs of values `first` apart, then of pairs `second` apart, then ReLU."""

    def __init__(self, values: Tensor, first: int, second: int) -> None:
        self._pairs = values.view(-1, 2, first)
        self._pairs_of_pairs = torch.maximum(*self._pairs.unbind(1)).view(-1, 2, second)
        self.result = torch.maximum(*self._pairs_of_pairs.unbind(1)).clamp_min_(0)

    def backward(self, gradient: Tensor) -> Tensor:
        """Return the gradient of all values. Of two equal values, the first has it."""
        gradient = gradient.permute(0, 2, 3, 1).reshape(self.result.shape)
        positive: Tensor = torch.ops.aten.threshold_backward(gradient, self.result, 0)
        gradient = _to_the_larger(positive, self._pairs_of_pairs)
        return _to_the_larger(gradient.view(-1, self._pairs.shape[2]), self._pairs)


def _to_the_larger(gradient: Tensor, pairs: Tensor) -> Tensor:
    """Return the (n, 2, width) gradient of pairs from the (n, width) gradient of their maxima."""
    found = torch.empty_like(pairs)
    first, second = found.unbind(1)
    torch.ge(*pairs.unbind(1), out=first)
    first.mul_(gradient)
    torch.sub(gradient, first, out=second)
    return found


class _BlockConvMaxPoolReLU(torch.autograd.Function):
    STRIDE: Final = (2, 1)  # pixels down, pairs of pixels across

    @staticmethod
    def forward(ctx: Any, images: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        count, _, height, width = images.shape
        channels = len(bias)
        pairs = images.reshape(count, height, width // 2, 2).permute(0, 3, 1, 2)
        kernels = _block_kernels(weight)
        maps = torch.conv2d(pairs, kernels, bias.repeat(4), _BlockConvMaxPoolReLU.STRIDE)
        ctx.pooling = pooling = _Pooling(maps.permute(0, 2, 3, 1).reshape(-1, 4 * channels), 2 * channels, channels)
        ctx.save_for_backward(pairs, kernels)
        ctx.maps, ctx.size = maps.shape, weight.shape
        return pooling.result.view(count, *maps.shape[2:], channels).permute(0, 3, 1, 2)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
        pairs, kernels = ctx.saved_tensors
        count, channels, height, width = ctx.maps
        of_maps = ctx.pooling.backward(gradient).view(count, height, width, channels).permute(0, 3, 1, 2)
        needed = [ctx.needs_input_grad[0], True, True]
        of_pairs, of_kernels, of_bias = torch.ops.aten.convolution_backward(
            of_maps, pairs, kernels, [channels], _BlockConvMaxPoolReLU.STRIDE, [0, 0], [1, 1], False, [0, 0], 1, needed
        )
        return (
            None if of_pairs is None else of_pairs.permute(0, 2, 3, 1).reshape(count, 1, pairs.shape[2], -1),
            _in_blocks(of_kernels.permute(0, 2, 3, 1).contiguous(), ctx.size[0], ctx.size[2]).sum((0, 1)).unsqueeze(1),
            of_bias.view(4, -1).sum(0),
        )


def _block_kernels(weight: Tensor) -> Tensor:
    """Return (4 out, 2, k + 1, k / 2 + 1 / 2) from (out, 1, k, k): a kernel for each pixel of a square, channels last.

    The order of the pixels is upper left, lower left, upper right, lower right.
    """
    out, _, size, _ = weight.shape
    kernels = weight.new_zeros(4 * out, size + 1, (size + 1) // 2, 2)
    _in_blocks(kernels, out, size).copy_(weight.squeeze(1))
    return kernels.permute(0, 3, 1, 2)


def _in_blocks(kernels: Tensor, out: int, size: int) -> Tensor:
    """View (4 out, k + 1, k / 2 + 1 / 2, 2) kernels as (2, 2, out, k, k): by pixel across, pixel down, channel."""
    row, kernel = size + 1, (size + 1) ** 2
    return kernels.as_strided((2, 2, out, size, size), (2 * out * kernel + 1, out * kernel + row, kernel, row, 1))
