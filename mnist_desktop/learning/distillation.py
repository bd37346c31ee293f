"""Keeps a network that is fine-tuned close to what it began with."""

from __future__ import annotations

from torch import Tensor

from mnist_desktop.learning.data.non_digits import NON_DIGIT


def distance(logits: Tensor, of_start: Tensor, labels: Tensor) -> Tensor:
    """Return the mean squared distance of (n, 10) logits from those of the start, where the start reads right.

    What the start misreads has no distance: there the labels say what to learn. A non-digit always has one. After
    P. Buzzega et al.: Dark Experience for General Continual Learning (NeurIPS 2020, section 3), which keeps the logits
    of all that is replayed.
    """
    is_kept = (of_start.argmax(1) == labels) | (labels == NON_DIGIT)
    return ((logits - of_start).square().mean(1) * is_kept).mean()
