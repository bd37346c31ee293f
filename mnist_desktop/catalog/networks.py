"""The networks, one row each. A new one needs a row here and a class of the same name in `learning.networks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from mnist_desktop.catalog.options import Number, Option, Switch
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP

NetworkOptions = Mapping[str, float | bool]


@dataclass(frozen=True)
class Tuning:
    """The changes a preset makes for one network: values of the training configuration, and network options."""

    training: Mapping[str, Any] = field(default_factory=dict)
    options: NetworkOptions = field(default_factory=dict)


@dataclass(frozen=True)
class NetworkRow:
    """A network: its name, a description in one sentence, its options, and the changes of the presets."""

    name: str
    about: str
    options: Sequence[Option] = ()
    tuning: Mapping[str, Tuning] = field(default_factory=dict)

    def defaults(self) -> dict[str, Any]:
        return {option.name: option.default for option in self.options}


_ROWS: Final = (
    NetworkRow(
        "FirstNet",
        QT_TRANSLATE_NOOP("Catalog", "FirstNet: a fully connected network, 784-1000-50-10; 835,560 parameters."),
        options=(
            Switch(
                name="relu_logits",
                title=QT_TRANSLATE_NOOP("Catalog", "ReLU on the last layer"),
                about=QT_TRANSLATE_NOOP(
                    "Catalog",
                    "As in the tutorial: outputs below zero become zero. A digit whose output stays at zero"
                    " is never read again. The network learns better without it.",
                ),
            ),
        ),
        tuning={
            "tutorial": Tuning(options={"relu_logits": True}),
            "recommended": Tuning({"learning_rate": 0.12, "weight_decay": 5e-4, "label_smoothing": 0.0}),
            "thorough": Tuning({"epochs": 60}),
            "fine-tuning": Tuning({"learning_rate": 0.02, "distillation": 0.2, "replay": 48_000}),
        },
    ),
    NetworkRow(
        "CNNNet",
        QT_TRANSLATE_NOOP(
            "Catalog",
            "CNNNet: two 5×5 convolutions of 10 and 20 channels, then fully connected 320-50-10; 21,840 parameters.",
        ),
        options=(
            Number(
                name="dropout",
                title=QT_TRANSLATE_NOOP("Catalog", "Dropout"),
                about=QT_TRANSLATE_NOOP(
                    "Catalog",
                    "The share of outputs left out at random during training. It keeps large networks from"
                    " learning by heart; this small one does better with 0.",
                ),
                low=0.0,
                high=0.9999,
                default=0.5,
                step=0.1,
            ),
        ),
        tuning={
            "recommended": Tuning(
                {
                    "epochs": 2,
                    "batch_size": 128,
                    "optimizer": "AdamW",
                    "learning_rate": 0.015,
                    "beta2": 0.98,
                    "weight_decay": 0.02,
                },
                {"dropout": 0.0},
            ),
            "thorough": Tuning(options={"dropout": 0.0}),
        },
    ),
)

NETWORKS: Final[Mapping[str, NetworkRow]] = MappingProxyType({row.name: row for row in _ROWS})
USUAL_NETWORK: Final = "CNNNet"


def other_than(name: str) -> str:
    """Return the network to compare with one: the first of the others."""
    return next(other for other in NETWORKS if other != name)
