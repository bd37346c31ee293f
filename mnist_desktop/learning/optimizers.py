"""Optimisers that call torch's functions instead of its classes.

The arithmetic is torch's. The first use of an optimiser class imports torch's compiler, which takes two seconds and 120
MB, and this program compiles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final, NamedTuple

import torch
from torch import Tensor
from torch.optim.adam import adam
from torch.optim.sgd import sgd

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.gradients import Gradient, summed
from mnist_desktop.learning.parts import Threads, slices

EPSILON: Final = 1e-8  # torch's default
SLICE: Final = 200_000  # weights: for fewer, handing a slice to another thread costs more than it saves

Slots = Mapping[str, list[Tensor]]


class Slice(NamedTuple):
    """What is updated at once: some rows of some weights, and of their slots."""

    weights: list[Tensor]
    slots: Slots


class Optimizer:
    """Updates weights from their gradients. `SLOTS` names the tensors it keeps for each weight between steps.

    Large weights are updated in slices of their rows, several at once.
    """

    SLOTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, weights: Iterable[Tensor]) -> None:
        self._weights = list(weights)
        self._slots: dict[str, list[Tensor]] = {}  # one tensor for each weight; empty until the first use
        self._is_fused = self._weights[0].device.type in {"cpu", "cuda"}
        self._pieces = _pieces(self._weights)
        self._slices: list[Slice] = []
        self._set_slots({})

    def step(
        self, parts: Sequence[Sequence[Gradient]], config: TrainingConfig, learning_rate: float, threads: Threads
    ) -> None:
        """Take one step with the sum of the parts' gradients, this learning rate and the other values of `config`.

        Each part has one gradient for each weight.
        """
        self._prepare(config)
        gradients = list(zip(*parts, strict=True))

        def move(index: int) -> None:
            with torch.no_grad():
                of_slice = [summed(gradients[weight], rows) for weight, rows in self._pieces[index]]
                self._move(self._slices[index], of_slice, config, learning_rate)

        threads.run(move, len(self._slices))

    def _set_slots(self, slots: Mapping[str, list[Tensor]]) -> None:
        self._slots = dict(slots)
        with torch.no_grad():
            self._slices = [
                Slice(_cut(self._weights, pieces), {name: _cut(slot, pieces) for name, slot in slots.items()})
                for pieces in self._pieces
            ]

    def state(self) -> dict[str, Tensor]:
        """Return the tensors that the next step depends on, by the weight's index and the slot's name."""
        return {f"{i}.{name}": value for name, slot in self._slots.items() for i, value in enumerate(slot)}

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Restore a result of `state`. Raises ValueError if it does not fit."""
        wanted = {f"{i}.{name}" for i in range(len(self._weights)) for name in self.SLOTS}
        if state and set(state) != wanted:
            raise ValueError("the optimiser's state is not whole")
        self._set_slots(
            {
                name: [self._like(fresh, state[f"{i}.{name}"]) for i, fresh in enumerate(self._fresh(name))]
                for name in self.SLOTS
                if state
            }
        )

    def _like(self, fresh: Tensor, value: Tensor) -> Tensor:
        """Return a copy of the value in the memory order of the weights, as fused steps need it."""
        if value.shape != fresh.shape:
            raise ValueError(f"the optimiser's state is {list(value.shape)}, not {list(fresh.shape)}")
        return fresh.copy_(value)

    def _fresh(self, name: str) -> list[Tensor]:
        """Return a slot's tensors before the first step."""
        return [torch.zeros_like(weight, requires_grad=False) for weight in self._weights]

    def _prepare(self, config: TrainingConfig) -> None:
        """Get the slots ready for a step with `config`, and make them before the first one."""
        del config
        if not self._slots:
            self._set_slots({name: self._fresh(name) for name in self.SLOTS})

    def _move(self, of: Slice, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        """Update a slice by its gradients."""
        raise TypeError("an optimiser says how it moves weights")


def _pieces(weights: Sequence[Tensor]) -> list[list[tuple[int, slice]]]:
    """Cut the weights into slices: for each, pieces, which are the index of a weight and some of its rows.

    Large weights are shared out among the slices, the others are in the first one.
    """
    count = max(1, sum(weight.numel() for weight in weights) // SLICE) if weights[0].is_cpu else 1
    found: list[list[tuple[int, slice]]] = [[] for _ in range(count)]
    for index, weight in enumerate(weights):
        places = slices(len(weight), count) if weight.numel() >= SLICE else [slice(None)]
        for pieces, rows in zip(found, places, strict=False):
            pieces.append((index, rows))
    return found


def _cut(tensors: Sequence[Tensor], pieces: Sequence[tuple[int, slice]]) -> list[Tensor]:
    """Return the pieces' rows of these tensors, one for each weight. Numbers have no rows and stay whole."""
    return [tensors[index][rows] if tensors[index].dim() else tensors[index] for index, rows in pieces]


class Sgd(Optimizer):
    """Stochastic gradient descent, with Nesterov momentum if momentum is above 0."""

    SLOTS = ("momentum_buffer",)

    def _prepare(self, config: TrainingConfig) -> None:
        if config.momentum > 0:
            super()._prepare(config)

    def _move(self, of: Slice, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        nothing: list[Tensor | None] = [None] * len(of.weights)
        sgd(
            of.weights,
            gradients,
            list(of.slots["momentum_buffer"]) if config.momentum > 0 else nothing,
            fused=self._is_fused,
            weight_decay=config.weight_decay,
            momentum=config.momentum,
            lr=learning_rate,
            dampening=0.0,
            nesterov=config.momentum > 0,
            maximize=False,
        )


class Adam(Optimizer):
    """Adam. Its first beta is the momentum, its second the config's `beta2`."""

    SLOTS = ("exp_avg", "exp_avg_sq", "step")
    DECAYS_APART: ClassVar[bool] = False  # whether weight decay is applied to the weights instead of the gradient

    def _fresh(self, name: str) -> list[Tensor]:
        if name == "step":
            return [torch.zeros((), device=weight.device) for weight in self._weights]
        return super()._fresh(name)

    def _prepare(self, config: TrainingConfig) -> None:
        super()._prepare(config)
        torch._foreach_add_(self._slots["step"], 1)

    def _move(self, of: Slice, gradients: list[Tensor], config: TrainingConfig, learning_rate: float) -> None:
        taken = list(torch._foreach_sub(of.slots["step"], 1))  # torch counts up again, in each slice
        adam(
            of.weights,
            gradients,
            of.slots["exp_avg"],
            of.slots["exp_avg_sq"],
            [],
            taken,
            fused=self._is_fused,
            decoupled_weight_decay=self.DECAYS_APART,
            amsgrad=False,
            beta1=config.momentum,
            beta2=config.beta2,
            lr=learning_rate,
            weight_decay=config.weight_decay,
            eps=EPSILON,
            maximize=False,
        )


class AdamW(Adam):
    """Adam with decoupled weight decay (I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization, ICLR 2019)."""

    DECAYS_APART = True


OPTIMIZERS: Final[Mapping[str, type[Optimizer]]] = {"SGD": Sgd, "Adam": Adam, "AdamW": AdamW}
