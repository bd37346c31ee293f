from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch.optim.lr_scheduler import OneCycleLR
from trainings import prepared

from mnist_desktop.catalog.training import Optimizer, TrainingConfig
from mnist_desktop.learning.data import non_digits
from mnist_desktop.learning.data.batches import Batch
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.learner import Learner, one_cycle
from mnist_desktop.learning.loop import TrainingLoop
from mnist_desktop.learning.networks import CNNNet, FirstNet, Network, restored
from mnist_desktop.learning.parts import Threads
from mnist_desktop.reading.predictor import load_checkpoint


def step(learner: Learner, digits: Digits, threads: int = 1) -> tuple[Tensor, Tensor]:
    """One step with these digits as its batch."""
    with Threads(threads) as those:
        return learner.step(Batch(digits, torch.arange(len(digits))), those)


def torch_s_shares(steps: int) -> list[float]:
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
    assert [one_cycle(step, steps) for step in range(steps)] == pytest.approx(torch_s_shares(steps), abs=1e-12)


def test_one_cycle_of_five_steps_works_too_where_torch_s_divides_by_zero() -> None:
    shares = [one_cycle(step, 5) for step in range(5)]
    assert shares == sorted(shares, reverse=True)
    assert [shares[0], shares[-1]] == pytest.approx([1.0, 1 / 250_000])


def test_steps_beyond_the_end_stay_at_the_last_rate() -> None:
    assert one_cycle(150, 100) == one_cycle(99, 100)


# Adam divides by the size of gradients: of those that are nearly 0, what was added up in another order shows.
@pytest.mark.parametrize(("kind", "tolerance"), [(CNNNet, 1e-6), (FirstNet, 1e-3)])
@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "AdamW"])
def test_a_learner_steps_as_torch_s_optimiser_with_the_same_settings(
    optimizer: Optimizer, kind: type[Network], tolerance: float, tiny: Dataset
) -> None:
    config = TrainingConfig(optimizer=optimizer, learning_rate=0.01, momentum=0.8, beta2=0.9, weight_decay=0.01)
    torch.manual_seed(0)
    network, by_hand = kind().eval(), kind().eval()
    by_hand.load_state_dict(network.state_dict())
    theirs: torch.optim.Optimizer
    if optimizer == "SGD":
        theirs = torch.optim.SGD(by_hand.parameters(), lr=0.01, momentum=0.8, weight_decay=0.01, nesterov=True)
    else:
        torch_s_own = {"Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW}[optimizer]
        theirs = torch_s_own(by_hand.parameters(), lr=0.01, betas=(0.8, 0.9), weight_decay=0.01)
    learner = Learner(network, config, steps_per_epoch=10)
    network.eval()  # without dropout
    images, labels = tiny.train[:100].normalised(), tiny.train[:100].labels
    for _ in range(4):
        step(learner, tiny.train[:100])
        theirs.zero_grad()
        torch.nn.functional.nll_loss(by_hand(images), labels).backward()
        theirs.step()
    for ours, other in zip(network.parameters(), by_hand.parameters(), strict=True):
        torch.testing.assert_close(ours, other, rtol=1e-4, atol=tolerance)


def test_a_step_tells_its_loss_and_what_was_read_right(tiny: Dataset) -> None:
    network = CNNNet(dropout=0.0)
    images, labels = tiny.train[:100].normalised(), tiny.train[:100].labels
    before = network(images)
    loss, right = step(Learner(network, TrainingConfig(), 10), tiny.train[:100])
    torch.testing.assert_close(loss, torch.nn.functional.nll_loss(before, labels).detach())
    assert right == (before.argmax(1) == labels).sum()


def test_without_averaging_the_result_is_the_network_itself() -> None:
    network = CNNNet()
    assert Learner(network, TrainingConfig(), 10).result is network
    assert Learner(network, TrainingConfig(averaging=0.9), 10).result is not network


def test_parts_weigh_as_much_as_they_have_digits_and_non_digits_too(tiny: Dataset) -> None:
    digits = Digits(tiny.train.images[:131], tiny.train.labels[:131].clone())
    digits.labels[:50] = non_digits.NON_DIGIT  # more of the first part than of the others
    torch.manual_seed(0)
    network = CNNNet(dropout=0.0)
    loss = non_digits.loss(network.logits(digits.normalised()), digits.labels)
    gradients = torch.autograd.grad(loss, list(network.parameters()))
    before = [weight.detach().clone() for weight in network.parameters()]
    told, _ = step(Learner(network, TrainingConfig(learning_rate=1.0, non_digits=50), 10), digits)
    torch.testing.assert_close(told, loss.detach())
    for old, new, gradient in zip(before, network.parameters(), gradients, strict=True):
        torch.testing.assert_close(new.detach(), old - gradient, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_labels_are_smoothed_as_torch_does_it_and_the_loss_is_told_without(smoothing: float, tiny: Dataset) -> None:
    torch.manual_seed(0)
    network, digits = CNNNet(dropout=0.0), tiny.train[:100]
    logits = network.logits(digits.normalised())
    smoothed = torch.nn.functional.cross_entropy(logits, digits.labels, label_smoothing=smoothing)
    gradients = torch.autograd.grad(smoothed, list(network.parameters()))
    before = [weight.detach().clone() for weight in network.parameters()]
    told, _ = step(Learner(network, TrainingConfig(learning_rate=1.0, label_smoothing=smoothing), 10), digits)
    torch.testing.assert_close(told, torch.nn.functional.cross_entropy(logits, digits.labels).detach())
    for old, new, gradient in zip(before, network.parameters(), gradients, strict=True):
        torch.testing.assert_close(new.detach(), old - gradient, rtol=1e-4, atol=1e-6)


def test_with_distillation_a_network_stays_closer_to_its_start(tiny: Dataset) -> None:
    start = restored(load_checkpoint("CNNNet"))
    moved = {weight: _moved(start, tiny, distillation=weight) for weight in (0.0, 1.0)}
    assert moved[1.0] < 0.7 * moved[0.0]


def _moved(start: Network, data: Dataset, distillation: float) -> float:
    """How far the logits of unseen digits move in one epoch, on the mean."""
    config = TrainingConfig(epochs=1, batch_size=100, learning_rate=0.01, distillation=distillation, device="cpu")
    wanted = replace(prepared(data, config), of_start=all_logits(start, data.train) if distillation else None)
    loop = TrainingLoop(restored(load_checkpoint("CNNNet")), wanted, config)
    list(loop)
    logits, before = (all_logits(each, data.test) for each in (loop.result, start))
    return float((logits - before).square().mean())
