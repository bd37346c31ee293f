"""Says which samples contradict the rest."""

from __future__ import annotations

from collections.abc import Sequence

from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.samples.sample import Sample


def suspicious(samples: Sequence[Sample], predictor: Predictor) -> frozenset[str]:
    """Return the ids of the samples whose labels contradict the rest."""
    return frozenset()
