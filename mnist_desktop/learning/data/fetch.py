"""Downloads a data set with torchvision into one file.

Run it as `python -m mnist_desktop.learning.data.fetch NAME FOLDER`. No other module imports torchvision. It prints an
error as one JSON object: a code and its values.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import save
from torch import Tensor

from mnist_desktop.learning.data import downloads
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.files import write_atomically

TIMEOUT: Final = 30.0  # seconds without data; torchvision sets no timeout and would wait forever on a dead connection


def main(name: str, folder: Path) -> int:
    try:
        _fetch(name, folder)
    except ProblemError as error:
        print(json.dumps({"code": error.problem.code, "values": dict(error.problem.values)}))
        return 1
    return 0


def _fetch(name: str, folder: Path) -> None:
    """Download images and labels of both parts and write them. Existing downloads are reused."""
    sets = _torchvision_datasets()
    socket.setdefaulttimeout(TIMEOUT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        parts = {part: FETCHED[name](sets, folder, part == "train") for part in ("train", "test")}
        tensors = {f"{part}.images": images.contiguous() for part, (images, _) in parts.items()}
        tensors |= {f"{part}.labels": labels.contiguous() for part, (_, labels) in parts.items()}
        write_atomically(downloads.file(name, folder), save(tensors))
    except (OSError, RuntimeError, ValueError, EOFError) as error:
        raise ProblemError("dataset_not_fetched", reason=str(error).partition("\n")[0]) from error


def _torchvision_datasets() -> Any:
    try:
        import torchvision.datasets
    except (ImportError, RuntimeError, OSError, AttributeError) as error:  # how a mismatch with torch shows
        reason = str(error).partition("\n")[0]
        raise ProblemError("torchvision_unfit", reason=reason, torch=torch.__version__) from error
    return torchvision.datasets


def _qmnist(sets: Any, folder: Path, is_training: bool) -> tuple[Tensor, Tensor]:
    found = sets.QMNIST(folder, what="train" if is_training else "test", download=True)
    return found.data, found.targets[:, 0].long()


def _emnist_digits(sets: Any, folder: Path, is_training: bool) -> tuple[Tensor, Tensor]:
    found = sets.EMNIST(folder, split="digits", train=is_training, download=True)
    return found.data.transpose(1, 2), found.targets.long()  # EMNIST's files store the images transposed


# Maps a data set's name to a function of either part: images, (n, 28, 28) uint8, and labels, (n,) int64.
FETCHED: Final[Mapping[str, Callable[[Any, Path, bool], tuple[Tensor, Tensor]]]] = {
    "qmnist": _qmnist,
    "emnist-digits": _emnist_digits,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
