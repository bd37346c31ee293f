from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from commands import COMMAND, Done
from PIL import Image

from mnist_desktop import paths
from mnist_desktop.cli.gallery import GALLERIES
from mnist_desktop.learning.data import gallery, hands


def test_the_choices_are_the_sheets_there_are() -> None:
    assert tuple(gallery.SHEETS) == GALLERIES


@pytest.mark.parametrize("of", GALLERIES)
def test_a_gallery_is_a_picture_of_dark_ink_the_same_for_the_same_seed(run: Any, of: str, tmp_path: Path) -> None:
    first, again, other = (tmp_path / name for name in ("first.png", "again.png", "other.png"))
    for file, seed in ((first, 0), (again, 0), (other, 1)):
        assert run("gallery", "--of", of, "--seed", str(seed), file) == Done(0, [], [])
    with Image.open(first) as sheet:
        assert sheet.format == "PNG"
        assert sheet.getextrema() == (0, 255)
        assert np.asarray(sheet).mean() > 200
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can make a file")
def test_a_gallery_that_cannot_be_written_is_one_line(run: Any) -> None:
    [line] = run("gallery", "/proc/sheet.png", status=1).errors
    assert line == "mnist-desktop: /proc/sheet.png cannot be written: No such file or directory"


def test_where_the_hands_are_missing_it_is_one_line(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "hands", lambda: tmp_path)
    monkeypatch.setattr(hands, "load", hands.load.__wrapped__)
    [line] = run("gallery", tmp_path / "sheet.png", status=1).errors
    assert line.endswith("strokes.safetensors.xz is missing: install mnist-desktop again to get it back")


def test_a_full_device_is_one_line(run: Any) -> None:
    done = run("gallery", "/dev/full", status=1)
    assert done.errors == ["mnist-desktop: /dev/full cannot be written: No space left on device"]
    assert Path("/dev/full").is_char_device()


def test_a_device_stays_a_device(run: Any) -> None:
    run("gallery", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_gallery_is_written_into_a_fifo(run: Any, tmp_path: Path) -> None:
    fifo, read = tmp_path / "fifo", list[bytes]()
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    run("gallery", fifo)
    reader.join()
    run("gallery", tmp_path / "sheet.png")
    assert read == [(tmp_path / "sheet.png").read_bytes()]
    assert fifo.is_fifo()


def test_a_gallery_goes_where_standard_output_goes(run: Any, tmp_path: Path) -> None:
    run("gallery", tmp_path / "sheet.png")
    piped = subprocess.run([COMMAND, "gallery", "/dev/stdout"], capture_output=True, timeout=120, check=False)
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == (tmp_path / "sheet.png").read_bytes()
