"""Reads MNIST's files as arrays, without torch, and verifies them.

Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits; CC BY-SA 3.0.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.learning.data.bundled import DataError, reading_bundled
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.evaluation import Pixels

TRAIN: Final = "train"
TEST: Final = "t10k"

# SHA-256 of the uncompressed files.
CHECKSUMS: Final[Mapping[str, str]] = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def load(part: str, folder: Path) -> tuple[Pixels, Labels]:
    """Read `TRAIN` or `TEST`: images (n, 28, 28) uint8, ink 255, paper 0, and labels (n,) int64, 0 to 9.

    Raises `DataError` with the file that is missing, damaged or not the original.
    """
    return pair_up(_read(folder, f"{part}-images-idx3-ubyte"), _read(folder, f"{part}-labels-idx1-ubyte"), part)


def pair_up(images: bytes, labels: bytes, name: str) -> tuple[Pixels, Labels]:
    """Parse an IDX images file and its labels file. Raises `DataError` if they do not match."""
    pixels, digits = parse_idx(images, name), parse_idx(labels, name)
    if pixels.ndim != 3 or pixels.shape[1:] != (SIDE, SIDE) or digits.ndim != 1:
        raise DataError("data_shapes", name=name, images=pixels.shape, labels=digits.shape)
    if len(pixels) != len(digits):
        raise DataError("data_counts", name=name, images=len(pixels), labels=len(digits))
    if len(digits) and digits.max() > 9:
        raise DataError("data_label", name=name, label=int(digits.max()))
    return pixels, digits.astype(np.int64)


def parse_idx(content: bytes, name: str) -> npt.NDArray[np.uint8]:
    """Parse an IDX file of uint8: two zero bytes, 8, the number of dimensions, each size big-endian, the values."""
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        raise DataError("idx_foreign", name=name)
    start = 4 + 4 * content[3]
    shape = tuple(int.from_bytes(content[at : at + 4]) for at in range(4, start, 4))
    if len(content) != start + int(np.prod(shape, dtype=object)):
        raise DataError("idx_length", name=name, shape=shape)
    return np.frombuffer(bytearray(content), np.uint8, offset=start).reshape(shape)


def _read(folder: Path, name: str) -> bytes:
    path = folder / f"{name}.gz"
    with reading_bundled(path):
        content = gzip.decompress(path.read_bytes())
    if hashlib.sha256(content).hexdigest() != CHECKSUMS[name]:
        raise DataError("bundled_changed", file=path)
    return content
