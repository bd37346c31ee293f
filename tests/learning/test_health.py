"""Measuring a step: right, and without any trace in what is trained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor
from trainings import prepared

from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.learning import loop
from mnist_desktop.learning.data.batches import Batch
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.health import Gauge, HealthMeter, dead_shares
from mnist_desktop.learning.learner import Learner
from mnist_desktop.learning.loop import TrainingLoop
from mnist_desktop.learning.networks import NETWORKS, Network, begin, build, name_of, weights_of
from mnist_desktop.learning.parts import Threads
from mnist_desktop.reading import networks as reading
from mnist_desktop.runs.events import StepFinished
from mnist_desktop.runs.health import Health
from mnist_desktop.runs.plan import Plan

CONFIG = TrainingConfig(epochs=2, batch_size=100, learning_rate=0.05, momentum=0.9, device="cpu")
EVERYTHING = replace(CONFIG, schedule="one-cycle", augmentation=Augmentation(), averaging=0.9, weight_decay=1e-4)


def fresh(name: str) -> Network:
    torch.manual_seed(0)
    return build(name, {"dropout": 0.0} if name == "CNNNet" else {})


def size(values: Tensor) -> float:
    return float(values.double().square().mean().sqrt())


def measured_step(network: Network, digits: Digits) -> Health:
    """A step of a batch of all digits, measured."""
    learner, gauge = Learner(network, CONFIG, 1), Gauge(network, digits[:50].normalised())
    with Threads(1) as threads:
        learner.step(Batch(digits, torch.arange(len(digits))), threads, gauge)
    found = gauge.measured(0.5)
    assert found is not None
    return found


@pytest.mark.parametrize("count", [60, 256])
@pytest.mark.parametrize("name", NETWORKS)
def test_sizes_are_those_of_autograd_and_of_the_weights_before_and_after(name: str, count: int, tiny: Dataset) -> None:
    digits, network = tiny.train[:count], fresh(name)
    before = {key: value.detach().clone() for key, value in network.named_parameters()}
    F.cross_entropy(network.logits(digits.normalised()), digits.labels).backward()
    gradients = {key: value.grad for key, value in network.named_parameters()}
    found = measured_step(network, digits)
    assert (found.at, [layer.name for layer in found.layers]) == (0.5, [key[:-7] for key in before if "weight" in key])
    for layer in found.layers:
        key, every = f"{layer.name}.weight", -(-len(before[f"{layer.name}.bias"]) // 128)
        after, gradient = dict(network.named_parameters())[key].detach(), gradients[key]
        assert gradient is not None
        assert layer.weights == pytest.approx(size(after[::every]), rel=1e-3)
        assert layer.gradients == pytest.approx(size(gradient[::every]), rel=1e-3)
        assert layer.updates == pytest.approx(size((after - before[key])[::every]) / layer.weights, rel=2e-3)
        assert layer.gradients == pytest.approx(size(gradient), rel=0.2)  # some units stand for all


@pytest.mark.parametrize("name", NETWORKS)
def test_dead_units_are_those_that_put_out_nothing_for_any_image(name: str, tiny: Dataset) -> None:
    network, images = fresh(name), tiny.train[:100].normalised()
    hidden = [key for key in dict(network.named_modules()) if key in {"fc0", "fc1", "conv1", "conv2"}]
    with torch.no_grad():
        for key in hidden:
            layer = getattr(network, key)
            layer.bias[:3] = -1000
    arrays = reading.NETWORKS[name_of(network)](weights_of(network), network.options).activations(images.numpy())
    outputs = {key: arrays[key.replace("conv", "pool")] for key in hidden}
    expected = {
        key: float(np.mean([not values[:, unit].any() for unit in range(values.shape[1])]))
        for key, values in outputs.items()
    }
    found = dead_shares(network, images)
    assert found == pytest.approx(expected, rel=1e-3)
    assert all(share >= 0.003 for share in found.values())
    assert network.training


@pytest.mark.parametrize("config", [CONFIG, EVERYTHING, replace(CONFIG, optimizer="Adam")], ids=["SGD", "all", "Adam"])
@pytest.mark.parametrize("name", NETWORKS)
def test_measuring_changes_no_weight_and_draws_no_random_number(
    name: str, config: TrainingConfig, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(name, config)

    def run() -> tuple[int, dict[str, np.ndarray], Tensor]:
        found = TrainingLoop(begin(plan), prepared(few, config), config)
        events = [event for event in found if isinstance(event, StepFinished) and event.health is not None]
        return len(events), dict(found.state().arrays), torch.get_rng_state()

    count, arrays, random = run()
    monkeypatch.setattr(HealthMeter, "gauge", lambda *_: None)
    none, without, same_random = run()
    assert (count, none) == (3, 0)
    assert arrays.keys() == without.keys()
    assert all(np.array_equal(value, without[key]) for key, value in arrays.items())
    assert torch.equal(random, same_random)


def test_steps_that_are_due_are_measured_and_a_resumed_run_goes_on_with_the_next(few: Dataset) -> None:
    def due(first: int) -> list[int]:
        meter = HealthMeter(fresh("CNNNet"), few.train)
        return [step for step in range(first, 300) if meter.gauge(step) is not None]

    whole = due(1)
    assert whole[:6] == [1, 2, 4, 8, 16, 32]
    for first in (2, 4, 5, 33, 228):
        assert due(first) == [step for step in whole if step >= first]


def test_a_measurement_says_at_which_epoch_it_is(few: Dataset) -> None:
    plan = Plan("FirstNet", CONFIG)
    found = TrainingLoop(begin(plan), prepared(few, CONFIG), CONFIG)
    places = [event.health.at for event in found if isinstance(event, StepFinished) and event.health is not None]
    assert places == pytest.approx([1 / 3, 2 / 3, 4 / 3])


def test_values_that_are_not_finite_are_no_measurement(tiny: Dataset) -> None:
    network, digits = fresh("FirstNet"), tiny.train[:40]
    learner, gauge = Learner(network, CONFIG, 1), Gauge(network, digits.normalised())
    with Threads(1) as threads:
        learner.step(Batch(digits, torch.arange(40)), threads, gauge)
    with torch.no_grad():
        dict(network.named_parameters())["fc1.weight"][0, 0] = float("nan")
    assert gauge.measured(1.0) is None


def test_the_weights_in_training_are_measured_not_their_mean(few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[Network] = []

    def meter(network: Network, digits: Digits) -> HealthMeter:
        measured.append(network)
        return HealthMeter(network, digits)

    monkeypatch.setattr(loop, "HealthMeter", meter)
    plan = Plan("FirstNet", replace(CONFIG, averaging=0.9))
    network = begin(plan)
    found = TrainingLoop(network, prepared(few, plan.config), plan.config)
    assert measured == [network]
    assert found.result is not network
