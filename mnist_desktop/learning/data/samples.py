"""Varies the user's samples to images to train on: strokes as strokes, and digit images as images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices
from mnist_desktop.drawing.digit_image import PART, SIDE, digit_images
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.drawing.visible_strokes import visible_strokes
from mnist_desktop.learning.data.augment import distort
from mnist_desktop.learning.data.mnist import Digits, as_ink, as_pixels
from mnist_desktop.learning.data.variation import Pen, Variation
from mnist_desktop.samples.sample import Sample

CANVAS: Final = 500.0  # pixels of the shorter side to which every canvas is scaled

# More than pen digits of many writers are varied: few drawings are to stand for all that this hand will draw.
VARIATION: Final = Variation(
    slant=0.4, turn=0.18, aspect=0.25, warp=0.08, tremble=0.004, pen_widths=(2.1, 2.5, 3.0), spared=0.1
)


def as_written(samples: Sequence[Sample]) -> Digits:
    """Return the digit images of n ≥ 1 samples, and their labels."""
    return Digits(as_pixels(np.stack([each.image for each in samples])), _labels(samples))


def varied(samples: Sequence[Sample], count: int, seed: int) -> tuple[Digits, Indices]:
    """Return `count` varied images of n ≥ 1 samples that have ink. Each is varied equally often, give or take one.

    Also returns the index of the sample of each image: (count,). The same for the same seed.
    """
    random = np.random.default_rng(seed)
    chosen = random.permutation(np.resize(random.permutation(len(samples)), count))  # each pen draws several samples
    are_drawn = np.array([isinstance(each.content, Drawing) for each in samples])[chosen]
    pixels = torch.empty((count, SIDE, SIDE), dtype=torch.uint8)
    for start, images in _redrawn(samples, chosen[are_drawn], random):
        places = np.flatnonzero(are_drawn)[start : start + len(images)]
        pixels[torch.from_numpy(places)] = as_pixels(images)
    written = as_written(samples)
    pixels[torch.from_numpy(~are_drawn)] = _distorted(written.images[torch.from_numpy(chosen[~are_drawn])], seed)
    return Digits(pixels, written.labels[torch.from_numpy(chosen)]), chosen


def _labels(samples: Sequence[Sample]) -> torch.Tensor:
    return torch.tensor([each.label for each in samples], dtype=torch.int64)


def _redrawn(
    samples: Sequence[Sample], chosen: Indices, random: np.random.Generator
) -> Iterator[tuple[int, GreyImage]]:
    """Yield varied images of the chosen samples, which are drawings, in parts: the first one's place, (m, 28, 28)."""
    pen = Pen(VARIATION, random)
    segments = {int(index): _segments(samples[index].content) for index in np.unique(chosen)}
    for start in range(0, len(chosen), PART):
        some = [segments[index] for index in chosen[start : start + PART].tolist()]
        ends = np.cumsum([len(each) for each in some])
        owners = np.repeat(np.arange(len(some)), [2 * len(each) for each in some])
        points, width = pen.vary(np.concatenate(some).reshape(-1, 2), owners)
        yield start, digit_images(np.split(points.reshape(-1, 2, 2), ends[:-1]), CANVAS, width)


def _segments(drawing: object) -> FloatArray:
    """Return the visible movements of the pen, (m, 2, 2), on a canvas of `CANVAS`."""
    assert isinstance(drawing, Drawing), "what is redrawn has strokes"
    return visible_strokes(drawing).segments * (CANVAS / min(drawing.width, drawing.height))


def _distorted(pixels: torch.Tensor, seed: int) -> torch.Tensor:
    """Distort (n, 28, 28) uint8 images at random. Torch's global generator stays as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return as_pixels(distort(as_ink(pixels), Augmentation()).squeeze(1).clamp(0, 1).numpy())
