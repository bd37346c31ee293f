"""How well a network reads: accuracy, loss and the confusion matrix."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.learning.mnist import Digits
from mnist_desktop.learning.networks import Network

BATCH: Final = 1000  # large enough to be fast, small enough to stay in the cache


@dataclass(frozen=True)
class Evaluation:
    """What a network made of `count` labelled digits.

    `accuracy` is a fraction, `loss` the mean negative log-likelihood in nats;
    `confusion[label][digit]` counts how often a `label` was read as `digit`.
    """

    accuracy: float
    loss: float
    confusion: tuple[tuple[int, ...], ...]
    count: int


def evaluate(network: Network, digits: Digits) -> Evaluation:
    """Read every digit once, without dropout; leaves the network in the mode it was in."""
    device = next(network.parameters()).device
    return score(all_logits(network, digits), digits.labels.to(device))


def score(logits: Tensor, labels: Tensor) -> Evaluation:
    """Compare (n, 10) logits with (n,) labels."""
    confusion = torch.bincount(labels * 10 + logits.argmax(1), minlength=100).view(10, 10)
    return Evaluation(
        accuracy=confusion.trace().item() / len(labels),
        loss=F.cross_entropy(logits, labels).item(),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
        count=len(labels),
    )


def all_logits(network: Network, digits: Digits) -> Tensor:
    """(n, 10) logits of every digit, on the network's device."""
    device = next(network.parameters()).device
    with reading(network):
        return torch.cat([network.logits(digits[a : a + BATCH].to(device).normalised()) for a in _starts(digits)])


@contextmanager
def reading(network: Network) -> Iterator[None]:
    """Put a network in evaluation mode without gradients, and back into the mode it was in."""
    was_training = network.training
    network.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        network.train(was_training)


def _starts(digits: Digits) -> range:
    return range(0, len(digits), BATCH)
