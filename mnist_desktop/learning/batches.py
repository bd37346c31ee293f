"""The training set in shuffled batches, without a DataLoader's work per image."""

from __future__ import annotations

import math
from collections.abc import Iterator

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
        self._digits, self._size, self._augmentation = digits, size, augmentation
        self._normalised = None if augmentation else digits.normalised()
        self._generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return math.ceil(len(self._digits) / self._size)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        torch.empty((), dtype=torch.int64).random_(generator=self._generator)  # a DataLoader draws its workers' seed
        order = torch.randperm(len(self._digits), generator=self._generator).to(self._digits.labels.device)
        for chosen in order.split(self._size):
            yield self._images(chosen), self._digits.labels[chosen]
        torch.randperm(len(self._digits), generator=self._generator)  # a RandomSampler draws for a rest of none

    def _images(self, chosen: Tensor) -> Tensor:
        if self._augmentation is None or self._normalised is not None:
            return self._normalised[chosen]  # type: ignore[index]  # made whenever there is no augmentation
        return normalise(self._augmentation.distort(as_ink(self._digits.images[chosen])))
