"""One network under training: its optimiser, its schedule and the running mean of its weights."""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from mnist_desktop.learning import non_digits
from mnist_desktop.learning.config import TrainingConfig
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
        self._loss = non_digits.loss if config.non_digits else F.nll_loss
        self._schedule = self._one_cycle(config, steps_per_epoch) if config.schedule == "one-cycle" else None
        self._mean = _running_mean(network, config.averaging) if config.averaging else None

    @property
    def result(self) -> Network:
        """The network to score: the running mean where there is one, else the one under training."""
        return self._network if self._mean is None else cast("Network", self._mean.module)

    def finish(self) -> None:
        """Give the network under training the weights of `result`."""
        self._network.load_state_dict(self.result.state_dict())

    def step(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Take one step; returns the batch's mean loss, and how many of its digits were read right."""
        log_probabilities = self._network(images)
        loss = self._loss(log_probabilities, labels)
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


def _running_mean(network: Network, decay: float) -> AveragedModel:
    """An exponential moving average of the weights (B. Polyak, A. Juditsky, SIAM J. Control Optim. 30(4), 1992)."""
    return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(decay))
