"""One network under training: its optimiser, its schedule, its running mean, and the best that came of it."""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from mnist_desktop.learning.config import TrainingConfig
from mnist_desktop.learning.evaluation import Evaluation
from mnist_desktop.learning.networks import Network


class Learner:
    """Takes optimiser steps on a network, in place."""

    def __init__(self, network: Network, config: TrainingConfig, steps_per_epoch: int) -> None:
        self._network = network.train()
        self._optimizer = torch.optim.SGD(
            network.parameters(),
            lr=config.learning_rate,
            momentum=config.momentum,
            nesterov=config.momentum > 0,
            weight_decay=config.weight_decay,
        )
        self._schedule = self._one_cycle(config, steps_per_epoch) if config.schedule == "one-cycle" else None
        self._mean = _running_mean(network, config.averaging) if config.averaging else None

    @property
    def result(self) -> Network:
        """The network to score and keep: the running mean where there is one, else the one under training."""
        return self._network if self._mean is None else cast("Network", self._mean.module)

    def step(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Take one step; returns the batch's mean loss, and how many of it were read right."""
        log_probabilities = self._network(images)
        loss = F.nll_loss(log_probabilities, labels)
        self._optimizer.zero_grad()
        loss.backward()
        self._optimizer.step()
        if self._schedule is not None:
            self._schedule.step()
        if self._mean is not None:
            self._mean.update_parameters(self._network)
        return loss.detach(), (log_probabilities.detach().argmax(1) == labels).sum()

    def _one_cycle(self, config: TrainingConfig, steps_per_epoch: int) -> LRScheduler:
        """Rise to the learning rate in a fifth of the run, then fall to nothing (L. Smith, arXiv:1803.09820)."""
        steps = config.epochs * steps_per_epoch
        momentum = config.momentum
        return OneCycleLR(
            self._optimizer, config.learning_rate, steps, pct_start=0.2, base_momentum=momentum, max_momentum=momentum
        )


class Keeper:
    """Remembers the best epoch's weights: by validation where digits are held out, else the last epoch's."""

    def __init__(self) -> None:
        self.epoch = 0
        self.validation: Evaluation | None = None
        self._weights: dict[str, Tensor] = {}

    def consider(self, epoch: int, network: Network, validation: Evaluation | None) -> None:
        """Keep a copy of `network` unless an earlier epoch did better."""
        if self.validation and validation and _merit(validation) < _merit(self.validation):
            return
        self.epoch, self.validation = epoch, validation
        self._weights = {name: value.clone() for name, value in network.state_dict().items()}

    def restore(self, network: Network) -> None:
        network.load_state_dict(self._weights)


def _running_mean(network: Network, decay: float) -> AveragedModel:
    """An exponential moving average of the weights (B. Polyak, A. Juditsky, SIAM J. Control Optim. 30(4), 1992)."""
    return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(decay))


def _merit(validation: Evaluation) -> tuple[float, float]:
    """Higher is better: accuracy first, then the lower loss."""
    return validation.accuracy, -validation.loss
