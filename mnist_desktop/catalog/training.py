"""The training options, one row each, and the frozen values of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from mnist_desktop.catalog.options import Number, OneOf, Option, Whole, check_all
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP

DISTORTIONS: Final[Sequence[Option]] = (
    Number(name="rotation", low=0.0, high=180.0, default=10.0),
    Number(name="scale", low=0.0, high=0.9, default=0.12),
    Number(name="shear", low=0.0, high=2.0, default=0.2),
    Number(name="shift", low=0.0, high=14.0, default=0.7),
    Number(name="elastic", low=0.0, high=14.0, default=0.8),
    Whole(name="grid", low=2, high=28, default=5),
    Number(name="spared", low=0.0, high=1.0, default=0.25),
)

LEARNING_RATE: Final = Number(
    name="learning_rate",
    title=QT_TRANSLATE_NOOP("Catalog", "Learning rate"),
    about=QT_TRANSLATE_NOOP(
        "Catalog",
        "How far each step goes. If it is too high, the loss runs away; if it is too low, the loss hardly falls."
        " For SGD with momentum try 0.1. You can change it while the run is under way.",
    ),
    low=1e-8,
    high=1e4,
    default=0.001,
    is_rate=True,
    live=True,
)

TRAINING_OPTIONS: Final[Sequence[Option]] = (
    Whole(
        name="epochs",
        title=QT_TRANSLATE_NOOP("Catalog", "Epochs"),
        about=QT_TRANSLATE_NOOP(
            "Catalog", "How often the network sees all training images. A few epochs are enough to learn well."
        ),
        low=1,
        high=1000,
        default=10,
    ),
    LEARNING_RATE,
    Number(
        name="momentum",
        title=QT_TRANSLATE_NOOP("Catalog", "Momentum"),
        about=QT_TRANSLATE_NOOP(
            "Catalog",
            "How much of the direction of the last steps is kept; 0.9 is usual, 0 is none."
            " You can change it while the run is under way.",
        ),
        low=0.0,
        high=0.9999,
        default=0.0,
        live=True,
    ),
    Whole(
        name="batch_size",
        title=QT_TRANSLATE_NOOP("Catalog", "Batch size"),
        about=QT_TRANSLATE_NOOP(
            "Catalog", "How many images each step learns from. Larger batches are faster; try 64 to 256."
        ),
        low=1,
        high=10_000,
        default=64,
        doubles=True,
    ),
    OneOf(
        name="optimizer",
        title=QT_TRANSLATE_NOOP("Catalog", "Optimizer"),
        about=QT_TRANSLATE_NOOP(
            "Catalog",
            "The rule for each step. SGD follows the gradient; Adam and AdamW fit the step to each weight"
            " and need a lower learning rate, 0.001 to 0.01.",
        ),
        choices={"SGD": "SGD", "Adam": "Adam", "AdamW": "AdamW"},
        default="SGD",
    ),
    OneOf(
        name="device",
        title=QT_TRANSLATE_NOOP("Catalog", "Device"),
        about=QT_TRANSLATE_NOOP("Catalog", "What computes. Auto takes a graphics card if there is one."),
        choices={"auto": QT_TRANSLATE_NOOP("Catalog", "Auto"), "cpu": "CPU", "cuda": "CUDA", "mps": "Metal"},
        default="auto",
    ),
    Whole(
        name="seed",
        title=QT_TRANSLATE_NOOP("Catalog", "Seed"),
        about=QT_TRANSLATE_NOOP(
            "Catalog", "Where the random numbers start. The same seed and settings give the same run again."
        ),
        low=0,
        high=2**63 - 1,
        default=0,
        is_id=True,
    ),
    Number(name="weight_decay", low=0.0, high=1.0, default=0.0),
    Number(name="beta2", low=0.0, high=0.99999, default=0.999),
    Number(name="label_smoothing", low=0.0, high=0.9, default=0.0),
    OneOf(name="schedule", choices={"constant": "constant", "one-cycle": "one-cycle"}, default="constant"),
    Number(name="averaging", low=0.0, high=0.99999, default=0.0),
    Whole(name="hold_out", low=0, high=50_000, default=0),
    Whole(name="pen_digits", low=0, high=100_000, default=0),
    Whole(name="non_digits", low=0, high=100_000, default=0),
    Number(name="distillation", low=0.0, high=100.0, default=0.0),
    Whole(name="replay", low=0, high=1_000_000, default=0),
    Whole(name="samples", low=0, high=1_000_000, default=0),
)

Schedule = Literal["constant", "one-cycle"]
Optimizer = Literal["SGD", "Adam", "AdamW"]
_DISTORTION: Final[Mapping[str, Any]] = {option.name: option.default for option in DISTORTIONS}
_USUAL: Final[Mapping[str, Any]] = {option.name: option.default for option in TRAINING_OPTIONS}


@dataclass(frozen=True)
class Augmentation:
    """Ranges of distortion. Each value is drawn uniformly from ± its range; the elastic noise is normal.

    `spared` is the share of digits that stay unchanged. Distortion blurs a little, and a network that never saw a sharp
    digit reads sharp digits worse. A shift alone moves digits by whole pixels, without blur. Raises `ProblemError` for
    a value of another type or out of range.
    """

    rotation: float = _DISTORTION["rotation"]  # degrees
    scale: float = _DISTORTION["scale"]  # share of the size, independently in x and y
    shear: float = _DISTORTION["shear"]  # pixels in x per pixel in y
    shift: float = _DISTORTION["shift"]  # pixels; digit images are centred, so larger shifts help little
    elastic: float = _DISTORTION["elastic"]  # pixels, standard deviation of the noise at the coarse grid's points
    grid: int = _DISTORTION["grid"]  # points per side of the coarse grid
    spared: float = _DISTORTION["spared"]

    def __post_init__(self) -> None:
        check_all(DISTORTIONS, asdict(self))

    @property
    def is_shift_alone(self) -> bool:
        """Whether digits are only shifted, by a pixel or more."""
        return self.shift >= 1 and not any((self.rotation, self.scale, self.shear, self.elastic))


@dataclass(frozen=True)
class TrainingConfig:
    """A training configuration. The same config and data give the same weights on the same machine.

    `momentum` is the first beta of Adam and AdamW, `beta2` the second. `label_smoothing` is the share of a label that
    is spread over all ten digits (C. Szegedy et al., CVPR 2016, section 7); the losses that are told are without it.
    `averaging` is the decay per step of the running mean of the weights, which is then scored and kept; 0 means no
    mean. The last `hold_out` digits of the training set are not trained on, and each epoch is scored on them.
    `pen_digits` and `non_digits` are the numbers of drawn digits and non-digits added to the training set. Fine-tuning
    replays so many of all these, chosen at random, 0 for all (A. Robins: Catastrophic forgetting, rehearsal and
    pseudorehearsal, Connection Science 7(2), 1995), and adds so many varied images of the user's samples.
    `distillation` is the weight of the squared distance of its logits from those of the weights it began with. Raises
    `ProblemError` for a value of another type or out of range.
    """

    epochs: int = _USUAL["epochs"]
    batch_size: int = _USUAL["batch_size"]
    learning_rate: float = _USUAL["learning_rate"]
    momentum: float = _USUAL["momentum"]
    weight_decay: float = _USUAL["weight_decay"]
    beta2: float = _USUAL["beta2"]
    label_smoothing: float = _USUAL["label_smoothing"]
    optimizer: Optimizer = _USUAL["optimizer"]
    schedule: Schedule = _USUAL["schedule"]
    augmentation: Augmentation | None = None
    averaging: float = _USUAL["averaging"]
    hold_out: int = _USUAL["hold_out"]
    pen_digits: int = _USUAL["pen_digits"]
    non_digits: int = _USUAL["non_digits"]
    distillation: float = _USUAL["distillation"]
    replay: int = _USUAL["replay"]
    samples: int = _USUAL["samples"]
    seed: int = _USUAL["seed"]
    device: str = _USUAL["device"]

    def __post_init__(self) -> None:
        for option in TRAINING_OPTIONS:
            option.check(getattr(self, option.name))
