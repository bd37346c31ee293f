"""Scores predictions: accuracy, loss and confusion matrix."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.calibration import Labels, cross_entropy
from mnist_desktop.runs.scores import Score


def score(logits: Float32Array, labels: Labels, name: str) -> Score:
    """Compare (n, 10) logits, n ≥ 1, with (n,) labels. `name` is the name of the digits."""
    confusion = np.bincount(labels * 10 + logits.argmax(axis=1), minlength=100).reshape(10, 10)
    return Score(
        name,
        accuracy=int(confusion.trace()) / len(labels),
        loss=cross_entropy(logits, labels),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
        count=len(labels),
    )
