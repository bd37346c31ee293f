"""Training beside the tutorial's own loop, in the same process and with the same threads. Run with --benchmark-only.

Goals are printed beside what was seen. Asserted is what the training loop before parts did on every machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import Final

import pytest
import torch
import tutorial
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.loop import TrainingLoop, prepare
from mnist_desktop.learning.networks import Network, begin
from mnist_desktop.runs.events import EpochFinished, Event, RunFinished
from mnist_desktop.runs.plan import Plan, plan_of

ROUNDS: Final = 3
PART: Final = 15_000  # digits, enough for a speed
TWO: Final = 2  # threads
FLOP: Final = {"CNNNet": 2.9e6, "FirstNet": 3.5e6}  # per image, forward and backward


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(min(TWO, os.cpu_count() or 1))
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return mnist.load()


@pytest.mark.parametrize(
    ("network", "batch", "goals", "floor"),
    [
        ("CNNNet", 64, "38 % of the peak", 2.0),
        ("CNNNet", 256, "48 % of the peak", 2.0),
        ("FirstNet", 64, "2.4 times", 2.5),
        ("FirstNet", 256, "3.2 times", 2.5),
    ],
)
def test_images_per_second_beside_the_tutorial_s_loop(
    network: str, batch: int, goals: str, floor: float, data: Dataset, benchmark: BenchmarkFixture
) -> None:
    plan, part = _tutorial_s(network, batch), _part_of(data)
    rounds = [(_speed(plan, part), _speed_of_tutorial(network, part), _peak()) for _ in range(ROUNDS)]
    benchmark.pedantic(_speed, (plan, part), rounds=1)
    ours, theirs, peak = (median(each) for each in zip(*rounds, strict=True))
    benchmark.extra_info.update(ours=ours, theirs=theirs, ratio=ours / theirs, peak=peak)
    print(f"\n{network}, batch {batch}: {ours:,.0f} images/s, {ours / theirs:.2f} times ", end="")
    print(f"the {theirs:,.0f} of the tutorial's loop; {ours * FLOP[network] / peak:.0%} of ", end="")
    print(f"the {peak / 1e9:.0f} GFLOP/s of a matrix product (goal {goals})")
    assert ours / theirs >= floor


@pytest.mark.parametrize("batch", [64, 256])
@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_two_threads_beside_a_busy_process(
    network: str, batch: int, data: Dataset, benchmark: BenchmarkFixture
) -> None:
    plan, part = _tutorial_s(network, batch), _part_of(data)
    with _busy_process():
        rounds = [(_speed(plan, part), _speed(plan, part, threads=1)) for _ in range(ROUNDS)]
        benchmark.pedantic(_speed, (plan, part), rounds=1)
    two, one = (median(each) for each in zip(*rounds, strict=True))
    benchmark.extra_info.update(two=two, one=one)
    print(f"\n{network}, batch {batch}, beside a busy process: {two:,.0f} images/s on two threads, ", end="")
    print(f"{two / one:.2f} of the {one:,.0f} on one (goal 1)")
    assert two / one >= 0.8


def _tutorial_s(network: str, batch: int) -> Plan:
    plan = plan_of("tutorial", network)
    return replace(plan, config=replace(plan.config, batch_size=batch))


def _part_of(data: Dataset) -> Dataset:
    return Dataset(data.name, data.train[:PART], data.test[:100])


@contextmanager
def _busy_process() -> Iterator[None]:
    """Keep one core busy."""
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            yield
        finally:
            busy.kill()


def _speed(plan: Plan, data: Dataset, threads: int = TWO) -> float:
    torch.set_num_threads(min(threads, os.cpu_count() or 1))
    config = replace(plan.config, epochs=1, device="cpu")
    for event in _events(begin(plan), data, config):
        if isinstance(event, EpochFinished):
            return event.images_per_second
    raise AssertionError("no epoch was finished")


def _events(network: Network, data: Dataset, config: TrainingConfig) -> Iterator[Event]:
    yield from TrainingLoop(network, (yield from prepare(data, config)), config)


def _speed_of_tutorial(model: str, data: Dataset) -> float:
    return tutorial.images_per_second(tutorial.network(model), data.train)


def _peak() -> float:
    """Floating point operations a second of a large matrix product."""
    side = 2048
    one, other = torch.rand(2, side, side).unbind()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        one @ other
        times.append(time.perf_counter() - started)
    return 2.0 * side**3 / min(times)


@pytest.mark.parametrize(("name", "accuracy", "goal"), [("CNNNet", 0.99, 0.5), ("FirstNet", 0.985, 0.6)])
def test_from_nothing_to_a_good_reader_beside_one_epoch_of_the_tutorial(
    name: str, accuracy: float, goal: float, data: Dataset, benchmark: BenchmarkFixture
) -> None:
    plan = plan_of("recommended", name)
    epoch = len(data.train) / _speed_of_tutorial(name, data)
    runs = [_seconds_to_train(replace(plan, config=replace(plan.config, seed=seed)), data) for seed in range(ROUNDS)]
    benchmark.pedantic(_seconds_to_train, (plan, data), rounds=1)
    seconds, reached = median(time for time, _ in runs), [score for _, score in runs]
    benchmark.extra_info.update(seconds=seconds, tutorial_epoch=epoch, reached=reached)
    scores = ", ".join(f"{score:.2%}" for score in reached)
    print(f"\n{name}: {scores} of the test set after {seconds:.1f} s of training, ", end="")
    print(f"{seconds / epoch:.2f} of the tutorial's {epoch:.1f} s an epoch (goal {accuracy:.1%} in {goal})")
    assert median(reached) >= accuracy
    assert seconds <= 1.2 * epoch


def _seconds_to_train(plan: Plan, data: Dataset) -> tuple[float, float]:
    """Seconds of training, without scoring, and the accuracy on the test set at its end."""
    network, seconds = begin(plan), 0.0
    for event in _events(network, data, replace(plan.config, device="cpu")):
        if isinstance(event, EpochFinished):
            seconds += event.seconds
        elif isinstance(event, RunFinished):
            assert event.scores == (evaluate(network, data.test, "MNIST test"),)
            return seconds, event.scores[0].accuracy
    raise AssertionError("the run did not finish")
