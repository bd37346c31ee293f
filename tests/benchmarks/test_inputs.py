"""What large files cost: 50 megapixels, 10,000 digits. Run with --benchmark-only."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PIL import Image, ImageDraw
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop.learning.data import mnist
from mnist_desktop.pictures import picture
from mnist_desktop.reading import in_batches, inputs, predictor
from mnist_desktop.reading.inputs import Input

ROUNDS: Final = 3


def page(mode: str) -> Image.Image:
    """A seven on 50 megapixels."""
    image = Image.new(mode, (8192, 6144), "white")
    ImageDraw.Draw(image).line([(2000, 1500), (5000, 1500), (3000, 4800)], fill="black", width=200)
    if mode == "RGBA":
        image.putpixel((0, 0), (0, 0, 0, 0))
    return image


PAGES: Final[dict[str, tuple[Callable[[], Image.Image], float]]] = {
    "page.jpg": (lambda: page("RGB"), 0.6),
    "page.png": (lambda: page("RGBA"), 3.0),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_50_megapixels_is_decoded(name: str, benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    make, goal = PAGES[name]
    make().save(tmp_path / name)
    benchmark.pedantic(picture.load, (tmp_path / name,), rounds=ROUNDS, warmup_rounds=1)
    _told(f"{name} of 50 megapixels", benchmark, goal)


def test_a_table_of_10_000_digits_is_parsed(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    file = _table(tmp_path)
    benchmark.pedantic(lambda: list(inputs.read(file, io.BytesIO())), rounds=ROUNDS)
    _told("10,000 digits of a table", benchmark, 1.5)


def test_10_000_digits_are_read(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    found = [each for each in inputs.read(_table(tmp_path), io.BytesIO()) if isinstance(each, Input)]
    network = predictor.load()
    benchmark.pedantic(lambda: list(in_batches.read(found, network)), rounds=ROUNDS)
    _told("10,000 digits read", benchmark, 3.0)


def _table(folder: Path) -> str:
    test = mnist.load().test
    rows = np.column_stack([test.labels.numpy(), test.images.numpy().reshape(-1, 784)]).tolist()
    (folder / "train.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    return str(folder / "train.csv")


def _told(what: str, benchmark: BenchmarkFixture, goal: float) -> None:
    assert benchmark.stats is not None
    seconds = benchmark.stats.stats.median
    print(f"\n{what}: median {seconds:.2f} s (goal {goal})")
    assert seconds <= goal
