from __future__ import annotations

import numpy as np
import pytest
from explained import NETWORKS, diverged, drawn, load

from mnist_desktop.reading.explanation import explain


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("digit", [None, 7])
def test_without_another_digit_the_one_that_is_read_is_explained_against_the_runner_up(
    network: str, digit: int | None
) -> None:
    [reading] = load(network).predict([drawn(7)])
    found = explain(load(network), drawn(7), digit)
    assert (found.answer, found.question.digit) == (7, 7)
    assert found.other == found.question.rival == reading.ranking[1]
    assert found.change is not None
    assert found.change.digit == found.other


@pytest.mark.parametrize("network", NETWORKS)
def test_another_digit_is_explained_against_the_one_that_is_read(network: str) -> None:
    found = explain(load(network), drawn(7), 5)
    assert (found.answer, found.question.digit, found.question.rival, found.other) == (7, 5, 7, 5)
    assert found.change is not None
    assert found.change.digit == 5
    plain = explain(load(network), drawn(7))
    if plain.other != 5:
        assert not np.array_equal(plain.occlusion.losses, found.occlusion.losses)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_that_diverged_is_explained_in_numbers(network: str) -> None:
    found = explain(diverged(network), drawn(3))
    assert np.isfinite(found.occlusion.losses).all()
    assert np.isfinite(found.shares.pixels).all()
    assert np.isfinite(found.shares.lead)
