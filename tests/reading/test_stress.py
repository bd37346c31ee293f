from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from readings import evaluated_at_once

from mnist_desktop.drawing.render import ink, trace
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.reading import predictor
from mnist_desktop.reading.distortions import shifted, thickened
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.stress import PART, SAMPLE, STRESSES, Kind, Unit, curves, place_of, sample

SLANT = ink(trace(np.array([[[9.3, 4.0], [18.7, 24.0]]])), 28, 2.5)


@pytest.fixture(scope="module")
def some(data: Dataset) -> Digits:
    return data.test[sample(len(data.test))][: 2 * PART + 50]


@pytest.mark.parametrize("kind", Kind)
def test_levels_ascend_and_one_of_them_changes_nothing(kind: Kind, some: Digits) -> None:
    stress, images = STRESSES[kind], as_ink(some.images.numpy())
    assert list(stress.levels) == sorted(set(stress.levels))
    assert 0 in stress.levels
    for level in stress.levels:
        assert (stress.apply(images, level).tobytes() == images.tobytes()) == (level == 0)


@pytest.mark.parametrize("kind", Kind)
def test_a_curve_grows_with_each_part_and_falls_with_the_stress(kind: Kind, some: Digits) -> None:
    reader = predictor.load("CNNNet")
    found = list(curves(reader, some.images.numpy(), some.labels.numpy(), kind))
    assert [each.done for each in found] == [PART, 2 * PART, len(some)]
    last, unstressed = found[-1], STRESSES[kind].levels.index(0)
    assert last.of == len(some)
    assert last.levels == STRESSES[kind].levels
    assert last.accuracies[unstressed] == evaluated_at_once(reader, some).score.accuracy > 0.97
    assert last.accuracies[-1] < 0.9
    assert last.accuracies[0] < 0.9 or unstressed == 0
    for accuracy, (low, high) in zip(last.accuracies, last.intervals, strict=True):
        assert low <= accuracy <= high
    for before, after in pairwise(found):
        assert all(0 <= more - less <= PART for less, more in zip(before.right, after.right, strict=True))


def test_a_curve_that_is_stopped_reads_no_further(some: Digits) -> None:
    growing = curves(predictor.load("FirstNet"), some.images.numpy(), some.labels.numpy(), Kind.BLUR)
    assert next(growing).done == PART
    growing.close()
    assert list(growing) == []


def test_a_sample_is_the_same_each_time_and_of_all_if_there_are_few() -> None:
    assert len(set(sample(10_000).tolist())) == SAMPLE
    np.testing.assert_array_equal(sample(10_000), sample(10_000))
    assert sorted(sample(30).tolist()) == list(range(30))


def test_a_drawing_has_a_place_where_its_image_tells_one() -> None:
    assert {kind for kind in Kind if place_of(SLANT, kind) is not None} == {Kind.SHIFT, Kind.THICKNESS}
    assert all(place_of(np.zeros((28, 28), np.float32), kind) is None for kind in Kind)


def test_the_place_moves_with_the_drawing() -> None:
    for by in (-3.0, 0.5, 4.0):
        [moved] = shifted(SLANT[None], by, 2)
        assert place_of(moved, Kind.SHIFT) == pytest.approx(by, abs=0.05)
    thin, usual, thick = (place_of(thickened(SLANT[None], by)[0], Kind.THICKNESS) for by in (-1, 0, 2))
    assert thin is not None
    assert usual is not None
    assert thick is not None
    assert thin < usual < thick
    assert thick - usual == pytest.approx(2, abs=0.5)


def test_each_kind_has_a_unit() -> None:
    assert {kind: STRESSES[kind].unit for kind in Kind} == {
        Kind.ROTATION: Unit.DEGREES,
        Kind.SHIFT: Unit.PIXELS,
        Kind.THICKNESS: Unit.PIXELS,
        Kind.BLUR: Unit.PIXELS,
        Kind.NOISE: Unit.INK,
    }
