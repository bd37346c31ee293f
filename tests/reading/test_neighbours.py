"""The search against brute force, and features against the predictor's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from trainings import result_of

from mnist_desktop.reading import predictor
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.neighbours import BLOCK, NEAREST, OTHERS, PART, Neighbour, distances, features, neighbours
from mnist_desktop.reading.predictor import network_input


def brute_force(known: np.ndarray, labels: np.ndarray, wanted: np.ndarray) -> list[tuple[int, int]]:
    """All digits as (index, label), the nearest first."""
    found = cdist(known.astype(np.float64), wanted[None].astype(np.float64))[:, 0]
    return [(int(index), int(labels[index])) for index in np.argsort(found, kind="stable")]


def plain(found: tuple[Neighbour, ...]) -> list[tuple[int, int]]:
    return [(each.index, each.label) for each in found]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 2 * BLOCK + 1), st.integers(1, 50), st.integers(0, 2**32 - 1), st.booleans())
def test_nearest_equals_exhaustive_search(count: int, width: int, seed: int, are_tied: bool) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(0, 3, (count, width)) if are_tied else random.normal(size=(count, width))
    known, labels = values.astype(np.float32), random.integers(0, 10, count)
    wanted = known[random.integers(count)] + np.float32(0 if are_tied else 0.1)
    found, all_of_them = neighbours(known, labels, wanted, 3), brute_force(known, labels, wanted)
    assert plain(found.nearest) == all_of_them[:NEAREST]
    assert plain(found.others) == [each for each in all_of_them if each[1] != 3][:OTHERS]
    assert (found.digit, found.count) == (3, count)


def test_distances_equal_scipys() -> None:
    random = np.random.default_rng(1)
    known, wanted = random.normal(size=(5000, 50)).astype(np.float32), random.normal(size=50).astype(np.float32)
    expected = cdist(known.astype(np.float64), wanted[None].astype(np.float64))[:, 0]
    assert distances(known, wanted) == pytest.approx(expected, rel=1e-14)


def test_of_digits_as_near_as_each_other_the_first_ones_come_first() -> None:
    found = neighbours(np.zeros((100, 5), np.float32), np.arange(100) % 10, np.zeros(5, np.float32), 0)
    assert [each.index for each in found.nearest] == list(range(NEAREST))
    assert [each.index for each in found.others] == [1, 2, 3, 4]


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_features_are_those_of_the_last_hidden_layer_part_by_part(network: str) -> None:
    images = np.random.default_rng(0).integers(0, 255, (PART + 7, 28, 28)).astype(np.uint8)
    reader = predictor.load(network)
    assert [(step.done, step.of) for step in features(reader, images)] == [(PART, PART + 7), (PART + 7, PART + 7)]
    found = result_of(features(reader, images))
    expected = list(reader.network.activations(network_input(as_ink(images))).values())[-2]
    assert found == pytest.approx(expected, abs=1e-4)
