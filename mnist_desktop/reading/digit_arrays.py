"""Reads arrays of digits as NumPy saves them: .npy, and .npz with or without labels. Nothing is unpickled.

Arrays are read a block at a time, so that the size that a file claims costs no memory.
"""

from __future__ import annotations

import math
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading import digit_images
from mnist_desktop.reading.rows import MAX_BYTES, Labelled, Rows, label_of
from mnist_desktop.system.errors import ProblemError

NPY: Final = b"\x93NUMPY"
NPZ: Final = b"PK\x03\x04"
BLOCK: Final = 256  # rows
DIGIT_SHAPES: Final = ((SIDE, SIDE), (SIDE * SIDE,), (1, SIDE, SIDE), (SIDE, SIDE, 1))
LABEL_SHAPES: Final = ((), (1,))
NAMES: Final[Mapping[str, str]] = {  # the images of an archive and their labels; the first that it has are read
    "x_test": "y_test",
    "test_images": "test_labels",
    "images": "labels",
    "digits": "labels",
    "x": "y",
    "data": "target",
    "arr_0": "arr_1",
}
_HEADERS: Final = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Header:
    """What the start of an array says of it."""

    shape: tuple[int, ...]
    by_columns: bool
    dtype: np.dtype[Any]


def is_array(start: bytes) -> bool:
    """Say whether the first bytes of a file are those of a .npy file."""
    return start.startswith(NPY)


def is_archive(start: bytes) -> bool:
    """Say whether the first bytes of a file are those of a .npz file."""
    return start.startswith(NPZ)


def read_array(file: IO[bytes]) -> Rows:
    """Yield the digits of a .npy file, counted from 1, or its only one. Raises `ProblemError` for other arrays."""
    header = _digits_header(file)
    yield from _rows(header, _items(file, header, DIGIT_SHAPES), repeat(None))


def read_archive(file: IO[bytes]) -> Rows:
    """Yield the digits of a .npz file, which must be seekable. Raises `ProblemError` for other archives."""
    with _damage_named(), zipfile.ZipFile(file) as archive:
        members = {name.removesuffix(".npy").lower(): name for name in archive.namelist()}
        images = next((name for name in NAMES if name in members), None)
        if images is None:
            raise ProblemError("digits_unnamed", known=", ".join(NAMES), names=", ".join(list(members)[:5]))
        with archive.open(members[images]) as digits:
            if NAMES[images] not in members:
                yield from read_array(digits)
                return
            header = _digits_header(digits)
            with archive.open(members[NAMES[images]]) as labels:
                yield from _rows(header, _items(digits, header, DIGIT_SHAPES), _labels(labels, header))


def _rows(header: Header, digits: Iterator[Array], labels: Iterable[Any]) -> Rows:
    is_single = header.shape in DIGIT_SHAPES
    for number, (pixels, label) in enumerate(zip(digits, labels, strict=False), start=1):
        yield None if is_single else number, partial(_digit, pixels, label)


def _digit(pixels: Array, label: Any) -> Labelled:
    return Labelled(digit_images.of_file(pixels), None if label is None else label_of(label))


def _digits_header(file: IO[bytes]) -> Header:
    header = _header(file)
    if not _fits(header, DIGIT_SHAPES):
        raise ProblemError("digits_unfit", shape="×".join(map(str, header.shape)), dtype=header.dtype)
    return header


def _labels(file: IO[bytes], digits: Header) -> Iterator[Any]:
    """Yield the label of each digit. Raises `ProblemError` if there are more or fewer."""
    header = _header(file)
    if not _fits(header, LABEL_SHAPES):
        raise ProblemError("labels_unfit", shape="×".join(map(str, header.shape)), dtype=header.dtype)
    images, labels = _count(digits.shape, DIGIT_SHAPES), _count(header.shape, LABEL_SHAPES)
    if images != labels:
        raise ProblemError("digit_counts", images=images, labels=labels)
    return (label.item() for label in _items(file, header, LABEL_SHAPES))


def _header(file: IO[bytes]) -> Header:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it was written by Python 2
            return Header(*_HEADERS[np.lib.format.read_magic(file)](file))
    except Exception:  # NumPy parses foreign bytes as Python, which fails in many ways
        raise ProblemError("file_damaged") from None


def _fits(header: Header, shapes: Sequence[tuple[int, ...]]) -> bool:
    return header.dtype.kind in "buif" and (header.shape in shapes or header.shape[1:] in shapes)


def _count(shape: tuple[int, ...], shapes: Sequence[tuple[int, ...]]) -> int:
    return 1 if shape in shapes else shape[0]


def _items(file: IO[bytes], header: Header, shapes: Sequence[tuple[int, ...]]) -> Iterator[Array]:
    """Yield the items of an array, each of one of the `shapes`. Raises EOFError after the last whole one."""
    count = _count(header.shape, shapes)
    shape = header.shape if header.shape in shapes else header.shape[1:]
    size = math.prod(shape) * header.dtype.itemsize
    if header.by_columns and len(header.shape) > 1:
        yield from _by_columns(file, header).reshape(count, *shape)
        return
    for start in range(0, count, BLOCK):
        wanted = min(BLOCK, count - start)
        content = file.read(wanted * size)
        whole = len(content) // size
        yield from np.frombuffer(content[: whole * size], header.dtype).reshape(whole, *shape)
        if whole < wanted:
            raise EOFError


def _by_columns(file: IO[bytes], header: Header) -> Array:
    """Return an array in Fortran's order, whose first item is only known when all is read."""
    size = math.prod(header.shape) * header.dtype.itemsize
    if size > MAX_BYTES:
        raise ProblemError("array_too_large", limit=MAX_BYTES // 2**20)
    content = file.read(size)
    if len(content) < size:
        raise EOFError
    return np.frombuffer(content, header.dtype).reshape(header.shape, order="F")


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except ProblemError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError):
        raise ProblemError("file_damaged") from None
