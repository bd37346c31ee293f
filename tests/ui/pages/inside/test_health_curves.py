"""What the section Health draws of a run."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.health import Health, LayerHealth
from mnist_desktop.runs.history import History, StepCurve
from mnist_desktop.runs.plan import Plan
from mnist_desktop.ui.pages.inside.health_curves import LOSS, MOST_POINTS, Measure, lines


def run(losses: int = 20, **how: list[Health]) -> History:
    curve = StepCurve(1, [1.0] * losses)
    return History("CNNNet 1", Plan("CNNNet"), steps=10, losses=curve, health=how.get("health", HEALTH))


def measured(at: float, gradients: float) -> Health:
    layers = (LayerHealth("conv1", 0.2, gradients, 0.01, 0.5), LayerHealth("fc2", 0.4, 2 * gradients, 0.02))
    return Health(at, layers)


HEALTH = [measured(0.1, 0.02), measured(1.5, 0.003)]


def test_each_layer_has_a_line() -> None:
    found = lines(run(), Measure.GRADIENTS)
    assert found.points == {"conv1": [(0.1, 0.02), (1.5, 0.003)], "fc2": [(0.1, 0.04), (1.5, 0.006)]}
    assert found.end == 2


def test_the_last_layer_has_no_dead_units() -> None:
    found = lines(run(), Measure.DEAD)
    assert list(found.points) == ["conv1"]
    assert (found.low, found.high) == (0, 1)


def test_small_values_are_on_a_logarithmic_scale_of_whole_decades() -> None:
    found = lines(run(), Measure.GRADIENTS)
    assert [found.low, found.high] == pytest.approx([0.001, 0.1])
    assert [found.share(value) for value in (0.001, 0.01, 0.1)] == pytest.approx([0, 0.5, 1])
    assert list(found.ticks()) == pytest.approx([0.1, 0.01, 0.001])
    assert found.share(0.0) == 0


def test_others_are_on_one_from_zero() -> None:
    found = lines(run(), Measure.WEIGHTS)
    assert (found.low, found.high) == (0, 0.4)
    assert list(found.ticks()) == [0, 0.2, 0.4]
    assert found.share(0.1) == pytest.approx(0.25)


def test_the_loss_has_few_points_which_are_means() -> None:
    history = run(losses=1000)
    history.losses.values = [float(number) for number in range(1000)]
    points = lines(history, Measure.LOSS).points[LOSS]
    assert len(points) <= MOST_POINTS
    assert list(points[0]) == pytest.approx([0.25, 1.5])
    assert lines(history, Measure.LOSS).end == 100


PLACES = st.lists(st.floats(0, 100), min_size=5, max_size=5)


@given(st.lists(st.floats(0, 1e30), max_size=5), st.sampled_from(Measure), PLACES)
def test_whatever_was_measured_there_is_a_scale(values: list[float], measure: Measure, places: list[float]) -> None:
    layers = [(LayerHealth("fc0", value, value, value, 0.5),) for value in values]
    health = [Health(at, layer) for at, layer in zip(places, layers, strict=False)]
    found = lines(run(health=health), measure)
    assert found.low < found.high
    assert 2 <= len(found.ticks()) <= 5
    for points in found.points.values():
        assert all(0 <= found.share(value) <= 1 and math.isfinite(found.share(value)) for _, value in points)
