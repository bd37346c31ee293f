"""The training set in shuffled batches, without a DataLoader's work per image."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

import torch
from torch import Tensor

from mnist_desktop.learning.augment import Augmentation
from mnist_desktop.learning.mnist import Digits, as_ink, normalise


class Batches:
    """Shuffled batches of (images, labels), the last one perhaps smaller: (n, 1, 28, 28) float32 and (n,) int64.

    Each iteration is one epoch. The order is bit for bit that of `DataLoader(shuffle=True, generator=...)` with a
    generator of the same seed.
    """

    def __init__(self, digits: Digits, size: int, augmentation: Augmentation | None, seed: int) -> None:
        self._labels, self._size = digits.labels, size
        self._images: Callable[[Tensor], Tensor] = (
            partial(_distorted, digits.images, augmentation) if augmentation else digits.normalised().__getitem__
        )
        self._generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return math.ceil(len(self._labels) / self._size)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        torch.empty((), dtype=torch.int64).random_(generator=self._generator)  # a DataLoader draws its workers' seed
        order = torch.randperm(len(self._labels), generator=self._generator).to(self._labels.device)
        for chosen in order.split(self._size):
            yield self._images(chosen), self._labels[chosen]
        torch.randperm(len(self._labels), generator=self._generator)  # a RandomSampler draws for a rest of none


def _distorted(images: Tensor, augmentation: Augmentation, chosen: Tensor) -> Tensor:
    return normalise(augmentation.distort(as_ink(images[chosen])))
