"""When layers are measured, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.health import LayerHealth, next_step, ratio_of_gradients


def steps(total: int) -> list[int]:
    found = [1]
    while (after := next_step(found[-1])) <= total:
        found.append(after)
    return found


@pytest.mark.parametrize(("total", "count"), [(1, 1), (100, 7), (1500, 21), (32_000, 61)])
def test_there_are_more_measurements_at_first_and_few_in_all(total: int, count: int) -> None:
    found = steps(total)
    assert len(found) == count
    assert found[:5] == [1, 2, 4, 8, 16][: len(found)]


@given(st.integers(1, 10**7))
def test_the_next_measurement_is_later_and_not_too_much(step: int) -> None:
    after = next_step(step)
    assert step < after <= max(2 * step, step + 100, 1.09 * step)


def test_the_ratio_of_gradients_is_that_of_the_first_and_the_last_layer() -> None:
    layers = [LayerHealth(name, 1.0, size, 1.0) for name, size in (("a", 0.1), ("b", 7.0), ("c", 0.4))]
    assert ratio_of_gradients(layers) == pytest.approx(0.25)
    assert ratio_of_gradients([layers[0], LayerHealth("c", 1.0, 0.0, 1.0)]) is None
    assert ratio_of_gradients([]) is None
