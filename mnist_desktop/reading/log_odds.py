"""A digit's log-odds: how far its logit is above those of all others together."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray, Indices
from mnist_desktop.reading.calibration import energy, log_softmax


def log_odds(logits: Float32Array, digits: Indices) -> tuple[FloatArray, Float32Array]:
    """Return the (n,) log-odds of (n,) digits, one for each of (n, 10) logits, and their (n, 10) gradients by those.

    They are positive where the digit is more likely than not. The log-odds of p are log(p / (1 - p)).
    """
    each = np.arange(len(logits))
    others = logits.astype(np.float64)
    others[each, digits] = -np.inf
    seeds = -np.exp(log_softmax(others))
    seeds[each, digits] = 1
    return logits[each, digits] - energy(others), seeds.astype(np.float32)
