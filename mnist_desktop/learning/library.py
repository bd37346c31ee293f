"""The user's own runs: one checkpoint file each, in one folder."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.checkpoint import Checkpoint, CheckpointError
from mnist_desktop.learning.networks import name_of
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, TrainingConfig
from mnist_desktop.system.files import write_atomically

SUFFIX: Final = ".safetensors"
_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")


class Library:
    """Keeps runs by id. Ids of files sort by the time of their making."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def runs(self) -> list[KeptRun]:
        """All runs that can be read, the newest first; others are left alone."""
        return list(self._readable())

    def load(self, run: str) -> Checkpoint:
        """Raises `CheckpointError` for a run that is not there or damaged."""
        return checkpoint.load(self.file(run))

    def save(self, run: str, content: Checkpoint) -> None:
        """Write a run, or write it anew; on failure raises OSError and leaves what was there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        checkpoint.save(content, self.file(run))

    def rename(self, run: str, name: str) -> None:
        """Raises `CheckpointError` or OSError."""
        content = self.load(run)
        self.save(run, replace(content, history={**content.history, "name": name}))

    def delete(self, run: str) -> None:
        """Remove a run; one that is not there is no error. Raises OSError."""
        self.file(run).unlink(missing_ok=True)

    def export(self, run: str, to: Path) -> None:
        """Copy a run's file; raises OSError."""
        write_atomically(to, self.file(run).read_bytes())

    def adopt(self, path: Path) -> KeptRun:
        """Copy a checkpoint from elsewhere into the library; raises `CheckpointError` or OSError."""
        content = checkpoint.load(path)
        history = _history_of(content, path.stem)
        content = replace(content, history=history.to_json())
        run = new_id()
        self.save(run, content)
        return KeptRun(run, history, content.resume is not None)

    def new_name(self, model: str) -> str:
        """The network's name and the first number that no run of it has had."""
        used = [re.fullmatch(rf"{model} (\d+)", each.history.name) for each in self._readable()]
        return f"{model} {1 + max((int(found[1]) for found in used if found), default=0)}"

    def _readable(self) -> Iterator[KeptRun]:
        for file in sorted(self._folder.glob(f"*{SUFFIX}"), reverse=True):
            try:
                about = checkpoint.load_about(file)
                history = History.from_json(about["history"])
            except ValueError:
                continue
            if _ID.fullmatch(file.stem):
                yield KeptRun(file.stem, history, about["resume"] is not None)

    def file(self, run: str) -> Path:
        """Where a run is kept; raises `CheckpointError` for what is no id."""
        if not _ID.fullmatch(run):
            raise CheckpointError(f'"{run}" is the name of no run')
        return self._folder / f"{run}{SUFFIX}"


def new_id() -> str:
    """Unlike any other, later ones behind earlier ones: the time in seconds and four random digits."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(2)}"


def _history_of(content: Checkpoint, name: str) -> History:
    """What the file says of its run; of weights that say nothing, as much as can be seen."""
    try:
        return History.from_json(content.history)
    except ValueError:
        plan = Plan(name_of(content.network), TrainingConfig(), content.network.options)
        accuracy = content.history.get("test_accuracy")
        accuracy = accuracy if isinstance(accuracy, float) else None
        return History(name, plan, dataset="", state=RunState.FINISHED, test_accuracy=accuracy)
