"""The presets for a training, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class PresetRow:
    """A preset: its name, its texts, and the values that it sets for any network."""

    name: str
    title: str
    about: str
    config: TrainingConfig


_ONE_CYCLE: Final = TrainingConfig(
    batch_size=128, learning_rate=0.1, momentum=0.9, weight_decay=1e-4, schedule="one-cycle"
)
_SHIFT: Final = Augmentation(rotation=0.0, scale=0.0, shear=0.0, shift=1.0, elastic=0.0, spared=0.0)

_ROWS: Final = (
    PresetRow(
        "tutorial",
        QT_TRANSLATE_NOOP("Catalog", "Tutorial"),
        QT_TRANSLATE_NOOP("Catalog", "As in the PyTorch tutorial: slow, and instructive."),
        TrainingConfig(),
    ),
    PresetRow(
        "recommended",
        QT_TRANSLATE_NOOP("Catalog", "Recommended"),
        QT_TRANSLATE_NOOP("Catalog", "Learns well in a few epochs."),
        replace(
            _ONE_CYCLE,
            epochs=4,
            batch_size=256,
            augmentation=_SHIFT,
            label_smoothing=0.1,
            pen_digits=30_000,
            non_digits=6000,
        ),
    ),
    PresetRow(
        "thorough",
        QT_TRANSLATE_NOOP("Catalog", "Thorough"),
        QT_TRANSLATE_NOOP("Catalog", "How the factory weights were made; takes its time."),
        replace(
            _ONE_CYCLE,
            epochs=36,
            averaging=0.999,
            augmentation=Augmentation(),
            label_smoothing=0.1,
            hold_out=5000,
            pen_digits=50_000,
            non_digits=10_000,
        ),
    ),
)

FINE_TUNING: Final = PresetRow(
    "fine-tuning",
    QT_TRANSLATE_NOOP("Catalog", "Fine-tuning"),
    QT_TRANSLATE_NOOP("Catalog", "Learns your own digits, and forgets nothing."),
    replace(
        _ONE_CYCLE,
        epochs=1,
        learning_rate=0.03,
        weight_decay=0.0,
        pen_digits=30_000,
        non_digits=6000,
        distillation=0.1,
        replay=32_000,
    ),
)
"""What weights that can read are fine-tuned with. It is none of the `PRESETS`, which are for a start from scratch."""

PRESETS: Final[Mapping[str, PresetRow]] = MappingProxyType({row.name: row for row in _ROWS})
USUAL_PRESET: Final = "recommended"
