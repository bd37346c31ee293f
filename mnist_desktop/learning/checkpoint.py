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
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.options import check_all
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.loop import ResumeState
from mnist_desktop.learning.networks import Network, blank, fill, name_of
from mnist_desktop.runs import format_1
from mnist_desktop.runs.history import History
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import write_atomically

ENTRY: Final = "mnist-desktop"
VERSION: Final = 2
MAX_BYTES: Final = 256 * 2**20  # far more than any network of the catalog needs
RESUME_TYPES: Final = {"F32", "I64", "U8"}
RESUME: Final = "resume."  # prefix of the tensors that only a resumed run needs


class CheckpointError(ProblemError):
    """A checkpoint was refused. The problem holds the file and the reason."""


@dataclass(frozen=True)
class Checkpoint:
    """A trained network and, where known, the history of its run. With `resume` the run can be resumed."""

    network: Network
    calibration: Calibration = field(default_factory=Calibration)
    history: History | None = None
    resume: ResumeState | None = None


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
    tensors = {name: value.detach().cpu().contiguous() for name, value in checkpoint.network.state_dict().items()}
    if resume is not None:
        tensors |= {f"{RESUME}{name}": value.contiguous() for name, value in resume.tensors.items()}
    about: dict[str, Any] = msgspec.to_builtins(
        About(
            VERSION,
            name_of(checkpoint.network),
            checkpoint.network.options,
            checkpoint.calibration,
            checkpoint.history,
            None if resume is None else dict(resume.numbers),
            _digest_of_tensors(tensors),
            str(torch.__version__),
        )
    )
    about["about_sha256"] = _digest_of_json(about)
    write_atomically(path, to_bytes(tensors, {ENTRY: json.dumps(about)}))


def load(path: Path, network: str | None = None) -> Checkpoint:
    """Read a checkpoint into a new network. `network`, if given, is the name it must have.

    Runs no code from the file. Checks names, shapes and types before it reads a tensor, and then finiteness and
    checksums. Draws no random numbers. Raises `CheckpointError`.
    """
    with _refusals_named(path), _opened(path) as file:
        about = _about(file.metadata())
        blank_network = _blank_network(about, network)
        tensors = _tensors(file, blank_network.state_dict()) | _resume_tensors(file, about)
        if _digest_of_tensors(tensors) != about.sha256:
            raise ProblemError("checksum_wrong")
        weights = {name: value for name, value in tensors.items() if not name.startswith(RESUME)}
        return Checkpoint(fill(blank_network, weights), about.calibration, about.history, _resume(about, tensors))


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
    return safe_open(path, framework="pt")


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
    if name not in NETWORKS:
        raise ProblemError("network_unknown", network=name, known=", ".join(NETWORKS))
    check_all(NETWORKS[name].options, options)


def _upgraded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the metadata of format 1 to format 2."""
    history = format_1.upgraded(found["history"], found["network"], found["options"])
    return {**found, "history": history, "resume": found.get("resume")}


def _blank_network(about: About, expected: str | None) -> Network:
    if expected is not None and about.network != expected:
        raise ProblemError("network_other", network=about.network, expected=expected)
    return blank(about.network, about.options)


def _tensors(file: Any, wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    found = {name for name in file.keys() if not name.startswith(RESUME)}  # noqa: SIM118  # not a mapping, but has keys()
    if found != set(wanted):
        odd = ", ".join(sorted(found ^ set(wanted)))
        raise ProblemError("tensors_unknown", names=odd)
    for name, like in wanted.items():
        part = file.get_slice(name)
        if tuple(part.get_shape()) != tuple(like.shape) or part.get_dtype() != "F32":
            raise ProblemError(
                "tensor_unfit",
                name=name,
                found=f"{part.get_dtype()} {part.get_shape()}",
                wanted=f"F32 {list(like.shape)}",
            )
    return {name: _finite(name, file.get_tensor(name)) for name in wanted}


def _resume_tensors(file: Any, about: About) -> dict[str, Tensor]:
    names = [name for name in file.keys() if name.startswith(RESUME)]  # noqa: SIM118  # the same
    if names and about.resume is None:
        raise ProblemError("tensors_unknown", names=", ".join(names))
    for name in names:
        if (kind := file.get_slice(name).get_dtype()) not in RESUME_TYPES:
            raise ProblemError("tensor_unfit", name=name, found=kind, wanted=", ".join(sorted(RESUME_TYPES)))
    return {name: _finite(name, file.get_tensor(name)) for name in names}


def _resume(about: About, tensors: Mapping[str, Tensor]) -> ResumeState | None:
    if about.resume is None:
        return None
    kept = {name.removeprefix(RESUME): value for name, value in tensors.items() if name.startswith(RESUME)}
    return ResumeState(kept, about.resume)


def _finite(name: str, value: Tensor) -> Tensor:
    if not value.isfinite().all():
        raise ProblemError("tensor_not_finite", name=name)
    return value


def _digest_of_tensors(tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(f"{name}{list(tensors[name].shape)}".encode())
        digest.update(tensors[name].contiguous().numpy().tobytes())
    return digest.hexdigest()


def _digest_of_json(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
