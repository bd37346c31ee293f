"""What the README has people type."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import SEVEN, start
from PIL import Image, ImageDraw

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where somebody has a picture of a digit."""
    picture = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(picture).line(SEVEN, fill=0, width=20)
    picture.save(tmp_path / "digit.png")
    return tmp_path


def run(lines: str, folder: Path) -> list[str]:
    command = [sys.executable, "-W", "error", "-c", lines]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_there_are_two_pieces_of_python() -> None:
    assert len(BLOCKS) == 2


def test_two_lines_of_python_read_a_picture(folder: Path) -> None:
    assert len([line for line in BLOCKS[0].splitlines() if line]) == 2
    assert run(BLOCKS[0], folder) == ["7"]


def test_an_exported_network_reads_it_without_this_program(folder: Path) -> None:
    [export] = re.findall(r"^mnist-desktop (export .*?) +#", README, re.MULTILINE)
    assert start(*export.split(), cwd=folder).returncode == 0
    assert "mnist_desktop" not in BLOCKS[1]
    answer, recipe = run(BLOCKS[1], folder)
    assert answer == "7 True"
    assert "1 is ink, 0 is paper" in recipe
