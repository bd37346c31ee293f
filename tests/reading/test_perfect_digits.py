"""The digits that networks make up."""

from __future__ import annotations

import numpy as np
import pytest
from explained import NETWORKS, diverged, load, silent

from mnist_desktop.reading.perfect_digits import perfect_digits


@pytest.mark.parametrize("network", NETWORKS)
def test_each_is_read_as_its_digit_and_is_a_digit_image(network: str) -> None:
    *_, found = perfect_digits(load(network))
    assert [reading.digit for reading in found.readings] == list(range(10))
    assert min(reading.confidence for reading in found.readings) > 0.9
    assert found.images.shape == (10, 28, 28)
    assert found.images.dtype == np.float32
    assert found.images.min() >= 0
    assert found.images.max() <= 1
    assert (found.images == 0).mean() > 0.5  # most is paper, as in a drawing


def test_they_grow_and_tell_how_far_they_are() -> None:
    found = list(perfect_digits(load("FirstNet")))
    assert [each.done for each in found] == pytest.approx([step / 20 for step in range(1, 21)])
    first, *_, last = (np.mean([r.probabilities[d] for d, r in enumerate(each.readings)]) for each in found)
    assert first < last


def test_the_same_weights_give_the_same_images() -> None:
    one, other = (list(perfect_digits(load("CNNNet")))[-1].images for _ in range(2))
    assert np.array_equal(one, other)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_without_gradients_leaves_the_paper_blank(network: str) -> None:
    *_, found = perfect_digits(silent(network))
    assert not found.images.any()


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_that_diverged_gives_pixels(network: str) -> None:
    *_, found = perfect_digits(diverged(network))
    assert np.isfinite(found.images).all()
    assert 0 <= found.images.min() <= found.images.max() <= 1
