"""Downloads data sets of the catalog in a subprocess.

So this process never imports torchvision, whose import takes seconds and fails if it does not match the installed
torch. And a download can be stopped at any time, even if the connection hangs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Final

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.runs.events import Fetching

DOWNLOADER: Final = "mnist_desktop.learning.data.fetch"  # imports torch, and so is not imported here
LOOK_EVERY: Final = 0.1  # seconds between two checks of the progress


def file(name: str, folder: Path) -> Path:
    """Return the path of a downloaded data set."""
    return folder / f"{name}.safetensors"


def fetched(name: str, folder: Path) -> Generator[Fetching, None, None]:
    """Download a data set to its file in `folder`, and yield the progress. Closing the generator stops it.

    Raises `DataError`.
    """
    command = [sys.executable, "-m", DOWNLOADER, name, str(folder)]
    before, of = _bytes_in(folder), DATASETS[name].download
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            while process.poll() is None:
                yield Fetching(min(_bytes_in(folder) - before, of), of)
                time.sleep(LOOK_EVERY)
            said = process.stdout.read() if process.stdout else b""
        finally:
            process.kill()
    if process.returncode != 0:
        raise _error(name, folder, said)


def _error(name: str, folder: Path, said: bytes) -> DataError:
    try:
        found: Mapping[str, Any] = json.loads(said)
        return DataError(found["code"], dataset=name, folder=folder, **found["values"])
    except (ValueError, KeyError, TypeError):
        return DataError("dataset_not_fetched", dataset=name, folder=folder, reason="")


def _bytes_in(folder: Path) -> int:
    sizes = (file.stat().st_size for file in folder.rglob("*") if file.is_file())
    try:
        return sum(sizes)
    except OSError:  # a file was moved meanwhile
        return 0
