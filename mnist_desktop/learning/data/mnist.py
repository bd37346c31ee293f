"""Labelled digits as tensors, and the bundled MNIST."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import USUAL_DATASET
from mnist_desktop.drawing.arrays import Flags, GreyImage, Indices
from mnist_desktop.drawing.digit_image import MEAN, SIDE, STD
from mnist_desktop.learning.data import idx
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.evaluation import Pixels


@dataclass(frozen=True)
class Digits:
    """Labelled digit images: `images` (n, 28, 28) uint8, ink 255, paper 0; `labels` (n,) int64, 0 to 9.

    A non-digit in a training set has label -1.
    """

    images: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, part: slice | Tensor | Flags | Indices) -> Digits:
        """Return some of the digits: a slice, flags (n,), or indices."""
        chosen = torch.from_numpy(part) if isinstance(part, np.ndarray) else part
        return Digits(self.images[chosen], self.labels[chosen])

    def __add__(self, other: Digits) -> Digits:
        return Digits(torch.cat([self.images, other.images]), torch.cat([self.labels, other.labels]))

    def to(self, device: torch.device) -> Digits:
        return Digits(self.images.to(device), self.labels.to(device))

    def normalised(self) -> Tensor:
        """Return (n, 1, 28, 28) float32, normalised with MNIST's mean and standard deviation: a network's input."""
        return normalise(as_ink(self.images))


class Dataset:
    """A training set, and a test set that is never used to choose anything.

    The training set may be a function that makes it when it is first asked for: who tests needs the test set alone. Up
    to `most_held_out` of the last training digits can be held out.
    """

    def __init__(
        self, name: str, train: Digits | Callable[[], Digits], test: Digits, most_held_out: int = 50_000
    ) -> None:
        self.name, self.test = name, test
        self._train, self._most_held_out = train, most_held_out

    @cached_property
    def train(self) -> Digits:
        return self._train if isinstance(self._train, Digits) else self._train()

    def last(self, count: int) -> Digits:
        """Return the last `count` training digits, or all that can be held out."""
        return self.train[len(self.train) - min(count, self._most_held_out) :]


def as_ink(images: Tensor) -> Tensor:
    """Convert (n, 28, 28) uint8 to (n, 1, 28, 28) float32, ink 1, paper 0: torchvision's ToTensor for a batch."""
    return images.unsqueeze(1).to(torch.float32).div_(255)


def as_pixels(images: GreyImage) -> Tensor:
    """Convert (n, 28, 28) float32, ink 1, paper 0, to uint8, ink 255: MNIST's format."""
    return torch.from_numpy((images * 255).round().astype(np.uint8))


def joined(parts: Sequence[Digits]) -> Digits:
    """Concatenate `parts`. Without parts, return zero digits."""
    images, labels = torch.empty((0, SIDE, SIDE), dtype=torch.uint8), torch.empty(0, dtype=torch.int64)
    return Digits(
        torch.cat([images, *(part.images for part in parts)]), torch.cat([labels, *(part.labels for part in parts)])
    )


def normalise(ink: Tensor) -> Tensor:
    """Apply torchvision's Normalize(0.1307, 0.3081) in place."""
    return ink.sub_(MEAN).div_(STD)


def load(folder: Path | None = None) -> Dataset:
    """Read MNIST from `folder`, or from the installation.

    Raises `DataError` with the file that is missing, damaged or not the original.
    """
    train, test = (_digits(*idx.load(part, folder or paths.mnist())) for part in (idx.TRAIN, idx.TEST))
    return Dataset(USUAL_DATASET, train, test)


def _digits(images: Pixels, labels: Labels) -> Digits:
    return Digits(torch.from_numpy(images), torch.from_numpy(labels))
