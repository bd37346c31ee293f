"""Gradients of a batch that was learnt in parts: added up rows by rows, always in the same order.

The gradient of a linear layer's weights is a matrix product. For FirstNet's first layer it has 3 MB for each part, to
be written and read again only to be added up. So it is left as the two factors of the product, and the optimiser
multiplies the rows that it needs next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import local

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor, nn


@dataclass(frozen=True)
class Factors:
    """The gradient of a linear layer's (out, in) weights, outputs.T @ inputs.

    `outputs` is the gradient of the layer's (n, out) outputs, `inputs` are its (n, in) inputs, both float32.
    """

    outputs: Tensor
    inputs: Tensor


Gradient = Tensor | Factors
Calls = dict[Tensor, tuple[Tensor, Tensor]]  # the inputs and the outputs of a layer's call, by the layer's weights


class WideLinear(nn.Linear):
    """A linear layer so wide that the gradient of its weights had better be left as `Factors`."""

    def forward(self, inputs: Tensor) -> Tensor:
        calls = _recorded.calls
        if calls is None:
            return super().forward(inputs)
        outputs = F.linear(inputs, self.weight.detach(), self.bias)
        calls[self.weight] = (inputs, outputs)
        return outputs


class _Recorded(local):
    """The calls of wide layers in this thread; None outside `wide_calls`."""

    calls: Calls | None = None


_recorded = _Recorded()


@contextmanager
def wide_calls() -> Iterator[Calls]:
    """Record the calls of wide layers in this thread. Their weights get no gradient from torch; see `gradients_of`."""
    calls: Calls = {}
    _recorded.calls = calls
    try:
        yield calls
    finally:
        _recorded.calls = None


def gradients_of(loss: Tensor, weights: Sequence[Tensor], calls: Calls) -> list[Gradient]:
    """Return the gradient of each of the weights, as factors for those of wide layers."""
    sources = [calls[weight][1] if weight in calls else weight for weight in weights]
    found = torch.autograd.grad(loss, sources)
    return [
        Factors(gradient, calls[weight][0]) if weight in calls else _in_order_of(weight, gradient)
        for weight, gradient in zip(weights, found, strict=True)
    ]


def _in_order_of(weight: Tensor, gradient: Tensor) -> Tensor:
    """Return the gradient in the weight's memory order, as fused steps need it."""
    if gradient.stride() == weight.stride():
        return gradient
    return torch.empty_like(weight, requires_grad=False).copy_(gradient)


def summed(parts: Sequence[Gradient], rows: slice) -> Tensor:
    """Return these rows of the sum of the parts' gradients of one weight. It may use the first part's memory."""
    total: Tensor | None = None
    for part in parts:
        if isinstance(part, Factors):
            outputs = part.outputs[:, rows].t()
            total = outputs @ part.inputs if total is None else total.addmm_(outputs, part.inputs)
        else:
            total = part[rows] if total is None else total.add_(part[rows])
    assert total is not None, "a batch has a part at least"
    return total
