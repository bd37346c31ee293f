"""What the map of digits costs a training, and how often it moves. Run with --benchmark-only."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from processes import environment
from pytest_benchmark.fixture import BenchmarkFixture

AT_WORK = Path(__file__).parent.parent / "window_at_work.py"


def run(home: Path, network: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(AT_WORK), "map", network],
        env=environment(home) | {"OMP_WAIT_POLICY": "PASSIVE"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_the_map_while_a_network_learns(benchmark: BenchmarkFixture, tmp_path: Path, network: str) -> None:
    seen = benchmark.pedantic(partial(run, tmp_path, network), rounds=1)
    benchmark.extra_info.update(seen)
    in_view, out_of_view, frames = (median(seen[name]) for name in ("in_view", "out_of_view", "frames"))
    print(f"\n{network}: {frames:.1f} maps a second (goal 5), each painted in {seen['paint']:.1f} ms (goal 8)")
    print(f"{in_view:,.0f} of {out_of_view:,.0f} images/s: {in_view / out_of_view - 1:+.1%} (goal -5 %)")
    assert frames >= 4
    assert seen["paint"] <= 16
    assert in_view >= 0.8 * out_of_view  # the goal is for a machine that does nothing else
