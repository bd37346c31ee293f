"""The plan of a training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.catalog.networks import NETWORKS, Tuning
from mnist_desktop.catalog.options import check_all
from mnist_desktop.catalog.presets import FINE_TUNING, PRESETS, PresetRow
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.system.errors import ProblemError

VARIED: Final = 150  # images of each sample,
MOST_VARIED: Final = 3 / 32  # but no more of all together than this share of the replay, unless there are more samples


@dataclass(frozen=True)
class Plan:
    """A network with its options, a training configuration and a data set, by their names in the catalog.

    `parent` is the id of the run whose weights and state it starts from, "" if it starts from scratch or fine-tunes the
    factory weights. Raises `ProblemError` for a name that the catalog does not have, and for an option out of range.
    """

    network: str
    config: TrainingConfig = field(default_factory=TrainingConfig)
    options: Mapping[str, bool | int | float] = field(default_factory=dict)
    dataset: str = USUAL_DATASET
    parent: str = ""

    def __post_init__(self) -> None:
        if self.network not in NETWORKS:
            raise ProblemError("network_unknown", network=self.network, known=", ".join(NETWORKS))
        if self.dataset not in DATASETS:
            raise ProblemError("dataset_unknown", dataset=self.dataset, known=", ".join(DATASETS))
        row = NETWORKS[self.network]
        object.__setattr__(self, "options", row.defaults() | dict(self.options))
        check_all(row.options, self.options)

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found

    @classmethod
    def from_json(cls, found: Any) -> Plan:
        """Parse a result of `to_json`. Raises `ProblemError` if it does not fit."""
        try:
            return msgspec.convert(found, cls)
        except (msgspec.ValidationError, OverflowError) as error:
            raise ProblemError("plan_unreadable", reason=str(error)) from error


def plan_of(preset: str, network: str) -> Plan:
    """Return the plan of a preset for a network. Raises KeyError for a name that the catalog does not have."""
    return _plan_of(PRESETS[preset], network)


def fine_tuning(network: str, samples: int) -> Plan:
    """Return the plan that fine-tunes a network on so many samples. Few are varied more often."""
    plan = _plan_of(FINE_TUNING, network)
    most = max(samples, round(MOST_VARIED * plan.config.replay))
    return replace(plan, config=replace(plan.config, samples=min(samples * VARIED, most)))


def _plan_of(preset: PresetRow, network: str) -> Plan:
    tuning = NETWORKS[network].tuning.get(preset.name, Tuning())
    return Plan(network, replace(preset.config, **tuning.training), tuning.options)
