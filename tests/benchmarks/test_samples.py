"""What 10,000 samples cost. Run with --benchmark-only."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.data import hands
from mnist_desktop.reading import predictor
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.samples.suspicions import suspicious

COUNT: Final = 10_000
ROUNDS: Final = 3


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """Digits by real people."""
    everything = hands.load()
    some = everything[everything.are_digits][np.arange(COUNT)]
    strokes = [Stroke(points) for points in np.split(some.points, np.cumsum(some.strokes)[:-1])]
    ends = np.cumsum(some.drawings)
    drawings = (Drawing(tuple(strokes[end - count : end])) for end, count in zip(ends, some.drawings, strict=True))
    return [Sample.new(label, drawing) for label, drawing in zip(some.labels.tolist(), drawings, strict=True)]


@pytest.fixture
def store(tmp_path: Path, samples: list[Sample]) -> SampleStore:
    store = SampleStore(tmp_path / "mine.jsonl")
    store.add(samples)
    return store


def test_all_are_read_at_the_start(benchmark: BenchmarkFixture, store: SampleStore) -> None:
    benchmark.pedantic(lambda: SampleStore(store.file).read(), rounds=ROUNDS)
    _told("10,000 samples read", benchmark, 1.5)


def test_one_more_is_added(benchmark: BenchmarkFixture, store: SampleStore, samples: list[Sample]) -> None:
    benchmark.pedantic(lambda: store.add([Sample.new(1, samples[0].content)]), rounds=ROUNDS * 10)
    _told("one more added", benchmark, 0.02)


def test_they_are_read_again_after_one_more(
    benchmark: BenchmarkFixture, store: SampleStore, samples: list[Sample]
) -> None:
    store.read()
    benchmark.pedantic(
        store.read, setup=lambda: store.add([Sample.new(1, samples[0].content)]), rounds=ROUNDS, warmup_rounds=1
    )
    _told("10,000 samples read again after one more", benchmark, 0.1)


def test_one_gets_another_label(benchmark: BenchmarkFixture, store: SampleStore, samples: list[Sample]) -> None:
    store.read()
    benchmark.pedantic(lambda: store.put([samples[0].labelled(1)]), rounds=ROUNDS)
    _told("one of 10,000 samples changed", benchmark, 0.2)


def test_the_suspicious_ones_are_found(benchmark: BenchmarkFixture, samples: list[Sample]) -> None:
    network = predictor.load()
    for each in samples:
        assert each.image.any()
    benchmark.pedantic(lambda: suspicious(samples, network), rounds=1)
    _told("10,000 samples compared", benchmark, 6.0)


def _told(what: str, benchmark: BenchmarkFixture, goal: float) -> None:
    assert benchmark.stats is not None
    seconds = benchmark.stats.stats.median
    print(f"\n{what}: median {seconds:.3f} s (goal {goal})")
    assert seconds <= goal
