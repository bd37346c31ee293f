"""What decides how a run goes, and the three presets people start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

Schedule = Literal["constant", "one-cycle"]
Optimizer = Literal["SGD", "Adam", "AdamW"]
NetworkOptions = Mapping[str, float | bool]

MODELS: Final = ("FirstNet", "CNNNet")
OPTIMIZERS: Final[tuple[Optimizer, ...]] = get_args(Optimizer)
DEVICES: Final = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class Augmentation:
    """How far a digit may be distorted; each is drawn evenly from ± its value, the elastic noise from a normal.

    `spared` is the share of digits that stay as they are. A distorted one is a little blurred by it, and a network that
    never saw a sharp one reads those it is then given worse. Where a shift is all, it is by whole pixels: that blurs
    nothing, and costs next to nothing.

    Raises ValueError for a value that is of another type or out of its range.
    """

    rotation: float = 10.0  # degrees
    scale: float = 0.12  # share of the size, each way by itself
    shear: float = 0.2  # sideways pixels a pixel of height
    shift: float = 0.7  # pixels; digit images are centred, so there is little to learn from more
    elastic: float = 0.8  # pixels, standard deviation of the noise at the coarse grid's points
    grid: int = 5  # points a side of the coarse grid
    spared: float = 0.25

    def __post_init__(self) -> None:
        _check_ranges(self, DISTORTIONS)

    @property
    def is_shift_alone(self) -> bool:
        """Whether digits are only moved, by a pixel or more."""
        return self.shift >= 1 and not any((self.rotation, self.scale, self.shear, self.elastic))


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides how a run goes: the same config and data give the same weights on the same machine.

    `momentum` is Adam's and AdamW's first beta. `averaging` is the decay per step of the running mean of the
    weights, which is then what is scored and kept; 0 keeps the weights as they are. `hold_out` digits at the end
    of the training set are left out of training and each epoch is scored on them, the test set waiting for the
    end. `pen_digits` digits drawn as the world writes them join the training set, and `non_digits` letters, shapes
    and scribbles, for the network to learn to answer "none of the ten".
    Raises ValueError for a value that is of another type or out of its range.
    """

    epochs: int = 10
    batch_size: int = 64
    learning_rate: float = 0.001
    momentum: float = 0.0
    weight_decay: float = 0.0
    optimizer: Optimizer = "SGD"
    schedule: Schedule = "constant"
    augmentation: Augmentation | None = None
    averaging: float = 0.0
    hold_out: int = 0
    pen_digits: int = 0
    non_digits: int = 0
    seed: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        _check_ranges(self, RANGES)
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} must be one of {', '.join(choices)}")

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> TrainingConfig:
        """Read what `asdict` made; raises ValueError where it does not fit."""
        known = {name: found[name] for name in (each.name for each in fields(cls)) if name in found}
        try:
            if known.get("augmentation") is not None:
                known["augmentation"] = Augmentation(**{"spared": 0.0} | known["augmentation"])  # once there was none
            return cls(**known)
        except TypeError as error:
            raise ValueError(f"not a training configuration: {error}") from None


def _check_ranges(values: Augmentation | TrainingConfig, ranges: Mapping[str, tuple[float, float]]) -> None:
    for name, (low, high) in ranges.items():
        value = getattr(values, name)
        if isinstance(value, bool) or not isinstance(value, (int, type(low))) or not low <= value <= high:
            raise ValueError(f"{name.replace('_', ' ')} must be between {low:g} and {high:g}")


DISTORTIONS: Final[Mapping[str, tuple[float, float]]] = {
    "rotation": (0.0, 180.0),
    "scale": (0.0, 0.9),
    "shear": (0.0, 2.0),
    "shift": (0.0, 14.0),
    "elastic": (0.0, 14.0),
    "grid": (2, 28),
    "spared": (0.0, 1.0),
}
RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "epochs": (1, 1000),
    "batch_size": (1, 10_000),
    "learning_rate": (1e-8, 1e4),
    "momentum": (0.0, 0.9999),
    "weight_decay": (0.0, 1.0),
    "averaging": (0.0, 0.99999),
    "hold_out": (0, 50_000),
    "pen_digits": (0, 100_000),
    "non_digits": (0, 100_000),
    "seed": (0, 2**63 - 1),
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "optimizer": OPTIMIZERS,
    "schedule": get_args(Schedule),
    "device": DEVICES,
}


@dataclass(frozen=True)
class Plan:
    """A run as it is asked for: the network by its registry name, what it is built with, how it is trained."""

    model: str
    config: TrainingConfig
    options: NetworkOptions = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"model": self.model, "options": dict(self.options), "config": asdict(self.config)}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Plan:
        """Read what `to_json` made; raises ValueError where it does not fit."""
        try:
            plan = cls(found["model"], TrainingConfig.from_json(found["config"]), dict(found["options"]))
            is_sane = _OPTIONS[plan.model]
            wrong = [name for name, value in plan.options.items() if not is_sane[name](value)]
        except (KeyError, TypeError) as error:
            raise ValueError(f"not the plan of a run: {error}") from None
        if wrong:
            raise ValueError(f"not options of {plan.model}: {', '.join(wrong)}")
        return plan


_OPTIONS: Final[Mapping[str, Mapping[str, Callable[[object], bool]]]] = {
    "FirstNet": {"relu_logits": lambda value: isinstance(value, bool)},
    "CNNNet": {"dropout": lambda value: isinstance(value, (int, float)) and 0 <= value < 1},
}


_TUTORIAL: Final = TrainingConfig()
_ONE_CYCLE: Final = TrainingConfig(
    batch_size=128, learning_rate=0.1, momentum=0.9, weight_decay=1e-4, schedule="one-cycle"
)
# Each reads as well as it can be brought to in a few seconds; what was tried for that stands in the README.
_SHIFT: Final = Augmentation(rotation=0.0, scale=0.0, shear=0.0, shift=1.0, elastic=0.0, spared=0.0)
_RECOMMENDED: Final = replace(_ONE_CYCLE, batch_size=256, augmentation=_SHIFT, pen_digits=10_000, non_digits=3000)
_RECOMMENDED_FIRSTNET: Final = replace(_RECOMMENDED, epochs=3, learning_rate=0.12, weight_decay=5e-4)
_RECOMMENDED_CNNNET: Final = replace(_RECOMMENDED, epochs=2, optimizer="AdamW", learning_rate=0.015, weight_decay=0.02)
_THOROUGH: Final = replace(
    _ONE_CYCLE,
    epochs=80,
    averaging=0.999,
    augmentation=Augmentation(),
    hold_out=5000,
    pen_digits=30_000,
    non_digits=8000,
)

PRESETS: Final[Mapping[str, Mapping[str, Plan]]] = MappingProxyType(
    {
        # The Spanish PyTorch tutorial as written, the ReLU on FirstNet's last layer included.
        "tutorial": {
            "FirstNet": Plan("FirstNet", _TUTORIAL, {"relu_logits": True}),
            "CNNNet": Plan("CNNNet", _TUTORIAL, {"dropout": 0.5}),
        },
        "recommended": {
            "FirstNet": Plan("FirstNet", _RECOMMENDED_FIRSTNET, {"relu_logits": False}),
            "CNNNet": Plan("CNNNet", _RECOMMENDED_CNNNET, {"dropout": 0.0}),
        },
        # What the bundled weights are made with.
        "thorough": {
            "FirstNet": Plan("FirstNet", _THOROUGH, {"relu_logits": False}),
            "CNNNet": Plan("CNNNet", _THOROUGH, {"dropout": 0.0}),
        },
    }
)
