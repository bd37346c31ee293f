"""Makes the digit images of many samples, several at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.drawing.digit_image import PART, digit_images
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.drawing.visible_strokes import visible_strokes
from mnist_desktop.samples.sample import Sample

IMAGE = "image"  # the property of a sample


def make_images(samples: Iterable[Sample]) -> None:
    """Make `image` of each sample that has none yet. This takes a fraction of the time of one after the other."""
    by_canvas: defaultdict[float, list[tuple[Sample, FloatArray]]] = defaultdict(list)
    for sample in samples:
        content = sample.content
        if IMAGE not in vars(sample) and isinstance(content, Drawing) and len(strokes := visible_strokes(content)):
            by_canvas[min(content.width, content.height)].append((sample, strokes.segments))
    for canvas, drawn in by_canvas.items():
        for start in range(0, len(drawn), PART):
            _make(drawn[start : start + PART], canvas)


def _make(drawn: list[tuple[Sample, FloatArray]], canvas: float) -> None:
    images = digit_images([segments for _, segments in drawn], canvas)
    for (sample, _), image in zip(drawn, images, strict=True):
        vars(sample)[IMAGE] = np.ascontiguousarray(image)  # where a cached property keeps its value
