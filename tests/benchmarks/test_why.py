"""How long an explanation of a reading takes, and ten perfect digits. Run with --benchmark-only."""

from __future__ import annotations

import pytest
from explained import NETWORKS, drawn, load
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop.reading.explanation import explain
from mnist_desktop.reading.integrated_gradients import integrated_gradients
from mnist_desktop.reading.occlusion import occlusion
from mnist_desktop.reading.perfect_digits import perfect_digits
from mnist_desktop.reading.question import Question
from mnist_desktop.reading.smallest_change import smallest_change

QUESTION = Question(7, 1)


def milliseconds(benchmark: BenchmarkFixture) -> float:
    assert benchmark.stats is not None
    return 1e3 * float(benchmark.stats.stats.median)


@pytest.mark.parametrize("network", NETWORKS)
def test_an_explanation(benchmark: BenchmarkFixture, network: str) -> None:
    benchmark(explain, load(network), drawn(7))
    assert milliseconds(benchmark) < 150


@pytest.mark.parametrize("network", NETWORKS)
def test_occlusion(benchmark: BenchmarkFixture, network: str) -> None:
    benchmark(occlusion, load(network), drawn(7), QUESTION)
    assert milliseconds(benchmark) < 40


@pytest.mark.parametrize("network", NETWORKS)
def test_integrated_gradients(benchmark: BenchmarkFixture, network: str) -> None:
    benchmark(integrated_gradients, load(network), drawn(7), QUESTION)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_smallest_change(benchmark: BenchmarkFixture, network: str) -> None:
    benchmark(smallest_change, load(network), drawn(7), 2)


@pytest.mark.parametrize("network", NETWORKS)
def test_ten_perfect_digits(benchmark: BenchmarkFixture, network: str) -> None:
    predictor = load(network)
    benchmark.pedantic(lambda: list(perfect_digits(predictor)), rounds=5)
    assert milliseconds(benchmark) < 1000
