from __future__ import annotations

import pytest
import torch
from torch.optim.lr_scheduler import OneCycleLR

from mnist_desktop.catalog.training import Optimizer, TrainingConfig
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.learner import Learner, one_cycle
from mnist_desktop.learning.networks import CNNNet


def torch_s_own(steps: int) -> list[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = OneCycleLR(optimizer, 1.0, total_steps=steps, pct_start=0.2, div_factor=25, final_div_factor=1e4)
    shares = []
    for step in range(steps):
        shares.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step < steps - 1:
            schedule.step()
    return shares


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 6, 7, 10, 23, 100, 469, 2345])
def test_one_cycle_is_torch_s_own(steps: int) -> None:
    assert [one_cycle(step, steps) for step in range(steps)] == pytest.approx(torch_s_own(steps), abs=1e-12)


def test_one_cycle_of_five_steps_works_too_where_torch_s_divides_by_zero() -> None:
    shares = [one_cycle(step, 5) for step in range(5)]
    assert shares == sorted(shares, reverse=True)
    assert [shares[0], shares[-1]] == pytest.approx([1.0, 1 / 250_000])


def test_steps_beyond_the_end_stay_at_the_last_rate() -> None:
    assert one_cycle(150, 100) == one_cycle(99, 100)


@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "AdamW"])
def test_a_learner_steps_as_torch_s_optimiser_with_the_same_settings(optimizer: Optimizer, tiny: Dataset) -> None:
    config = TrainingConfig(optimizer=optimizer, learning_rate=0.01, momentum=0.8, weight_decay=0.01)
    torch.manual_seed(0)
    network, by_hand = CNNNet(dropout=0.0), CNNNet(dropout=0.0)
    by_hand.load_state_dict(network.state_dict())
    theirs: torch.optim.Optimizer
    if optimizer == "SGD":
        theirs = torch.optim.SGD(by_hand.parameters(), lr=0.01, momentum=0.8, weight_decay=0.01, nesterov=True)
    else:
        kind = {"Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW}[optimizer]
        theirs = kind(by_hand.parameters(), lr=0.01, betas=(0.8, 0.999), weight_decay=0.01)
    learner = Learner(network, config, steps_per_epoch=10)
    images, labels = tiny.train[:100].normalised(), tiny.train[:100].labels
    for _ in range(4):
        learner.step(images, labels)
        theirs.zero_grad()
        torch.nn.functional.nll_loss(by_hand(images), labels).backward()
        theirs.step()
    for ours, other in zip(network.parameters(), by_hand.parameters(), strict=True):
        torch.testing.assert_close(ours, other, rtol=1e-4, atol=1e-6)  # which may add up in another order


def test_a_step_tells_its_loss_and_what_was_read_right(tiny: Dataset) -> None:
    network = CNNNet(dropout=0.0)
    images, labels = tiny.train[:100].normalised(), tiny.train[:100].labels
    before = network(images)
    loss, right = Learner(network, TrainingConfig(), 10).step(images, labels)
    assert loss == torch.nn.functional.nll_loss(before, labels)
    assert right == (before.argmax(1) == labels).sum()


def test_without_averaging_the_result_is_the_network_itself() -> None:
    network = CNNNet()
    assert Learner(network, TrainingConfig(), 10).result is network
    assert Learner(network, TrainingConfig(averaging=0.9), 10).result is not network
