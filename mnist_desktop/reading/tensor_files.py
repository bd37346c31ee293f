"""Files of tensors with a metadata entry in JSON, as safetensors has them: what all kinds of them are checked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.catalog.options import check_all
from mnist_desktop.system.errors import Problem, ProblemError

Array = npt.NDArray[Any]

MAX_BYTES: Final = 256 * 2**20  # far more than any network of the catalog needs
DIGEST: Final = "about_sha256"  # in the metadata entry; it covers all the other values


class CheckpointError(ProblemError):
    """A file of weights was refused. The problem holds the file and the reason."""


def to_bytes(entry: str, about: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Return the content of a file with these arrays, and this JSON value in the metadata entry of that name."""
    signed = {**about, DIGEST: _digest_of_json(about)}
    contiguous = {name: np.asarray(value, order="C") for name, value in arrays.items()}
    return save(contiguous, {entry: json.dumps(signed)})


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a file to look into it. What goes wrong meanwhile is raised as a `CheckpointError` that names the file."""
    try:
        with _opened(path) as file:
            yield file
    except ProblemError as refusal:
        raise CheckpointError("checkpoint_refused", file=path, reason=refusal.problem) from None
    except (OSError, SafetensorError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or Problem("checkpoint_damaged")
        raise CheckpointError("checkpoint_refused", file=path, reason=reason) from error


def about(file: Any, entry: str, versions: Collection[int]) -> dict[str, Any]:
    """Return the JSON value of an open file's metadata entry.

    Checks its version, which must be one of `versions`, and its digest. Raises `ProblemError`.
    """
    try:
        found = json.loads((file.metadata() or {})[entry])
        version = found["version"]
    except (KeyError, TypeError, ValueError):
        raise ProblemError("checkpoint_foreign") from None
    if version not in versions:
        raise ProblemError("checkpoint_newer", version=version, known=max(versions))
    if found.pop(DIGEST, None) != _digest_of_json(found):
        raise ProblemError("checksum_wrong")
    return dict(found)


def check_network(name: str, options: Mapping[str, Any]) -> None:
    """Raise `ProblemError` unless the catalog has this network with these options."""
    if name not in catalog.NETWORKS:
        raise ProblemError("network_unknown", network=name, known=", ".join(catalog.NETWORKS))
    check_all(catalog.NETWORKS[name].options, options)


def check_names(names: Collection[str], wanted: Collection[str]) -> None:
    """Raise `ProblemError` if names of tensors are missing, or if others are there."""
    if set(names) != set(wanted):
        odd = ", ".join(sorted(set(names) ^ set(wanted)))
        raise ProblemError("tensors_unknown", names=odd)


def tensor(file: Any, name: str, kind: str, shape: tuple[int, ...]) -> Array:
    """Read a tensor of an open file, of a type such as `F32`. Checks before that it fits. Raises `ProblemError`."""
    part = file.get_slice(name)
    if tuple(part.get_shape()) != shape or part.get_dtype() != kind:
        found_type = f"{part.get_dtype()} {part.get_shape()}"
        raise ProblemError("tensor_unfit", name=name, found=found_type, wanted=f"{kind} {list(shape)}")
    return finite(name, file.get_tensor(name))


def finite(name: str, value: Array) -> Array:
    """Return the value. Raises `ProblemError` if a number of it is infinite or NaN."""
    if not np.isfinite(value).all():
        raise ProblemError("tensor_not_finite", name=name)
    return value


def digest_of_arrays(arrays: Mapping[str, Array]) -> str:
    """Return the SHA-256 of arrays with their names and shapes."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name}{list(arrays[name].shape)}".encode())
        digest.update(arrays[name].tobytes())
    return digest.hexdigest()


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise ProblemError("not_a_file" if path.exists() else "no_such_file")
    if path.stat().st_size > MAX_BYTES:
        raise ProblemError("checkpoint_too_large")
    return safe_open(path, framework="numpy")


def _digest_of_json(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
