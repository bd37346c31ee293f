"""Loads the bundled MNIST as tensors and verifies it.

Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits; CC BY-SA 3.0.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import USUAL_DATASET
from mnist_desktop.drawing.arrays import Flags, GreyImage, Indices
from mnist_desktop.drawing.digit_image import MEAN, SIDE, STD
from mnist_desktop.system.errors import ProblemError

# SHA-256 of the uncompressed files.
CHECKSUMS: Final[Mapping[str, str]] = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class DataError(ProblemError):
    """A data set cannot be used. The problem names the file."""


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
    folder = folder or paths.mnist()
    train, test = (
        pair_up(_read(folder, f"{part}-images-idx3-ubyte"), _read(folder, f"{part}-labels-idx1-ubyte"), part)
        for part in ("train", "t10k")
    )
    return Dataset(USUAL_DATASET, train, test)


def pair_up(images: bytes, labels: bytes, name: str) -> Digits:
    """Parse an IDX images file and its labels file. Raises `DataError` if they do not match."""
    pixels, digits = parse_idx(images, name), parse_idx(labels, name)
    if pixels.ndim != 3 or pixels.shape[1:] != (SIDE, SIDE) or digits.ndim != 1:
        raise DataError("data_shapes", name=name, images=pixels.shape, labels=digits.shape)
    if len(pixels) != len(digits):
        raise DataError("data_counts", name=name, images=len(pixels), labels=len(digits))
    if len(digits) and digits.max() > 9:
        raise DataError("data_label", name=name, label=int(digits.max()))
    return Digits(torch.from_numpy(pixels), torch.from_numpy(digits.astype(np.int64)))


def parse_idx(content: bytes, name: str) -> np.ndarray:
    """Parse an IDX file of uint8: two zero bytes, 8, the number of dimensions, each size big-endian, the values."""
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        raise DataError("idx_foreign", name=name)
    start = 4 + 4 * content[3]
    shape = tuple(int.from_bytes(content[at : at + 4]) for at in range(4, start, 4))
    if len(content) != start + int(np.prod(shape, dtype=object)):
        raise DataError("idx_length", name=name, shape=shape)
    return np.frombuffer(bytearray(content), np.uint8, offset=start).reshape(shape)


@contextmanager
def reading_bundled(path: Path) -> Iterator[None]:
    """Convert errors from a file of the installation to a `DataError` that says how to fix them."""
    try:
        yield
    except FileNotFoundError:
        raise DataError("bundled_missing", file=path) from None
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DataError("bundled_unreadable", file=path, reason=error) from None


def _read(folder: Path, name: str) -> bytes:
    path = folder / f"{name}.gz"
    with reading_bundled(path):
        content = gzip.decompress(path.read_bytes())
    if hashlib.sha256(content).hexdigest() != CHECKSUMS[name]:
        raise DataError("bundled_changed", file=path)
    return content
