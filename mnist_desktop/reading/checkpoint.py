"""Checkpoint files. They are written atomically and checked before use.

A checkpoint is a safetensors file whose metadata entry `mnist-desktop` is a JSON object; see `About`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.reading import tensor_files
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.networks import NETWORKS, Weights
from mnist_desktop.reading.tensor_files import Array
from mnist_desktop.runs import format_1
from mnist_desktop.runs.history import History
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.files import write_atomically

ENTRY: Final = "mnist-desktop"
VERSION: Final = 2
RESUME_TYPES: Final = {"F32", "I64", "U8"}
RESUME: Final = "resume."  # prefix of the tensors that only a resumed run needs


@dataclass(frozen=True)
class ResumeState:
    """Everything besides its config and data that the rest of a run depends on: arrays by name, and numbers."""

    arrays: Mapping[str, Array]
    numbers: Mapping[str, Any]


@dataclass(frozen=True)
class Checkpoint:
    """The weights of a network, by the name of the catalog, and, where known, the history of its run.

    `weights` are float32 arrays by name. With `resume` the run can be resumed. `torch` is the version that trained it.
    """

    network: str
    options: NetworkOptions
    weights: Weights
    calibration: Calibration = field(default_factory=Calibration)
    history: History | None = None
    resume: ResumeState | None = None
    torch: str = ""


@dataclass(frozen=True)
class About:
    """The metadata entry of a checkpoint, stored as JSON.

    `sha256` covers the tensors. The entry also has `about_sha256`, which covers all its other values.
    """

    version: int
    network: str
    options: dict[str, bool | int | float]
    calibration: Calibration
    history: History | None
    resume: dict[str, Any] | None
    sha256: str
    torch: str = ""


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint. On failure raises OSError and leaves the old file unchanged."""
    resume = checkpoint.resume
    arrays = dict(checkpoint.weights)
    if resume is not None:
        arrays |= {f"{RESUME}{name}": value for name, value in resume.arrays.items()}
    about: dict[str, Any] = msgspec.to_builtins(
        About(
            VERSION,
            checkpoint.network,
            dict(checkpoint.options),
            checkpoint.calibration,
            checkpoint.history,
            None if resume is None else dict(resume.numbers),
            tensor_files.digest_of_arrays(arrays),
            checkpoint.torch,
        )
    )
    write_atomically(path, tensor_files.to_bytes(ENTRY, about, arrays))


def load(path: Path, network: str | None = None) -> Checkpoint:
    """Read a checkpoint. `network`, if given, is the name it must have.

    Runs no code from the file. Checks names, shapes and types before it reads an array, and then finiteness and
    checksums. Raises `CheckpointError`.
    """
    with tensor_files.opened(path) as file:
        about = _about(file)
        _expect(network, about)
        weights, kept = _weights(file, NETWORKS[about.network].SHAPES), _resume_arrays(file, about)
        if tensor_files.digest_of_arrays(weights | kept) != about.sha256:
            raise ProblemError("checksum_wrong")
        return Checkpoint(
            about.network,
            about.options,
            weights,
            about.calibration,
            about.history,
            _resume(about, kept),
            about.torch,
        )


def load_about(path: Path) -> About:
    """Read the metadata of a checkpoint without its tensors. Raises `CheckpointError`."""
    with tensor_files.opened(path) as file:
        return _about(file)


def _about(file: Any) -> About:
    found = tensor_files.about(file, ENTRY, (1, VERSION))
    try:
        tensor_files.check_network(found["network"], found["options"])
        wanted = _upgraded(found) if found["version"] == 1 else found
        about = msgspec.convert(wanted, About)
    except (msgspec.ValidationError, KeyError, TypeError, AttributeError, OverflowError) as error:
        cause = error.__cause__
        reason = cause.problem if isinstance(cause, ProblemError) else str(error)
        raise ProblemError("checkpoint_senseless", reason=reason) from None
    if lost := ", ".join(_lost(wanted, msgspec.to_builtins(about))):
        raise ProblemError("option_unknown", option=lost)
    return about


def _lost(found: Any, read: Any) -> Iterator[str]:
    """The keys of a JSON value that are not in what was read of it, as options of a newer version would be."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from _lost(value, read[key]) if key in read else (key,)
    elif isinstance(found, list) and found and isinstance(found[0], dict):
        for value, other in zip(found, read, strict=True):
            yield from _lost(value, other)


def _upgraded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the metadata of format 1 to format 2."""
    history = format_1.upgraded(found["history"], found["network"], found["options"])
    return {**found, "history": history, "resume": found.get("resume")}


def _expect(network: str | None, about: About) -> None:
    if network is not None and about.network != network:
        raise ProblemError("network_other", network=about.network, expected=network)


def _weights(file: Any, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    found = {name for name in file.keys() if not name.startswith(RESUME)}  # noqa: SIM118  # not a mapping, but has keys()
    tensor_files.check_names(found, shapes)
    return {name: tensor_files.tensor(file, name, "F32", shape) for name, shape in shapes.items()}


def _resume_arrays(file: Any, about: About) -> dict[str, Array]:
    names = [name for name in file.keys() if name.startswith(RESUME)]  # noqa: SIM118  # the same
    if names and about.resume is None:
        raise ProblemError("tensors_unknown", names=", ".join(names))
    for name in names:
        if (kind := file.get_slice(name).get_dtype()) not in RESUME_TYPES:
            raise ProblemError("tensor_unfit", name=name, found=kind, wanted=", ".join(sorted(RESUME_TYPES)))
    return {name: tensor_files.finite(name, file.get_tensor(name)) for name in names}


def _resume(about: About, kept: Mapping[str, Array]) -> ResumeState | None:
    if about.resume is None:
        return None
    return ResumeState({name.removeprefix(RESUME): value for name, value in kept.items()}, about.resume)
