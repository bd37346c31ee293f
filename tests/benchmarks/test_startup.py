"""From process start to the first paint, and to the first reading. Run with --benchmark-only."""

from __future__ import annotations

from pathlib import Path

from processes import (
    EMPTY_WINDOW,
    FIRST_PAINT,
    FIRST_READING,
    IMPORT_TORCH,
    OUR_WINDOW,
    median_ratio,
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
    benchmark.pedantic(seconds_until_now, (window, tmp_path), rounds=1)
    print(f"\nfirst reading {ours:.3f} s, import torch {torch:.3f} s: {ratio:.2f} times (goal 1.5)")
    assert ratio <= 1.5
