"""Samples for tests: digits that real writers drew, as if a person had labelled them."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.learning.data import hands
from mnist_desktop.learning.data.hands import Hands
from mnist_desktop.learning.data.test_sets import drawings
from mnist_desktop.samples.sample import Sample


def samples_of(writer: int, count: int) -> list[Sample]:
    """The first digits of a writer, as strokes; each of the first 30 writers drew about 250."""
    return drawn_by(hands.load(), writer, count)


def drawn_by(everything: Hands, writer: int, most: int | None = None) -> list[Sample]:
    """The digits of a writer, or the first of them."""
    written = everything[np.flatnonzero(everything.are_digits & (everything.writers == writer))[:most]]
    return [Sample.new(int(label), drawn) for label, drawn in zip(written.labels, drawings(written), strict=True)]


def of_image(image: GreyImage, label: int) -> Sample:
    """A sample without strokes."""
    return Sample.new(label, image)
