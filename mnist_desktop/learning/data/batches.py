"""The training set in shuffled batches, without the per-image work of a DataLoader."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.learning.data import augment
from mnist_desktop.learning.data.augment import Distortion
from mnist_desktop.learning.data.mnist import Digits, as_ink, normalise


@dataclass(frozen=True)
class Batch:
    """Some of the digits, by their (n,) int64 indices. A slice of a batch is a batch.

    `logits` (all digits, 10) are those of the network that fine-tuning began with, if they are wanted.

    Its random numbers are drawn for all of it, so that they do not depend on how it is sliced. Its images are made when
    they are asked for, so that several threads can share this work.
    """

    digits: Digits
    chosen: Tensor
    distortion: Distortion | None = None
    logits: Tensor | None = None

    def __len__(self) -> int:
        return len(self.chosen)

    def __getitem__(self, part: slice) -> Batch:
        distortion = None if self.distortion is None else self.distortion[part]
        return Batch(self.digits, self.chosen[part], distortion, self.logits)

    @cached_property
    def labels(self) -> Tensor:
        """The labels, (n,) int64."""
        return self.digits.labels[self.chosen]

    @property
    def of_start(self) -> Tensor | None:
        """The (n, 10) logits of the network that fine-tuning began with, or None."""
        return None if self.logits is None else self.logits[self.chosen]

    def images(self) -> Tensor:
        """Return the images as a network takes them, (n, 1, 28, 28) float32, normalised.

        They are converted to float32 here: as fast as indexing stored floats, in a quarter of the memory.
        """
        ink = as_ink(torch.index_select(self.digits.images, 0, self.chosen))
        return normalise(ink if self.distortion is None else self.distortion.apply(ink))


class Batches:
    """Shuffled batches. The last one of an epoch may be smaller.

    Each call of `epoch` is one pass. The order is bit for bit that of `DataLoader(shuffle=True, generator=...)` with a
    generator of the same seed.
    """

    def __init__(
        self, digits: Digits, size: int, augmentation: Augmentation | None, seed: int, logits: Tensor | None = None
    ) -> None:
        self._digits, self._size, self._augmentation, self._logits = digits, size, augmentation, logits
        self._generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return math.ceil(len(self._digits) / self._size)

    @property
    def state(self) -> Tensor:
        """The state of the shuffle, (n,) uint8. Read it only between two epochs."""
        return self._generator.get_state()

    def restore(self, state: Tensor) -> None:
        """Shuffle the next epoch as it was when `state` was read. Raises RuntimeError for an invalid state."""
        self._generator.set_state(state)

    def epoch(self, skip: int = 0) -> Iterator[Batch]:
        """Yield the batches of one epoch, without the first `skip`."""
        torch.empty((), dtype=torch.int64).random_(generator=self._generator)  # a DataLoader draws a worker seed here
        order = torch.randperm(len(self._digits), generator=self._generator).to(self._digits.labels.device)
        for chosen in order[skip * self._size :].split(self._size):
            if len(chosen):
                yield Batch(self._digits, chosen, self._distortion(len(chosen)), self._logits)
        torch.randperm(len(self._digits), generator=self._generator)  # a RandomSampler draws for an empty rest

    def _distortion(self, count: int) -> Distortion | None:
        if self._augmentation is None:
            return None
        return augment.draw(count, self._augmentation, self._digits.images.device)
