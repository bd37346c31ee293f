"""What the window holds once it can read. Run with --benchmark-only."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import psutil
from processes import FIRST_READING, OUR_WINDOW, environment
from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 5
SETTLED = 3  # seconds after the first reading


def test_memory_of_the_idle_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    sizes = [_megabytes_when_idle(tmp_path) for _ in range(ROUNDS - 1)]
    sizes.append(benchmark.pedantic(_megabytes_when_idle, (tmp_path,), rounds=1))
    benchmark.extra_info.update(megabytes=median(sizes))
    print(f"\nidle window: {median(sizes):.0f} MB resident (goal 450 with torch's CPU build)")
    assert median(sizes) <= 450


def _megabytes_when_idle(home: Path) -> float:
    with subprocess.Popen(
        [sys.executable, "-c", OUR_WINDOW.format(tell=FIRST_READING)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        time.sleep(SETTLED)
        size = psutil.Process(process.pid).memory_info().rss / 1e6
        process.kill()
    return size
