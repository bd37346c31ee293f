"""Checkpoint files. They are written atomically and checked before use.

A checkpoint is a safetensors file whose metadata entry `mnist-desktop` is a JSON object; see `About`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save as to_bytes

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.catalog.options import check_all
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.networks import NETWORKS, Weights
from mnist_desktop.runs import format_1
from mnist_desktop.runs.history import History
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import write_atomically

Array = npt.NDArray[Any]

ENTRY: Final = "mnist-desktop"
VERSION: Final = 2
MAX_BYTES: Final = 256 * 2**20  # far more than any network of the catalog needs
RESUME_TYPES: Final = {"F32", "I64", "U8"}
RESUME: Final = "resume."  # prefix of the tensors that only a resumed run needs


class CheckpointError(ProblemError):
    """A checkpoint was refused. The problem holds the file and the reason."""


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
            _digest_of_arrays(arrays),
            checkpoint.torch,
        )
    )
    about["about_sha256"] = _digest_of_json(about)
    contiguous = {name: np.asarray(value, order="C") for name, value in arrays.items()}
    write_atomically(path, to_bytes(contiguous, {ENTRY: json.dumps(about)}))


def load(path: Path, network: str | None = None) -> Checkpoint:
    """Read a checkpoint. `network`, if given, is the name it must have.

    Runs no code from the file. Checks names, shapes and types before it reads an array, and then finiteness and
    checksums. Raises `CheckpointError`.
    """
    with _refusals_named(path), _opened(path) as file:
        about = _about(file.metadata())
        _expect(network, about)
        weights, kept = _weights(file, NETWORKS[about.network].SHAPES), _resume_arrays(file, about)
        if _digest_of_arrays(weights | kept) != about.sha256:
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
    with _refusals_named(path), _opened(path) as file:
        return _about(file.metadata())


@contextmanager
def _refusals_named(path: Path) -> Iterator[None]:
    try:
        yield
    except ProblemError as refusal:
        raise CheckpointError("checkpoint_refused", file=path, reason=refusal.problem) from None
    except (OSError, SafetensorError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or Problem("checkpoint_damaged")
        raise CheckpointError("checkpoint_refused", file=path, reason=reason) from error


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise ProblemError("not_a_file" if path.exists() else "no_such_file")
    if path.stat().st_size > MAX_BYTES:
        raise ProblemError("checkpoint_too_large")
    return safe_open(path, framework="numpy")


def _about(metadata: Mapping[str, str] | None) -> About:
    try:
        found = json.loads((metadata or {})[ENTRY])
        version = found["version"]
    except (KeyError, TypeError, ValueError):
        raise ProblemError("checkpoint_foreign") from None
    if version not in (1, VERSION):
        raise ProblemError("checkpoint_newer", version=version, known=VERSION)
    if found.pop("about_sha256", None) != _digest_of_json(found):
        raise ProblemError("checksum_wrong")
    try:
        _check_network(found["network"], found["options"])
        wanted = _upgraded(found) if version == 1 else found
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


def _check_network(name: str, options: Mapping[str, Any]) -> None:
    if name not in catalog.NETWORKS:
        raise ProblemError("network_unknown", network=name, known=", ".join(catalog.NETWORKS))
    check_all(catalog.NETWORKS[name].options, options)


def _upgraded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the metadata of format 1 to format 2."""
    history = format_1.upgraded(found["history"], found["network"], found["options"])
    return {**found, "history": history, "resume": found.get("resume")}


def _expect(network: str | None, about: About) -> None:
    if network is not None and about.network != network:
        raise ProblemError("network_other", network=about.network, expected=network)


def _weights(file: Any, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    found = {name for name in file.keys() if not name.startswith(RESUME)}  # noqa: SIM118  # not a mapping, but has keys()
    if found != set(shapes):
        odd = ", ".join(sorted(found ^ set(shapes)))
        raise ProblemError("tensors_unknown", names=odd)
    for name, shape in shapes.items():
        part = file.get_slice(name)
        if tuple(part.get_shape()) != shape or part.get_dtype() != "F32":
            found_type = f"{part.get_dtype()} {part.get_shape()}"
            raise ProblemError("tensor_unfit", name=name, found=found_type, wanted=f"F32 {list(shape)}")
    return {name: _finite(name, file.get_tensor(name)) for name in shapes}


def _resume_arrays(file: Any, about: About) -> dict[str, Array]:
    names = [name for name in file.keys() if name.startswith(RESUME)]  # noqa: SIM118  # the same
    if names and about.resume is None:
        raise ProblemError("tensors_unknown", names=", ".join(names))
    for name in names:
        if (kind := file.get_slice(name).get_dtype()) not in RESUME_TYPES:
            raise ProblemError("tensor_unfit", name=name, found=kind, wanted=", ".join(sorted(RESUME_TYPES)))
    return {name: _finite(name, file.get_tensor(name)) for name in names}


def _resume(about: About, kept: Mapping[str, Array]) -> ResumeState | None:
    if about.resume is None:
        return None
    return ResumeState({name.removeprefix(RESUME): value for name, value in kept.items()}, about.resume)


def _finite(name: str, value: Array) -> Array:
    if not np.isfinite(value).all():
        raise ProblemError("tensor_not_finite", name=name)
    return value


def _digest_of_arrays(arrays: Mapping[str, Array]) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name}{list(arrays[name].shape)}".encode())
        digest.update(arrays[name].tobytes())
    return digest.hexdigest()


def _digest_of_json(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
