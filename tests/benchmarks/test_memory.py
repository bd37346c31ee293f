"""What the window holds: with the pages put away, with the page Train in view. Run with --benchmark-only."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

import psutil
import pytest
from processes import FIRST_READING, OUR_WINDOW, environment
from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 5
SETTLED = 5  # seconds after the first reading, in which torch is imported if it ever is
PUT_AWAY = '{"training_shown": false}'


@pytest.mark.parametrize(
    ("settings", "goal", "with_torch"), [(PUT_AWAY, 170, False), ("{}", 750, True)], ids=["put away", "in view"]
)
def test_memory_of_the_idle_window(
    settings: str, goal: int, with_torch: bool, benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    (tmp_path / "mnist-desktop").mkdir()
    (tmp_path / "mnist-desktop" / "settings.json").write_text(settings)
    seen = [_idle(tmp_path) for _ in range(ROUNDS - 1)]
    seen.append(benchmark.pedantic(partial(_idle, tmp_path), rounds=1))
    size = median(megabytes for megabytes, _ in seen)
    benchmark.extra_info.update(megabytes=size)
    print(f"\nidle window: {size:.0f} MB resident, torch imported: {seen[0][1]} (goal {goal})")
    assert {has_torch for _, has_torch in seen} == {with_torch}
    assert size <= goal


def _idle(home: Path) -> tuple[float, bool]:
    """Megabytes of an idle window, and whether it has imported torch."""
    with subprocess.Popen(
        [sys.executable, "-c", OUR_WINDOW.format(tell=FIRST_READING)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("now")
        time.sleep(SETTLED)
        found = psutil.Process(process.pid)
        size = found.memory_info().rss / 1e6
        has_torch = any("libtorch" in each.path for each in found.memory_maps())
        process.kill()
    return size, has_torch
