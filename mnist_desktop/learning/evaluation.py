"""Scores of a network: accuracy, loss and confusion matrix."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final

import torch
from torch import Tensor

from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.learning.networks import Network
from mnist_desktop.reading.scoring import score
from mnist_desktop.runs.events import Scoring
from mnist_desktop.runs.scores import Score

BATCH: Final = 1000  # large enough to be fast, small enough for the CPU's cache


def evaluate(network: Network, digits: Digits, name: str) -> Score:
    """Score the network on every digit, without dropout. The network keeps its mode."""
    return _score(list(logits_in_parts(network, digits)), digits, name)


def evaluate_in_parts(network: Network, digits: Digits, name: str) -> Generator[Scoring, None, Score]:
    """Do the same as `evaluate` in parts, and yield the progress after each."""
    parts: list[Tensor] = []
    for part in logits_in_parts(network, digits):
        parts.append(part)
        yield Scoring(sum(map(len, parts)), len(digits))
    return _score(parts, digits, name)


def all_logits(network: Network, digits: Digits) -> Tensor:
    """Return the (n, 10) logits of all digits, on the network's device."""
    return torch.cat(list(logits_in_parts(network, digits)))


def logits_in_parts(network: Network, digits: Digits) -> Iterator[Tensor]:
    """Yield the logits of `BATCH` digits at a time, on the network's device."""
    device = next(network.parameters()).device
    for start in range(0, len(digits), BATCH):
        with reading(network):
            part = network.logits(digits[start : start + BATCH].to(device).normalised())
        yield part


def _score(parts: list[Tensor], digits: Digits, name: str) -> Score:
    return score(torch.cat(parts).cpu().numpy(), digits.labels.numpy(), name)


@contextmanager
def reading(network: Network) -> Iterator[None]:
    """Put a network in evaluation mode, without gradients, and restore its mode afterwards."""
    was_training = network.training
    network.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        network.train(was_training)
