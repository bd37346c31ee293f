"""Networks in files: written whole or not at all, and never believed unread.

A checkpoint is a safetensors file whose metadata entry `mnist-desktop` is a JSON object; see `Checkpoint`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.loop import Resume
from mnist_desktop.learning.networks import NETWORKS, Network, blank, fill, name_of
from mnist_desktop.system.files import write_atomically

ENTRY: Final = "mnist-desktop"
VERSION: Final = 1
MAX_BYTES: Final = 256 * 2**20  # far above any network of ours
KINDS: Final = {"network": str, "options": dict, "calibration": dict, "history": dict, "sha256": str}
RESUME_TYPES: Final = {"F32", "I64", "U8"}
RESUME: Final = "resume."  # begins the names of tensors that only a run to go on with needs
Part = TypeVar("Part")


class CheckpointError(ValueError):
    """A checkpoint that was refused; the message is one line that names the file and the reason."""


@dataclass(frozen=True)
class Checkpoint:
    """A trained network with what made it.

    `history` is any JSON object that says where the weights come from: training configuration, epochs done,
    accuracies, data set, seed, torch version. With `resume` the run can go on where it stopped.
    """

    network: Network
    calibration: Calibration = field(default_factory=Calibration)
    history: Mapping[str, Any] = field(default_factory=dict)
    resume: Resume | None = None


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint; on failure raises OSError and leaves what was there."""
    resume = checkpoint.resume
    tensors = {name: value.detach().cpu().contiguous() for name, value in checkpoint.network.state_dict().items()}
    if resume is not None:
        tensors |= {f"{RESUME}{name}": value.contiguous() for name, value in resume.tensors.items()}
    about = {
        "version": VERSION,
        "network": name_of(checkpoint.network),
        "options": checkpoint.network.options,
        "calibration": asdict(checkpoint.calibration),
        "history": dict(checkpoint.history) | {"torch": torch.__version__},
        "resume": None if resume is None else dict(resume.numbers),
        "sha256": _digest_of_tensors(tensors),
    }
    about["about_sha256"] = _digest_of_json(about)
    write_atomically(path, to_bytes(tensors, {ENTRY: json.dumps(about)}))


def load(path: Path, network: str | None = None) -> Checkpoint:
    """Read a checkpoint into a fresh network, or raise `CheckpointError`; `network` says which one it must hold.

    Nothing in the file is run. Names, shapes and types are checked before a tensor is read, finiteness and
    checksums after. Draws no random numbers.
    """
    with _refusals_named(path):
        return _load(path, network)


def load_about(path: Path) -> dict[str, Any]:
    """Read what a checkpoint says of itself, without its tensors; raises `CheckpointError`.

    The keys are those of the metadata entry: network, options, calibration, history, resume and more.
    """
    with _refusals_named(path), _opened(path) as file:
        return _about(file.metadata())


@contextmanager
def _refusals_named(path: Path) -> Iterator[None]:
    try:
        yield
    except _Refusal as refusal:
        raise CheckpointError(f"{path}: {' '.join(str(refusal).split())}") from None
    except (OSError, SafetensorError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "not a checkpoint, or a damaged one"
        raise CheckpointError(f"{path}: {reason}") from error


class _Refusal(Exception):  # noqa: N818  # a reason on its way to `load`, which makes it an error
    pass


def _load(path: Path, expected: str | None) -> Checkpoint:
    with _opened(path) as file:
        about = _about(file.metadata())
        blank_network = _blank_network(about, expected)
        tensors = _tensors(file, blank_network.state_dict()) | _resume_tensors(file, about)
    if _digest_of_tensors(tensors) != about["sha256"]:
        raise _Refusal("its checksum does not match: it is damaged; use another copy")
    network = fill(blank_network, {name: value for name, value in tensors.items() if not name.startswith(RESUME)})
    calibration = _made("calibration", lambda: Calibration(**about["calibration"]))
    return Checkpoint(network, calibration, about["history"], _resume(about, tensors))


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise _Refusal("not a file" if path.exists() else "there is no such file")
    if path.stat().st_size > MAX_BYTES:
        raise _Refusal("too large for a checkpoint")
    return safe_open(path, framework="pt")


def _about(metadata: Mapping[str, str] | None) -> dict[str, Any]:
    try:
        about = json.loads((metadata or {})[ENTRY])
        version = about["version"]
    except (KeyError, TypeError, ValueError):
        raise _Refusal("not a checkpoint of mnist-desktop") from None
    if version != VERSION:
        raise _Refusal(f"written by a newer mnist-desktop (format {version}); this one reads format {VERSION}")
    if about.pop("about_sha256", None) != _digest_of_json(about):
        raise _Refusal("its checksum does not match: it is damaged; use another copy")
    if not all(isinstance(about.get(key), kind) for key, kind in KINDS.items()):
        raise _Refusal("not a checkpoint of mnist-desktop")
    if not isinstance(about.setdefault("resume", None), dict | None):
        raise _Refusal("not a checkpoint of mnist-desktop")
    return dict(about)


def _blank_network(about: Mapping[str, Any], expected: str | None) -> Network:
    name = about["network"]
    if name not in NETWORKS:
        raise _Refusal(f"it holds a {name}; known are {' and '.join(NETWORKS)}")
    if expected is not None and name != expected:
        raise _Refusal(f"it holds a {name}, not a {expected}")
    if set(about["options"]) != set(blank(name, {}).options):
        raise _Refusal(f"its options do not fit a {name}")
    return _made("options", lambda: blank(name, about["options"]))


def _made(what: str, make: Callable[[], Part]) -> Part:
    try:
        return make()
    except (TypeError, ValueError, OverflowError):
        raise _Refusal(f"its {what} cannot be used") from None


def _tensors(file: Any, wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    found = {name for name in file.keys() if not name.startswith(RESUME)}  # noqa: SIM118  # no mapping, but has keys()
    if found != set(wanted):
        odd = ", ".join(sorted(found ^ set(wanted)))
        raise _Refusal(f"tensors are missing or unknown: {odd}")
    for name, like in wanted.items():
        part = file.get_slice(name)
        if tuple(part.get_shape()) != tuple(like.shape) or part.get_dtype() != "F32":
            raise _Refusal(f"{name} is {part.get_dtype()} {part.get_shape()}, not F32 {list(like.shape)}")
    return {name: _finite(name, file.get_tensor(name)) for name in wanted}


def _resume_tensors(file: Any, about: Mapping[str, Any]) -> dict[str, Tensor]:
    names = [name for name in file.keys() if name.startswith(RESUME)]  # noqa: SIM118  # the same
    if names and about["resume"] is None:
        raise _Refusal("tensors are unknown: it does not say where its run stopped")
    for name in names:
        if (kind := file.get_slice(name).get_dtype()) not in RESUME_TYPES:
            raise _Refusal(f"{name} is {kind}, not one of {', '.join(sorted(RESUME_TYPES))}")
    return {name: _finite(name, file.get_tensor(name)) for name in names}


def _resume(about: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Resume | None:
    if about["resume"] is None:
        return None
    kept = {name.removeprefix(RESUME): value for name, value in tensors.items() if name.startswith(RESUME)}
    return Resume(kept, about["resume"])


def _finite(name: str, value: Tensor) -> Tensor:
    if not value.isfinite().all():
        raise _Refusal(f"{name} holds values that are not finite")
    return value


def _digest_of_tensors(tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(f"{name}{list(tensors[name].shape)}".encode())
        digest.update(tensors[name].contiguous().numpy().tobytes())
    return digest.hexdigest()


def _digest_of_json(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
