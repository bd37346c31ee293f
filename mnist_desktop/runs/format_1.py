"""Histories as version 0.1.0 wrote them, format 1, turned into what format 2 holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.runs.scores import HELD_OUT

_TEST = DATASETS[USUAL_DATASET].test_score  # format 1 knew no other test set by name


def upgraded(found: Mapping[str, Any], network: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The history of a format 1 file that holds `network` built with `options`.

    Weights alone may say nothing of a run; then only their accuracy is carried over. Raises KeyError, TypeError or
    AttributeError for what is not a history of format 1.
    """
    if "rows" not in found:
        return {
            "name": found.get("name", ""),
            "plan": {"network": network, "options": dict(options)},
            "state": "finished",
            "scores": _scores(found),
        }
    return {
        "name": found["name"],
        "plan": {
            "network": found["model"],
            "options": found["options"],
            "config": _config(found["config"]),
            "dataset": _dataset(found["dataset"]),
        },
        "created": found["created"],
        "state": found["state"],
        "steps": found["steps"],
        "losses": found["losses"],
        "epochs": [_epoch(row) for row in found["rows"]],
        "changes": found["changes"],
        "scores": _scores(found),
    }


def _dataset(title: str) -> str:
    """The name in the catalog of what format 1 called by its title, or by its name already."""
    return next((row.name for row in DATASETS.values() if title in (row.name, row.title)), title)


def _config(found: Mapping[str, Any]) -> dict[str, Any]:
    augmentation = found.get("augmentation")
    if augmentation is None:
        return dict(found)
    return {**found, "augmentation": {"spared": 0.0, **augmentation}}  # the first runs spared no digit


def _epoch(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("epoch", "train_loss", "train_accuracy", "seconds", "images_per_second")
    return {**{key: row[key] for key in kept}, "scores": _scores(row)}


def _scores(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = ((HELD_OUT, "validation"), (_TEST, "test"))
    return [
        {"name": name, "accuracy": found[f"{part}_accuracy"], "loss": found.get(f"{part}_loss")}
        for name, part in parts
        if found.get(f"{part}_accuracy") is not None
    ]
