"""The user's samples as digits to test on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.samples.images import make_images
from mnist_desktop.samples.sample import Sample


def digit_set(samples: Sequence[Sample]) -> DigitSet:
    """Return n ≥ 1 samples as labelled digits, in their order."""
    make_images(samples)
    images = np.stack([each.image for each in samples])
    drawings = [each.content if isinstance(each.content, Drawing) else Drawing() for each in samples]
    labels = np.array([each.label for each in samples], np.int64)
    return DigitSet(MY_DRAWINGS, (images * 255).round().astype(np.uint8), labels, drawings)
