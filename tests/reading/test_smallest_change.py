"""The smallest change of a digit image that makes a network read another digit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from explained import NETWORKS, diverged, drawn, load, silent

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading.smallest_change import SmallestChange, smallest_change

FEW = 12


def read(found: SmallestChange, network: str, share: float) -> int:
    """What is read after a share of the change."""
    [reading] = load(network).predict([found.before + np.float32(share) * found.change])
    return reading.digit


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("away", [1, 5])
def test_the_change_flips_the_reading_and_less_of_it_does_not(network: str, away: int, data: Dataset) -> None:
    images = data.test.images[:FEW].numpy().astype(np.float32) / np.float32(255)
    for image, reading in zip(images, load(network).predict(images), strict=True):
        digit = (reading.digit + away) % 10
        found = smallest_change(load(network), image, digit)
        assert found is not None
        assert found.digit == digit
        assert read(found, network, 1) == digit
        assert read(found, network, 0.95) != digit
        assert found.after.dtype == np.float32
        assert found.after.min() >= 0
        assert found.after.max() <= 1


@pytest.mark.parametrize("network", NETWORKS)
def test_it_is_smaller_than_drawing_the_other_digit(network: str) -> None:
    found = smallest_change(load(network), drawn(7), 2)
    assert found is not None
    assert np.linalg.norm(found.change) < np.linalg.norm(drawn(2) - drawn(7)) / 3
    assert found.ink_share == pytest.approx(np.abs(found.after - drawn(7)).sum() / drawn(7).sum())
    assert 0 < found.ink_share < 1


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("made", [silent, diverged])
def test_none_is_found_where_there_is_no_way(network: str, made: Any) -> None:
    predictor = made(network)
    [reading] = predictor.predict([drawn(3)])
    assert smallest_change(predictor, drawn(3), (reading.digit + 1) % 10) is None
