"""Optimisers that call torch's functions instead of its classes.

The arithmetic is torch's. The first use of an optimiser class imports torch's compiler, which takes two seconds and 120
MB, and this program compiles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

import torch
from torch import Tensor
from torch.optim.adam import adam
from torch.optim.sgd import sgd

from mnist_desktop.catalog.training import TrainingConfig

BETA2: Final = 0.999  # torch's default, as is EPSILON
EPSILON: Final = 1e-8


class Optimizer:
    """Updates weights from their gradients. `SLOTS` names the tensors it keeps for each weight between steps."""

    SLOTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, weights: Iterable[Tensor]) -> None:
        self._weights = list(weights)
        self._slots: dict[str, list[Tensor]] = {}  # one tensor for each weight; empty until the first use
        self._is_fused = self._weights[0].device.type in {"cpu", "cuda"}

    def forget_gradients(self) -> None:
        for weight in self._weights:
            weight.grad = None

    @torch.no_grad()
    def step(self, config: TrainingConfig, learning_rate: float) -> None:
        """Take one step with this learning rate and the other values of `config`."""
        gradients = [weight.grad for weight in self._weights if weight.grad is not None]
        self._move(gradients, config, learning_rate)

    def state(self) -> dict[str, Tensor]:
        """Return the tensors that the next step depends on, by the weight's index and the slot's name."""
        return {f"{i}.{name}": value for name, slot in self._slots.items() for i, value in enumerate(slot)}

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Restore a result of `state`. Raises ValueError if it does not fit."""
        wanted = {f"{i}.{name}" for i in range(len(self._weights)) for name in self.SLOTS}
        if state and set(state) != wanted:
            raise ValueError("the optimiser's state is not whole")
        self._slots = {
            name: [self._like(fresh, state[f"{i}.{name}"]) for i, fresh in enumerate(self._fresh(name))]
            for name in self.SLOTS
            if state
        }

    def _like(self, fresh: Tensor, value: Tensor) -> Tensor:
        """Return a copy of the value in the memory order of the weights, as fused steps need it."""
        if value.shape != fresh.shape:
            raise ValueError(f"the optimiser's state is {list(value.shape)}, not {list(fresh.shape)}")
        return fresh.copy_(value)

    def _fresh(self, name: str) -> list[Tensor]:
        """Return a slot's tensors before the first step."""
        return [torch.zeros_like(weight, requires_grad=False) for weight in self._weights]

    def _move(self, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        raise TypeError("an optimiser says how it moves weights")


class Sgd(Optimizer):
    """Stochastic gradient descent, with Nesterov momentum if momentum is above 0."""

    SLOTS = ("momentum_buffer",)

    def _move(self, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        nothing: list[Tensor | None] = [None] * len(self._weights)
        buffers = list(self._slots.get("momentum_buffer", nothing))
        sgd(
            self._weights,
            gradients,
            buffers,
            fused=self._is_fused,
            weight_decay=config.weight_decay,
            momentum=config.momentum,
            lr=learning_rate,
            dampening=0.0,
            nesterov=config.momentum > 0,
            maximize=False,
        )
        if config.momentum > 0:
            self._slots["momentum_buffer"] = [buffer for buffer in buffers if buffer is not None]


class Adam(Optimizer):
    """Adam. Its first beta is the momentum."""

    SLOTS = ("exp_avg", "exp_avg_sq", "step")
    DECAYS_APART: ClassVar[bool] = False  # whether weight decay is applied to the weights instead of the gradient

    def _fresh(self, name: str) -> list[Tensor]:
        if name == "step":
            return [torch.zeros((), device=weight.device) for weight in self._weights]
        return super()._fresh(name)

    def _move(self, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        if not self._slots:
            self._slots = {name: self._fresh(name) for name in self.SLOTS}
        adam(
            self._weights,
            gradients,
            self._slots["exp_avg"],
            self._slots["exp_avg_sq"],
            [],
            self._slots["step"],
            fused=self._is_fused,
            decoupled_weight_decay=self.DECAYS_APART,
            amsgrad=False,
            beta1=config.momentum,
            beta2=BETA2,
            lr=learning_rate,
            weight_decay=config.weight_decay,
            eps=EPSILON,
            maximize=False,
        )


class AdamW(Adam):
    """Adam with decoupled weight decay (I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization, ICLR 2019)."""

    DECAYS_APART = True


OPTIMIZERS: Final[Mapping[str, type[Optimizer]]] = {"SGD": Sgd, "Adam": Adam, "AdamW": AdamW}
