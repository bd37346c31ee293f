from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from commands import LINE, SEVEN, Done, Run
from PIL import Image, ImageDraw
from tqdm import tqdm

from mnist_desktop import cli

torch.set_num_threads(1)  # the same sums in the same order, and no threads that spin where others work


@pytest.fixture(autouse=True)
def no_further_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # of the processes that are started
    monkeypatch.setattr(tqdm, "monitor_interval", 0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
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
def drawings(tmp_path: Path) -> Path:
    (tmp_path / "drawings.jsonl").write_text(f"{LINE}\n{LINE}\n")
    return tmp_path / "drawings.jsonl"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(image).line(SEVEN, fill=0, width=20)
    image.save(tmp_path / "seven.png")
    return tmp_path / "seven.png"
