"""The weights of a run at some of its moments: a small file each, in a folder beside the run's file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from mnist_desktop.reading import snapshots
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.moments import KeptMoments, superfluous
from mnist_desktop.system import files

SUFFIX: Final = ".safetensors"


class Moments:
    """Stores snapshots by their step. Any thread may call it. A file is named after its step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of an earlier one of its step, and drop what there is no more room for.

        Raises OSError, or `ProblemError` for weights that cannot be kept.
        """
        content = snapshots.to_bytes(snapshot)
        self._folder.mkdir(parents=True, exist_ok=True)
        files.write_soon(self._file(snapshot.moment.step), content)
        for step in superfluous(self._steps(), snapshots.room(snapshot.network).moments):
            self._file(step).unlink(missing_ok=True)

    def load(self, step: int) -> Snapshot:
        """Load the snapshot of a step. Raises `CheckpointError` if it is missing or damaged."""
        return snapshots.load(self._file(step))

    def kept(self, network: str, last: int) -> KeptMoments:
        """Return all moments up to the step `last` whose files are whole. Meanwhile others may be removed."""
        sizes = {step: self._size(step) for step in self._steps() if step <= last}
        whole = {step: size for step, size in sizes.items() if size}
        return KeptMoments(tuple(whole), sum(whole.values()), snapshots.room(network).coding.limit)

    def drop_after(self, last: int) -> None:
        """Remove all moments after the step `last`. Raises OSError."""
        for step in self._steps():
            if step > last:
                self._file(step).unlink(missing_ok=True)

    def clean(self) -> None:
        """Remove the half-written files that a killed process left."""
        files.remove_unfinished(self._folder)

    def remove(self) -> None:
        """Remove all of them, as far as possible; `Library.clean` tries again at the next start."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _steps(self) -> list[int]:
        return sorted(self._found())

    def _found(self) -> Iterator[int]:
        for file in files.matching(self._folder, f"*{SUFFIX}"):
            if file.stem.isdecimal() and file == self._file(int(file.stem)):
                yield int(file.stem)

    def _file(self, step: int) -> Path:
        return self._folder / f"{step:09d}{SUFFIX}"

    def _size(self, step: int) -> int:
        """Return the bytes of a file, 0 if it is damaged or gone."""
        with suppress(CheckpointError, FileNotFoundError):
            snapshots.check(self._file(step))
            return self._file(step).stat().st_size
        return 0
