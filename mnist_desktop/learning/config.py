"""What decides how a run goes, and the three presets people start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, Literal

import torch

from mnist_desktop.learning.augment import Augmentation
from mnist_desktop.learning.networks import Network, build

Schedule = Literal["constant", "one-cycle"]
DEVICES: Final = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides how a run goes: the same config and data give the same weights on the same machine.

    `averaging` is the decay per step of the running mean of the weights, which is then what is scored and kept;
    0 keeps the weights as they are. `hold_out` digits at the end of the training set are left out of training and
    each epoch is scored on them, the test set waiting for the end. `non_digits` made-up letters, shapes and
    scribbles join the training set, for the network to learn to answer "none of the ten".
    Raises ValueError for a value out of its range.
    """

    epochs: int = 10
    batch_size: int = 64
    learning_rate: float = 0.001
    momentum: float = 0.0
    weight_decay: float = 0.0
    schedule: Schedule = "constant"
    augmentation: Augmentation | None = None
    averaging: float = 0.0
    hold_out: int = 0
    non_digits: int = 0
    seed: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name.replace('_', ' ')} must be between {low:g} and {high:g}")


RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "epochs": (1, 1000),
    "batch_size": (1, 10_000),
    "learning_rate": (1e-8, 1e4),
    "momentum": (0.0, 0.9999),
    "weight_decay": (0.0, 1.0),
    "averaging": (0.0, 0.99999),
    "hold_out": (0, 50_000),
    "non_digits": (0, 100_000),
    "seed": (0, 2**63 - 1),
}


@dataclass(frozen=True)
class Preset:
    """A config under a name, with the options that each network is built with."""

    config: TrainingConfig
    network_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def network(self, name: str, seed: int | None = None) -> Network:
        """Make the named network with this preset's options, its weights drawn from `seed` or the config's own."""
        torch.manual_seed(self.config.seed if seed is None else seed)
        return build(name, self.network_options.get(name, {}))


_ONE_CYCLE: Final = TrainingConfig(
    batch_size=128, learning_rate=0.1, momentum=0.9, weight_decay=1e-4, schedule="one-cycle"
)
_WITHOUT_DROPOUT: Final = {"CNNNet": {"dropout": 0.0}}

PRESETS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        # The Spanish PyTorch tutorial as written, the ReLU on FirstNet's last layer included.
        "tutorial": Preset(TrainingConfig(), {"FirstNet": {"relu_logits": True}, "CNNNet": {"dropout": 0.5}}),
        "recommended": Preset(
            replace(_ONE_CYCLE, epochs=5, averaging=0.99),
            _WITHOUT_DROPOUT,
        ),
        # What the bundled weights are made with.
        "thorough": Preset(
            replace(
                _ONE_CYCLE, epochs=100, averaging=0.999, augmentation=Augmentation(), hold_out=5000, non_digits=8000
            ),
            _WITHOUT_DROPOUT,
        ),
    }
)


def pick_device(wish: str) -> torch.device:
    """Turn "auto" into the machine's accelerator, or its CPU; raises ValueError for a device that is not there."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if wish == "auto":
        return found or torch.device("cpu")
    if wish == "cpu" or (found is not None and found.type == wish):
        return torch.device(wish)
    raise ValueError(f'this machine has no "{wish}" device: use auto or cpu')
