"""One network under training: its optimiser, its schedule and the running mean of its weights."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor
from torch.optim.swa_utils import get_ema_multi_avg_fn

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import non_digits
from mnist_desktop.learning.data.batches import Batch
from mnist_desktop.learning.distillation import distance
from mnist_desktop.learning.gradients import Gradient, gradients_of, wide_calls
from mnist_desktop.learning.health import Gauge
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.optimizers import OPTIMIZERS
from mnist_desktop.learning.parts import Threads, number_of_parts, one_torch_thread, slices

RISE: Final = 0.2  # the share of a one-cycle run in which the rate rises
FIRST, LAST = 1 / 25, 1 / 250_000  # shares of the highest rate, at the start and end of a one-cycle run


class Learnt(NamedTuple):
    """What a part of a batch of n gives: its (m, 10) logits, and its share of the gradients."""

    logits: Tensor
    gradients: Sequence[Gradient]


class Learner:
    """Takes optimiser steps that change a network in place."""

    def __init__(self, network: Network, config: TrainingConfig, steps_per_epoch: int) -> None:
        self._network = network.train()
        self._weights = list(network.parameters())
        self._steps_per_epoch = steps_per_epoch
        self._taken = 0
        self._optimizer = OPTIMIZERS[config.optimizer](self._weights)
        self._loss = non_digits.loss if config.non_digits else _cross_entropy
        self._mean = RunningMean(network, config.averaging) if config.averaging else None
        self._config = config

    @property
    def result(self) -> Network:
        """The network to score: the running mean if there is one, else the trained network."""
        return self._network if self._mean is None else self._mean.network

    def follow(self, config: TrainingConfig) -> None:
        """Use the rates and the number of epochs of `config` from now on."""
        self._config = config

    def step(self, batch: Batch, threads: Threads, gauge: Gauge | None = None) -> tuple[Tensor, Tensor]:
        """Take one step. Return the mean loss of the batch and its number of correct predictions, both 0-d tensors.

        On the CPU the batch is learnt in parts. Their number depends on the size of the batch alone, their
        gradients are added in a fixed order, and random numbers are drawn for the whole batch before it is parted.
        So the weights are the same, bit for bit, on any number of threads. A gauge measures this step.
        """
        with one_torch_thread():
            loss, right = self._step(batch, threads, gauge)
            if self._mean is not None:
                self._mean.update(is_first=self._taken == 0)
        self._taken += 1
        return loss, right

    def _step(self, batch: Batch, threads: Threads, gauge: Gauge | None) -> tuple[Tensor, Tensor]:
        masks = self._network.masks(len(batch))
        places = slices(len(batch), number_of_parts(len(batch)) if self._weights[0].is_cpu else 1)
        learnt: dict[int, Learnt] = {}

        def learn(index: int) -> None:
            place = places[index]
            learnt[index] = self._learn(batch[place], [mask[place] for mask in masks], len(batch))

        threads.run(learn, len(places))
        parts = [learnt[index] for index in range(len(places))]
        gradients = [part.gradients for part in parts]
        if gauge is not None:
            gauge.take_gradients(gradients)
        rate = self._config.learning_rate * self._share_of_rate()
        self._optimizer.step(gradients, self._config, rate, threads)
        logits = torch.cat([part.logits for part in parts])
        return self._loss(logits, batch.labels), (logits.argmax(1) == batch.labels).sum()

    def _learn(self, part: Batch, masks: Sequence[Tensor], whole: int) -> Learnt:
        """Return the gradients of the mean loss over the `whole` batch, as far as this part of it goes."""
        with wide_calls() as calls:
            logits = self._network.logits(part.images(), masks)
        loss = self._loss(logits, part.labels, self._config.label_smoothing)
        if (of_start := part.of_start) is not None:
            loss = loss + self._config.distillation * distance(logits, of_start, part.labels)
        return Learnt(logits.detach(), gradients_of(loss * (len(part) / whole), self._weights, calls))

    def state(self) -> dict[str, Tensor]:
        """Return everything that the next step depends on, as copies on the CPU."""
        found = {"taken": torch.tensor(self._taken)}
        found |= {f"network.{name}": value for name, value in self._network.state_dict().items()}
        if self._mean is not None:
            found |= {f"mean.{name}": value for name, value in self._mean.network.state_dict().items()}
        found |= {f"optimizer.{name}": value for name, value in self._optimizer.state().items()}
        return {name: value.detach().cpu().clone() for name, value in found.items()}

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Restore a result of `state`. Raises ValueError or RuntimeError if it does not fit this learner."""
        if "taken" not in state:
            raise ValueError("no number of steps")
        self._taken = int(state["taken"])
        self._network.load_state_dict(_below("network.", state))
        if self._mean is not None:
            self._mean.network.load_state_dict(_below("mean.", state))
        self._optimizer.restore(_below("optimizer.", state))

    def _share_of_rate(self) -> float:
        if self._config.schedule == "constant":
            return 1.0
        return one_cycle(self._taken, self._config.epochs * self._steps_per_epoch)


class RunningMean:
    """An exponential moving average of the weights (B. Polyak, A. Juditsky, SIAM J. Control Optim. 30(4), 1992).

    It is faster than torch's AveragedModel, which collects the tensors again in every step.
    """

    def __init__(self, network: Network, decay: float) -> None:
        self.network = copy.deepcopy(network)
        self._mean = [weight.detach() for weight in self.network.parameters()]
        self._weights = [weight.detach() for weight in network.parameters()]
        self._replace, self._move = get_ema_multi_avg_fn(0.0), get_ema_multi_avg_fn(decay)

    def update(self, *, is_first: bool) -> None:
        """Add the network's current weights to the mean. The first time they become the mean."""
        (self._replace if is_first else self._move)(self._mean, self._weights, 0)


def _cross_entropy(logits: Tensor, labels: Tensor, smoothing: float = 0.0) -> Tensor:
    return F.cross_entropy(logits, labels, label_smoothing=smoothing)


def one_cycle(step: int, steps: int) -> float:
    """Return the learning rate at `step` (from 0) of `steps`, as a share of the highest rate.

    It rises in the first fifth of the run, then falls to almost 0 (L. Smith, arXiv:1803.09820). Both parts follow half
    a cosine, as in torch's OneCycleLR.
    """
    peak, end = RISE * steps - 1, steps - 1
    if step < peak:
        return _between(FIRST, 1.0, step / peak)
    return _between(1.0, LAST, min((step - peak) / max(end - peak, 1e-9), 1.0))


def _between(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


def _below(prefix: str, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
