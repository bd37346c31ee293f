"""From process start to the first paint, the first reading and the end of `predict`. Run with --benchmark-only."""

from __future__ import annotations

from pathlib import Path

from commands import COMMAND, SEVEN
from PIL import Image, ImageDraw
from processes import (
    EMPTY_WINDOW,
    FIRST_PAINT,
    FIRST_READING,
    IMPORT_TORCH,
    OUR_WINDOW,
    median_ratio,
    peak_megabytes,
    seconds_until_now,
)
from pytest_benchmark.fixture import BenchmarkFixture


def test_first_paint_beside_an_empty_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    window = OUR_WINDOW.format(tell=FIRST_PAINT)
    ours, empty, ratio = median_ratio(window, EMPTY_WINDOW, tmp_path)
    benchmark.extra_info.update(first_paint=ours, empty_window=empty, ratio=ratio)
    _, line = benchmark.pedantic(seconds_until_now, (window, tmp_path), rounds=1)
    print(f"\nfirst paint {ours:.3f} s, empty window {empty:.3f} s: {ratio:.2f} times (goal 2.5)")
    assert line == "now False\n", "torch was imported before the first paint"
    assert ratio <= 2.5


def test_first_reading_beside_importing_torch(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    window = OUR_WINDOW.format(tell=FIRST_READING)
    ours, torch, ratio = median_ratio(window, IMPORT_TORCH, tmp_path)
    benchmark.extra_info.update(first_reading=ours, import_torch=torch, ratio=ratio)
    _, line = benchmark.pedantic(seconds_until_now, (window, tmp_path), rounds=1)
    print(f"\nfirst reading {ours:.3f} s, import torch {torch:.3f} s: {ratio:.2f} times (goal 0.5)")
    assert line == "now False\n", "torch was imported before the first reading"
    assert ratio <= 0.5


# The line that `predict` prints comes at its end; it is told on standard error, and "now" follows it.
PREDICT = """
import sys
from contextlib import redirect_stdout
from mnist_desktop.cli import main
with redirect_stdout(sys.stderr):
    assert main(["predict", "{picture}"]) == 0
print("now", flush=True)
"""


def test_predict_beside_importing_torch(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    picture = tmp_path / "one.png"
    image = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(image).line(SEVEN, fill=0, width=20)
    image.save(picture)
    predict = PREDICT.format(picture=picture)
    ours, torch, ratio = median_ratio(predict, IMPORT_TORCH, tmp_path)
    peak = benchmark.pedantic(peak_megabytes, ([COMMAND, "predict", picture],), rounds=1)
    benchmark.extra_info.update(predict=ours, import_torch=torch, ratio=ratio, megabytes=peak)
    print(f"\npredict {ours:.3f} s, import torch {torch:.3f} s: {ratio:.2f} times (goal 0.25)")
    print(f"predict: {peak:.0f} MB (goal 110)")
    assert ratio <= 0.25
    assert peak <= 110
