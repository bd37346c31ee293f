from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from commands import LINE, SEVEN, Done
from PIL import Image, ImageDraw
from tqdm import tqdm

from mnist_desktop import cli
from mnist_desktop.cli import progress
from mnist_desktop.learning.data import datasets, mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.runs.events import Event
from mnist_desktop.runs.history import History

torch.set_num_threads(1)  # the same sums in the same order, and no threads that spin where others work


@pytest.fixture(autouse=True)
def no_further_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # of the processes that are started
    monkeypatch.setattr(tqdm, "monitor_interval", 0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command in this process, torch being here already."""

    def run(*arguments: str | Path, status: int = 0) -> Done:
        try:
            found = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            found = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert found == status, err
        return Done(found, [json.loads(line) for line in out.splitlines()], err.splitlines())

    return run


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """Five steps of a hundred are an epoch."""
    data = mnist.load()
    few = Dataset(data.name, data.train[:500], data.test[:100])
    monkeypatch.setattr(datasets, "_bundled", lambda _: few)
    return few


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have something done in the midst of a training, at the first event of a kind."""

    def meanwhile(kind: type, act: Callable[[], object]) -> None:
        report, waiting = progress.as_json, True

        def reported(events: Iterator[Event], history: History) -> Generator[Event, None, None]:
            nonlocal waiting
            for event in report(events, history):
                if waiting and isinstance(event, kind):
                    waiting = False
                    act()
                yield event

        monkeypatch.setattr(progress, "as_json", reported)

    return meanwhile


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    (tmp_path / "drawings.jsonl").write_text(f"{LINE}\n{LINE}\n")
    return tmp_path / "drawings.jsonl"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(image).line(SEVEN, fill=0, width=20)
    image.save(tmp_path / "seven.png")
    return tmp_path / "seven.png"
