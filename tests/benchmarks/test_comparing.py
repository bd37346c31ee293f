"""What comparing and nudging cost the reading thread."""

from __future__ import annotations

import numpy as np
from hands import DIGITS
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading import numbers, predictor
from mnist_desktop.reading.nudged import NudgedReader
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.reading.values import Reading

DIGIT = Drawing(tuple(Stroke(np.array(stroke) * 400 + 50) for stroke in DIGITS[4]))
NETWORKS = ("CNNNet", "FirstNet")


def test_maps_of_both_networks(benchmark: BenchmarkFixture) -> None:
    image, predictors = digit_image(DIGIT), [predictor.load(name) for name in NETWORKS]
    assert image is not None
    benchmark(lambda: NudgedReader().read(image, Nudge(degrees=5), predictors))
    assert benchmark.stats.stats.median <= 0.05  # type: ignore[union-attr]  # there are stats after a run


def test_the_other_network_s_reading(benchmark: BenchmarkFixture) -> None:
    from mnist_desktop.drawing.numbers import layouts

    own, other = (predictor.load(name) for name in NETWORKS)
    reading: Reading = numbers.read(layouts(DIGIT), own)
    benchmark(lambda: numbers.read_again(reading, other))
    assert benchmark.stats.stats.median <= 0.002  # type: ignore[union-attr]  # the same
