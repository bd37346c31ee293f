from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

from mnist_desktop.learning.augment import Augmentation
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.config import PRESETS, TrainingConfig
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.mnist import Dataset, Digits
from mnist_desktop.learning.networks import CNNNet, FirstNet, Network, build, name_of
from mnist_desktop.learning.predictor import Predictor
from mnist_desktop.learning.training import EpochFinished, RunFinished, StepFinished, fit

QUICK = TrainingConfig(epochs=2, batch_size=200, learning_rate=0.05, momentum=0.9, device="cpu")
EVERYTHING = replace(
    QUICK, schedule="one-cycle", augmentation=Augmentation(), averaging=0.9, hold_out=200, weight_decay=1e-4
)


def fresh(name: str = "CNNNet", seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return build(name, {})


def weights(network: Network) -> list[Tensor]:
    return [value.clone() for value in network.state_dict().values()]


def same(one: list[Tensor], other: list[Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def trained(data: Dataset, config: TrainingConfig, name: str = "CNNNet") -> list[Tensor]:
    network = fresh(name)
    list(fit(network, data, config))
    return weights(network)


def tutorial_by_hand(network: Network, digits: Digits, seed: int) -> Iterator[float]:
    """The tutorial's own loop, on a real DataLoader."""
    torch.manual_seed(seed)
    loader = DataLoader(
        TensorDataset(digits.normalised(), digits.labels),
        batch_size=64,
        shuffle=True,
        generator=torch.Generator().manual_seed(seed),
    )
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001)
    network.train()
    while True:
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.nll_loss(network(images), labels)
            loss.backward()
            optimizer.step()
            yield loss.item()


@pytest.mark.parametrize(
    "network",
    [FirstNet(relu_logits=True), CNNNet(dropout=0.0), CNNNet(dropout=0.5)],
    ids=lambda network: f"{name_of(network)}-{network.options}",
)
def test_the_tutorial_s_preset_is_the_tutorial_s_loop_step_for_step(network: Network, tiny: Dataset) -> None:
    # Both draw dropout from torch's global generator, and nothing else from it once training has begun.
    by_hand = build(name_of(network), network.options)
    by_hand.load_state_dict(network.state_dict())
    config = replace(PRESETS["tutorial"].config, epochs=2, device="cpu", seed=3)
    events = fit(network, tiny, config)
    losses = [event.loss for event in islice(events, 32) if isinstance(event, StepFinished)]
    np.testing.assert_allclose(losses, list(islice(tutorial_by_hand(by_hand, tiny.train, 3), 32)), rtol=1e-5)
    torch.testing.assert_close(weights(network), weights(by_hand), rtol=1e-4, atol=1e-6)


def test_the_second_epoch_is_the_tutorial_s_too(tiny: Dataset) -> None:
    network, by_hand = fresh("FirstNet"), fresh("FirstNet")
    config = replace(PRESETS["tutorial"].config, epochs=2, device="cpu")
    events = list(fit(network, tiny, config))
    losses = [event.loss for event in events if isinstance(event, StepFinished)]
    np.testing.assert_allclose(losses, list(islice(tutorial_by_hand(by_hand, tiny.train, 0), 64)), rtol=1e-4)


def test_every_step_every_epoch_and_the_end_are_told_in_order(tiny: Dataset) -> None:
    events = list(fit(fresh(), tiny, replace(QUICK, batch_size=300)))
    steps = [(event.epoch, event.step, event.steps) for event in events if isinstance(event, StepFinished)]
    assert steps == [(epoch, step, 7) for epoch in (1, 2) for step in range(1, 8)]
    kinds = [type(event) for event in events]
    assert kinds == [*[StepFinished] * 7, EpochFinished, *[StepFinished] * 7, EpochFinished, RunFinished]


def test_an_epoch_s_figures_are_those_of_its_steps_and_of_the_test_set(tiny: Dataset) -> None:
    network = fresh()
    *events, last = fit(network, tiny, replace(QUICK, epochs=1, batch_size=300))
    *steps, epoch = events
    assert isinstance(epoch, EpochFinished)
    assert isinstance(last, RunFinished)
    losses = [event.loss for event in steps if isinstance(event, StepFinished)]
    assert epoch.train_loss == pytest.approx(np.average(losses, weights=[300] * 6 + [200]))
    assert 0 <= epoch.train_accuracy <= 1
    assert epoch.images_per_second == pytest.approx(2000 / epoch.seconds)
    assert epoch.validation is None
    assert epoch.test == last.test == evaluate(network, tiny.test)


def test_training_learns(tiny: Dataset) -> None:
    *_, last = fit(fresh(), tiny, replace(QUICK, epochs=3))
    assert isinstance(last, RunFinished)
    assert last.test.accuracy > 0.8


@pytest.mark.parametrize("config", [QUICK, EVERYTHING], ids=["plain", "everything"])
@pytest.mark.parametrize("name", ["FirstNet", "CNNNet"])
def test_a_seed_gives_the_same_weights_bit_for_bit_and_another_others(
    config: TrainingConfig, name: str, tiny: Dataset
) -> None:
    first = trained(tiny, config, name)
    torch.rand(7)  # what was drawn before a run does not matter
    assert same(first, trained(tiny, config, name))
    assert not same(first, trained(tiny, replace(config, seed=1), name))


def test_reading_between_steps_leaves_training_as_it_would_have_been(tiny: Dataset) -> None:
    undisturbed = trained(tiny, EVERYTHING)
    network = fresh()
    images = list(tiny.test.images[:5].float().div(255).numpy())
    for _ in fit(network, tiny, EVERYTHING):
        Predictor(network, Calibration()).predict(images)
    assert same(weights(network), undisturbed)


def test_stopping_early_leaves_the_weights_of_the_last_step(tiny: Dataset) -> None:
    network, whole = fresh(), fresh()
    events = fit(network, tiny, QUICK)
    taken = list(islice(events, 5))
    events.close()  # type: ignore[attr-defined]
    assert len(taken) == 5
    at_step_five = next(weights(whole) for event in fit(whole, tiny, QUICK) if event.step == 5)  # type: ignore[union-attr]
    assert same(weights(network), at_step_five)
    assert evaluate(network, tiny.test).count == 500


def poisoned(data: Dataset, hold_out: int) -> Dataset:
    """The last digits of the training set are given other labels."""
    labels = data.train.labels.clone()
    labels[-hold_out:] = (labels[-hold_out:] + 1) % 10
    return Dataset("poisoned", Digits(data.train.images, labels), data.test)


def test_digits_held_out_are_never_trained_on(tiny: Dataset) -> None:
    config = replace(QUICK, epochs=1, hold_out=300)
    assert same(trained(tiny, config), trained(poisoned(tiny, 300), config))
    nothing_held_out = replace(config, hold_out=0)
    assert not same(trained(tiny, nothing_held_out), trained(poisoned(tiny, 300), nothing_held_out))


def test_held_out_digits_are_scored_each_epoch_and_the_test_set_once(tiny: Dataset) -> None:
    events = list(fit(fresh(), tiny, replace(QUICK, hold_out=300)))
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert [event.validation.count for event in epochs if event.validation] == [300, 300]
    assert [event.test for event in epochs] == [None, None]
    assert isinstance(events[-1], RunFinished)
    assert events[-1].test.count == 500


def test_validation_chooses_nothing_the_last_weights_are_kept(tiny: Dataset) -> None:
    # The held-out labels are wrong: the longer it learns, the worse it does on them.
    network = fresh()
    config = replace(QUICK, epochs=3, hold_out=300)
    *events, last = fit(network, poisoned(tiny, 300), config)
    assert isinstance(last, RunFinished)
    assert isinstance(events[-1], EpochFinished)
    assert last.validation == events[-1].validation == evaluate(network, poisoned(tiny, 300).train[-300:])
    assert last.test == evaluate(network, tiny.test)


def test_averaging_keeps_the_running_mean_of_the_weights(tiny: Dataset) -> None:
    network = fresh()
    config = replace(QUICK, epochs=1, averaging=0.9)
    events = fit(network, tiny, config)
    mean: list[Tensor] = []
    for event in events:
        if isinstance(event, StepFinished):
            new = weights(network)
            mean = [old * 0.9 + value * 0.1 for old, value in zip(mean, new, strict=True)] if mean else new
    torch.testing.assert_close(weights(network), mean, rtol=1e-4, atol=1e-6)
    assert not same(weights(network), trained(tiny, replace(config, averaging=0.0)))


def test_one_cycle_ends_with_steps_of_next_to_nothing(tiny: Dataset) -> None:
    network = fresh()
    events = fit(network, tiny, replace(QUICK, schedule="one-cycle"))
    steps = (event for event in events if isinstance(event, StepFinished))
    history = [torch.cat([value.flatten() for value in weights(network)]) for _ in steps]
    moves = [float((after - before).norm()) for before, after in pairwise(history)]
    assert moves[-1] < max(moves) / 100


@pytest.mark.parametrize("hold_out", [2000, 5000])
def test_not_all_digits_can_be_held_out(hold_out: int, tiny: Dataset) -> None:
    with pytest.raises(ValueError, match=f"cannot hold out {hold_out} of 2000"):
        next(iter(fit(fresh(), tiny, replace(QUICK, hold_out=hold_out))))


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
def test_a_device_that_is_not_there_is_refused_before_anything_is_touched(tiny: Dataset) -> None:
    network = fresh()
    before = weights(network)
    with pytest.raises(ValueError, match='no "cuda" device'):
        next(iter(fit(network, tiny, replace(QUICK, device="cuda"))))
    assert same(weights(network), before)
