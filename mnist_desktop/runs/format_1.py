"""Converts histories of format 1, from version 0.1.0, to format 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.runs.scores import HELD_OUT

_TEST = DATASETS[USUAL_DATASET].test_score  # format 1 names only this test set


def upgraded(found: Mapping[str, Any], network: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the history of a format 1 file that holds `network` built with `options`.

    A file with weights alone may have no run; then only the accuracy is kept. Raises KeyError, TypeError or
    AttributeError for anything that is not a history of format 1.
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
    """Return the catalog's name of a data set, from its title or its name."""
    return next((row.name for row in DATASETS.values() if title in (row.name, row.title)), title)


def _config(found: Mapping[str, Any]) -> dict[str, Any]:
    augmentation = found.get("augmentation")
    if augmentation is None:
        return dict(found)
    return {**found, "augmentation": {"spared": 0.0, **augmentation}}  # the first runs distorted every digit


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
