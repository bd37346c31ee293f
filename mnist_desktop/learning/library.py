"""The user's runs: one checkpoint file each, in a folder that several windows may share. It imports no torch."""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mnist_desktop.learning.moments import Moments
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan
from mnist_desktop.system import files, locks
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.locks import Lock

SUFFIX: Final = ".safetensors"
BACKUP_SUFFIX: Final = ".before"  # suffix of the copy that is made of a run's file before the run is resumed
MOMENTS_SUFFIX: Final = ".moments"  # suffix of the folder of a run's moments
LOCKS: Final = "locks"  # a folder next to that of the runs
_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")


class RunInUseError(ProblemError):
    """Another window trains this run, or waits for the user to keep or discard it."""


@dataclass
class _Taken:
    lock: Lock
    times: int = 0  # how often the run was taken and not yet given back


class Library:
    """Stores runs by id. Any thread may call it. Ids sort by time of creation.

    A run must be taken before it is written, and is given back when it is kept or discarded. No other window can write
    it in between.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: dict[str, _Taken] = {}
        self._writing = threading.RLock()

    def runs(self) -> list[KeptRun]:
        """Return all readable runs, the newest first. Other files are ignored."""
        return list(self._readable())

    def load(self, run: str) -> Checkpoint:
        """Load a run. Raises `CheckpointError` if it is missing or damaged."""
        return checkpoint.load(self.file(run))

    def take(self, run: str) -> None:
        """Reserve a run for this window and copy its current file. Raises `RunInUseError` or OSError.

        A run may be taken again before it is given back, because another thread keeps or discards it.
        """
        with self._writing:
            taken = self._taken.get(run) or _Taken(self._lock(run))
            try:
                if self.file(run).is_file():
                    _link(self.file(run), self._before(run))
            except OSError:
                if not taken.times:
                    taken.lock.release()
                raise
            taken.times += 1
            self._taken[run] = taken

    def save(self, run: str, content: Checkpoint) -> None:
        """Write a run that was taken. On failure raises OSError and leaves the old file unchanged."""
        with self._writing:
            self._folder.mkdir(parents=True, exist_ok=True)
            checkpoint.save(content, self.file(run))

    def record(self, run: str, snapshot: Snapshot) -> None:
        """Keep the weights at a moment of a run that was taken. Where that fails the moment is missing."""
        if run in self._taken:
            self.moments(run).add(snapshot)

    def moments(self, run: str) -> Moments:
        """Return what keeps a run's weights at some of its moments. Raises `CheckpointError` for an invalid id."""
        return Moments(self.file(run).with_suffix(MOMENTS_SUFFIX))

    def keep(self, run: str) -> None:
        """Keep the run's current file, and give the run back. Nothing is left of a run that was never saved."""
        with self._writing:
            if self._is_last_decision(run):
                if self._before(run).is_file():
                    self._before(run).unlink()
                if not self.file(run).is_file():
                    self.moments(run).remove()
                self._give_back(run)

    def discard(self, run: str) -> None:
        """Restore the run from before it was taken, or remove a new run, and give the run back.

        A run that this window has not taken stays unchanged.
        """
        with self._writing:
            if self._is_last_decision(run):
                if self._before(run).is_file():
                    self._before(run).replace(self.file(run))
                    self._before(run).unlink(missing_ok=True)  # renaming one hard link to another does nothing
                    self._drop_moments_after(run)
                else:
                    self._remove(run)
                self._give_back(run)

    def keep_all(self) -> None:
        """Keep all runs that this window has taken, when the window closes."""
        for run, taken in list(self._taken.items()):
            taken.times = 1
            with suppress(OSError):  # `clean` removes at the next start what is left
                self.keep(run)

    def is_in_use(self, run: str) -> bool:
        """Whether another window trains this run, or waits for the person to keep or discard it."""
        try:
            with self._reserved(run):
                return False
        except RunInUseError:
            return True

    def rename(self, run: str, name: str) -> None:
        """Rename a run. Raises `CheckpointError`, `RunInUseError` or OSError."""
        with self._reserved(run):
            content = self.load(run)
            history = content.history or _history_of(content, name)
            history.name = name
            self.save(run, replace(content, history=history))

    def delete(self, run: str) -> None:
        """Remove a run. A missing run is no error. Raises `RunInUseError` or OSError."""
        with self._reserved(run):
            self._remove(run)

    def export(self, run: str, to: Path) -> None:
        """Write a run's network to `to` in the format of its suffix. Without one of `_EXPORTS`, copy the run's file.

        Raises `CheckpointError` or OSError if the run cannot be read, `ProblemError` if `to` cannot be written.
        """
        content = _EXPORTS.get(to.suffix.lower(), Path.read_bytes)(self.file(run))
        files.write_output(to, content)

    def adopt(self, path: Path) -> KeptRun:
        """Copy a checkpoint into the library as a new run. Raises `CheckpointError` or OSError."""
        content = checkpoint.load(path)
        history = content.history or _history_of(content, path.stem)
        history.name = history.name or path.stem
        return self.add(content, history)

    def add(self, content: Checkpoint, history: History) -> KeptRun:
        """Store weights with this history as a new run. Raises OSError."""
        run = self.new_id()
        with self._reserved(run):
            self.save(run, replace(content, history=history))
        return KeptRun(run, history, content.resume is not None)

    def clean(self) -> None:
        """Remove what a killed process left: half-written files, old copies, and moments of runs that are not there."""
        files.remove_unfinished(self._folder)
        self._clean(BACKUP_SUFFIX, lambda run: self._before(run).unlink())
        self._clean(MOMENTS_SUFFIX, self._clean_moments)

    @staticmethod
    def new_id() -> str:
        """Return a unique id that sorts by time: the UTC time in seconds and four random hex digits."""
        return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(2)}"

    def new_name(self, network: str) -> str:
        """Return the network's name and a number higher than that of its other runs."""
        used = [re.fullmatch(rf"{network} (\d+)", each.history.name) for each in self._readable()]
        return f"{network} {1 + max((int(found[1]) for found in used if found), default=0)}"

    def file(self, run: str) -> Path:
        """Return the path of a run's file. Raises `CheckpointError` for an invalid id."""
        if not _ID.fullmatch(run):
            raise CheckpointError("run_unknown", run=run)
        return self._folder / f"{run}{SUFFIX}"

    def _before(self, run: str) -> Path:
        return self.file(run).with_suffix(BACKUP_SUFFIX)

    def _clean(self, suffix: str, clean: Callable[[str], object]) -> None:
        """Clean up all that has this suffix and is of a run which no window has taken."""
        with self._writing:
            for left in self._folder.glob(f"*{suffix}"):
                if _ID.fullmatch(left.stem) and left.stem not in self._taken:
                    with suppress(OSError, RunInUseError), self._reserved(left.stem):
                        clean(left.stem)

    def _clean_moments(self, run: str) -> None:
        if self.file(run).is_file():
            self.moments(run).clean()
        else:
            self.moments(run).remove()

    def _remove(self, run: str) -> None:
        self.file(run).unlink(missing_ok=True)
        self.moments(run).remove()

    def _drop_moments_after(self, run: str) -> None:
        with suppress(CheckpointError):  # what cannot be read has no steps to compare with
            if history := checkpoint.load_about(self.file(run)).history:
                self.moments(run).drop_after(history.losses.length)

    def _readable(self) -> Iterator[KeptRun]:
        for file in sorted(self._folder.glob(f"*{SUFFIX}"), reverse=True):
            try:
                about = checkpoint.load_about(file)
            except CheckpointError:
                continue
            if _ID.fullmatch(file.stem) and about.history is not None:
                yield KeptRun(file.stem, about.history, about.resume is not None)

    @contextmanager
    def _reserved(self, run: str) -> Iterator[None]:
        """Lock a run during one change, unless this window has already taken it."""
        with self._writing:
            lock = None if run in self._taken else self._lock(run)
            try:
                yield
            finally:
                if lock:
                    lock.release()

    def _lock(self, run: str) -> Lock:
        self.file(run)
        lock = locks.try_lock(self._folder.with_name(LOCKS) / f"{run}.lock")
        if lock is None:
            raise RunInUseError("run_in_use", run=run)
        return lock

    def _is_last_decision(self, run: str) -> bool:
        """Count a keep or discard. Return False if the run was taken again since, or never."""
        if (taken := self._taken.get(run)) is None:
            return False
        taken.times -= 1
        return taken.times <= 0

    def _give_back(self, run: str) -> None:
        self._taken.pop(run).lock.release()


def _as_onnx(file: Path) -> bytes:
    from mnist_desktop.reading import onnx_export  # it imports onnx, which nothing else needs

    return onnx_export.to_onnx(checkpoint.load(file))


_EXPORTS: Final[Mapping[str, Callable[[Path], bytes]]] = {".onnx": _as_onnx}  # what to write, by suffix


def _link(file: Path, to: Path) -> None:
    """Hard-link a file to `to`. Writing replaces the first name, so the link keeps the old content."""
    to.unlink(missing_ok=True)
    try:
        os.link(file, to)
    except OSError:  # the file system has no hard links
        files.write_atomically(to, file.read_bytes())


def _history_of(content: Checkpoint, name: str) -> History:
    """Make a history for weights that have none."""
    return History(name, Plan(content.network, options=content.options), state=RunState.FINISHED)
