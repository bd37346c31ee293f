"""Data sets beyond the box, fetched by torchvision: QMNIST and EMNIST's digits.

The only module that imports torchvision, and only once somebody asks for one of them: the import takes seconds,
and fails where torch and torchvision do not match, which must not stop anything else.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import torch

from mnist_desktop import paths
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import DataError, Dataset, Digits

TIMEOUT: Final = 30.0  # seconds without a byte


def load(name: str, folder: Path | None = None) -> Dataset:
    """Get a data set by name, from the box, from an earlier fetch in `folder`, or from the network with progress.

    Raises `DataError`. KeyboardInterrupt stops a fetch; the next one starts anew.
    """
    if name == "mnist":
        return mnist.load()
    make = _FETCHED[name]
    sets = _torchvision_datasets()
    root = folder or paths.downloads()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _timeout(TIMEOUT):
            return Dataset(name, make(sets, root, True), make(sets, root, False))
    except (OSError, RuntimeError, ValueError, EOFError) as error:
        reason = str(error).partition("\n")[0]
        raise DataError("dataset_not_fetched", dataset=name, folder=root, reason=reason) from error


def _torchvision_datasets() -> Any:
    try:
        import torchvision.datasets
    except (ImportError, RuntimeError, OSError, AttributeError) as error:  # as many ways as it has of not matching
        reason = str(error).partition("\n")[0]
        raise DataError("torchvision_unfit", reason=reason, torch=torch.__version__) from error
    return torchvision.datasets


def _qmnist(sets: Any, root: Path, is_training: bool) -> Digits:
    found = sets.QMNIST(root, what="train" if is_training else "test", download=True)
    return Digits(found.data, found.targets[:, 0].long())


def _emnist_digits(sets: Any, root: Path, is_training: bool) -> Digits:
    found = sets.EMNIST(root, split="digits", train=is_training, download=True)
    return Digits(found.data.transpose(1, 2).contiguous(), found.targets.long())  # EMNIST's files lie on their side


_FETCHED: Final[Mapping[str, Callable[[Any, Path, bool], Digits]]] = {
    "qmnist": _qmnist,
    "emnist-digits": _emnist_digits,
}
NAMES: Final = ("mnist", *_FETCHED)


@contextmanager
def _timeout(seconds: float) -> Iterator[None]:
    """Torchvision's fetch sets no time-out of its own and would hang for ever on a dead line."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
