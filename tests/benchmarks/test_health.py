"""What measuring the layers costs a training."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture
from trainings import prepared

from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.health import Gauge
from mnist_desktop.learning.loop import TrainingLoop
from mnist_desktop.learning.networks import begin
from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.plan import Plan, plan_of

TWO: Final = 2  # threads


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(min(TWO, os.cpu_count() or 1))
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_measuring_costs_at_most_a_fiftieth_of_a_recommended_run(
    network: str, benchmark: BenchmarkFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[float] = []
    for name in ("take_gradients", "measured"):
        monkeypatch.setattr(Gauge, name, timed(getattr(Gauge, name), spent))
    whole = mnist.load()
    plan = plan_of("recommended", network)
    plan = replace(plan, config=replace(plan.config, pen_digits=0, non_digits=0, device="cpu"))
    data = Dataset(whole.name, whole.train, whole.test[:100])
    seconds = benchmark.pedantic(seconds_of_training, (plan, data), rounds=1)
    share = sum(spent) / seconds
    benchmark.extra_info.update(share=share)
    print(f"\n{network}: {len(spent) // 2} measurements, {sum(spent) * 1e3:.0f} ms, ", end="")
    print(f"{share:.2%} of {seconds:.1f} s of training (goal 2 %)")
    assert share <= 0.02


def timed(call: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    def measured(*arguments: object) -> object:
        started = time.perf_counter()
        result = call(*arguments)
        spent.append(time.perf_counter() - started)
        return result

    return measured


def seconds_of_training(plan: Plan, data: Dataset) -> float:
    loop = TrainingLoop(begin(plan), prepared(data, plan.config), plan.config)
    return sum(event.seconds for event in loop if isinstance(event, EpochFinished))
