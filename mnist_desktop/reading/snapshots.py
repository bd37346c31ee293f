"""Snapshots: the weights at a moment of a run, packed into a small file each.

Where 40 of them fit into 4 MB, weights are kept as float16, with an error of at most 1/2048 of a weight, as CNNNet's
(45 kB each, 1.8 MB a run). Larger networks' matrices are kept as codes of 6 bits with a scale for each row, four codes
in three bytes, with an error of at most 1/62 of the row's largest weight; there are as many of them as fit into 25 MB,
of FirstNet 39 (635 kB each). Weights that are read of a file are float32 again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading import tensor_files
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.networks import NETWORKS, Weights
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.tensor_files import Array
from mnist_desktop.runs.moments import Moment
from mnist_desktop.system.errors import ProblemError

ENTRY: Final = "mnist-desktop-moment"
VERSION: Final = 1
MOMENTS: Final = 40  # of a run, or as many as fit
ABOUT: Final = 4096  # bytes: more than names, shapes and metadata take
MOST: Final = 31  # the largest code; codes of 6 bits go from -31 to 31
LEAST: Final = np.finfo(np.float32).tiny  # of a scale that is not 0; the inverse of a smaller one is infinite
PER_GROUP, BYTES_PER_GROUP = 4, 3  # codes, and the bytes that they are packed into
CODES, SCALES = ".codes", ".scales"  # added to the name of a matrix

Shape = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The weights that read at a moment of a run: float32 arrays by name. Those of a file are not the exact ones."""

    network: str
    options: NetworkOptions
    weights: Weights
    calibration: Calibration
    moment: Moment

    def predictor(self) -> Predictor:
        return Predictor(self.network, self.options, self.weights, self.calibration)


@dataclass(frozen=True)
class Coding:
    """A way to keep weights. `limit` bytes are the most that all moments of a run may take up.

    `kinds` gives the type and shape of each tensor that an array of a name and shape becomes.
    """

    limit: int
    kinds: Callable[[str, Shape], dict[str, tuple[str, Shape]]]
    pack: Callable[[str, Float32Array], dict[str, Array]]
    unpack: Callable[[str, Shape, Mapping[str, Array]], Float32Array]


@dataclass(frozen=True)
class Room:
    """How the moments of a run are kept, and how many."""

    coding: Coding
    moments: int


def room(network: str) -> Room:
    """Return how a network's moments are kept: with the first coding that has room for all, or the last one."""
    for coding in CODINGS:
        moments = min(coding.limit // _size(coding, network), MOMENTS)
        if moments == MOMENTS:
            break
    return Room(coding, moments)


def to_bytes(snapshot: Snapshot) -> bytes:
    """Pack a snapshot. Raises `ProblemError` for weights that are not finite, or too large to be kept."""
    coding = room(snapshot.network).coding
    arrays: dict[str, Array] = {}
    for name, value in snapshot.weights.items():
        arrays |= coding.pack(name, value)
    for name, packed in arrays.items():
        tensor_files.finite(name, packed)
    about = _About(
        VERSION,
        snapshot.network,
        dict(snapshot.options),
        snapshot.calibration,
        snapshot.moment,
        tensor_files.digest_of_arrays(arrays),
    )
    return tensor_files.to_bytes(ENTRY, msgspec.to_builtins(about), arrays)


def load(path: Path) -> Snapshot:
    """Read a snapshot. Runs no code from the file. Raises `CheckpointError` for one that is missing or damaged."""
    with tensor_files.opened(path) as file:
        about = _about(file)
        arrays = _arrays(file, about)
        shapes, coding = NETWORKS[about.network].SHAPES, room(about.network).coding
        weights = {name: coding.unpack(name, shape, arrays) for name, shape in shapes.items()}
        return Snapshot(about.network, about.options, weights, about.calibration, about.moment)


def check(path: Path) -> None:
    """Raise `CheckpointError` if a snapshot is missing or damaged."""
    with tensor_files.opened(path) as file:
        _arrays(file, _about(file))


@dataclass(frozen=True)
class _About:
    """The metadata entry, stored as JSON. `sha256` covers the tensors."""

    version: int
    network: str
    options: dict[str, bool | int | float]
    calibration: Calibration
    moment: Moment
    sha256: str


def _about(file: Any) -> _About:
    found = tensor_files.about(file, ENTRY, (VERSION,))
    try:
        tensor_files.check_network(found["network"], found["options"])
        return msgspec.convert(found, _About)
    except (msgspec.ValidationError, KeyError, TypeError, OverflowError) as error:
        raise ProblemError("checkpoint_senseless", reason=str(error)) from None


def _arrays(file: Any, about: _About) -> dict[str, Array]:
    kinds = _kinds(room(about.network).coding, about.network)
    tensor_files.check_names(file.keys(), kinds)
    arrays = {name: tensor_files.tensor(file, name, kind, shape) for name, (kind, shape) in kinds.items()}
    if tensor_files.digest_of_arrays(arrays) != about.sha256:
        raise ProblemError("checksum_wrong")
    return arrays


def _kinds(coding: Coding, network: str) -> dict[str, tuple[str, Shape]]:
    found: dict[str, tuple[str, Shape]] = {}
    for name, shape in NETWORKS[network].SHAPES.items():
        found |= coding.kinds(name, shape)
    return found


def _size(coding: Coding, network: str) -> int:
    """Return the most bytes that a snapshot takes up."""
    width = {"F16": 2, "F32": 4, "U8": 1}
    return ABOUT + sum(width[kind] * int(np.prod(shape)) for kind, shape in _kinds(coding, network).values())


def _half_kinds(name: str, shape: Shape) -> dict[str, tuple[str, Shape]]:
    return {name: ("F16", shape)}


def _half(name: str, value: Float32Array) -> dict[str, Array]:
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused
        return {name: value.astype(np.float16)}


def _from_half(name: str, _: Shape, arrays: Mapping[str, Array]) -> Float32Array:
    return np.asarray(arrays[name].astype(np.float32))


def _code_kinds(name: str, shape: Shape) -> dict[str, tuple[str, Shape]]:
    if len(shape) == 1:
        return _half_kinds(name, shape)
    groups = -(-int(np.prod(shape)) // PER_GROUP)
    return {name + CODES: ("U8", (BYTES_PER_GROUP, groups)), name + SCALES: ("F32", shape[:1])}


def _codes(name: str, value: Float32Array) -> dict[str, Array]:
    """Code a matrix row by row. The codes are laid out in four parts, so that each operation runs over whole parts."""
    if value.ndim == 1:
        return _half(name, value)
    rows = value.reshape(len(value), -1)
    scales = np.maximum(rows.max(axis=1), -rows.min(axis=1)) / np.float32(MOST)
    with np.errstate(invalid="ignore"):  # what is not finite is refused by its scale
        steps = rows * (1 / np.where(scales > LEAST, scales, np.float32(1)))[:, None]
        codes = (steps + np.float32(MOST + 0.5)).astype(np.uint8).ravel()  # cutting off half a step more rounds
    a, b, c, d = np.pad(codes, (0, -codes.size % PER_GROUP)).reshape(PER_GROUP, -1)
    return {name + CODES: np.stack((a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d)), name + SCALES: scales}


def _from_codes(name: str, shape: Shape, arrays: Mapping[str, Array]) -> Float32Array:
    if len(shape) == 1:
        return _from_half(name, shape, arrays)
    first, second, third = arrays[name + CODES]
    codes = np.concatenate((first >> 2, (first & 3) << 4 | second >> 4, (second & 15) << 2 | third >> 6, third & 63))
    rows = codes[: int(np.prod(shape))].reshape(shape[0], -1).astype(np.float32)
    rows -= np.float32(MOST)
    rows *= arrays[name + SCALES][:, None]
    return rows.reshape(shape)


CODINGS: Final = (
    Coding(4_000_000, _half_kinds, _half, _from_half),
    Coding(25_000_000, _code_kinds, _codes, _from_codes),
)
