"""Scoring all test digits, and what a network stands. Run with --benchmark-only."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from readings import evaluated_at_once

from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.reading import predictor
from mnist_desktop.reading.evaluation import Evaluation, as_ink
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.nudges import shift_map
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.stress import Kind, curves, sample

ROUNDS: Final = 5
OF_A_SCORE: Final = ("score", "trust", "interval", "by_digit", "confidence")


@pytest.fixture(scope="module")
def digits() -> Digits:
    return mnist.load().test


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def scored(reader: Predictor, digits: Digits) -> Evaluation:
    found = evaluated_at_once(reader, digits)
    for each in OF_A_SCORE:
        getattr(found, each)
    found.mistakes()
    return found


@pytest.mark.parametrize("network", NETWORKS)
def test_scoring_10_000_digits_takes_a_second_at_most(
    benchmark: BenchmarkFixture, digits: Digits, network: str
) -> None:
    work = partial(scored, predictor.load(network), digits)
    median = np.median([seconds(work) for _ in range(ROUNDS)])
    tracemalloc.start()
    found = work()
    left, most = (each / 2**20 for each in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    benchmark.pedantic(work, rounds=1)
    print(f"\n{network}, {len(found.labels):,} digits: {median:.2f} s (goal 1), {most:.1f} MiB, {left:.1f} MiB stay")
    assert median <= 1


@pytest.mark.parametrize("network", NETWORKS)
def test_all_kinds_of_stress_on_2_000_digits_take_a_few_seconds(
    benchmark: BenchmarkFixture, digits: Digits, network: str
) -> None:
    reader, some = predictor.load(network), digits[sample(len(digits))]
    images, labels = some.images.numpy(), some.labels.numpy()
    each = {kind: seconds(partial(list, curves(reader, images, labels, kind))) for kind in Kind}
    benchmark.pedantic(list, (curves(reader, images, labels, Kind.BLUR),), rounds=1)
    print(f"\n{network}: " + ", ".join(f"{kind.name.lower()} {took:.2f} s" for kind, took in each.items()))
    assert sum(each.values()) <= 6


@pytest.mark.parametrize("network", NETWORKS)
def test_a_map_of_169_readings(benchmark: BenchmarkFixture, digits: Digits, network: str) -> None:
    benchmark(shift_map, predictor.load(network), as_ink(digits.images[:1].numpy())[0])
