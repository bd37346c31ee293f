"""Digits written with a pen by people of many countries, as MNIST, which is American handwriting, rarely has them.

Networks learn from them beside MNIST, and alone as the data set "hands". They are drawn by the pad's own renderer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np
import torch

from mnist_desktop.drawing.arrays import Indices
from mnist_desktop.learning.data.hands import DATASET, TENTHS, TESTED, Hands, digits_by
from mnist_desktop.learning.data.mnist import Dataset, Digits, as_pixels, joined
from mnist_desktop.learning.data.variation import Pen, Variation

HELD_OUT: Final = (1,)  # the writers whose digits are for calibration
TRAINED: Final = tuple(range(2, TENTHS))
EVENNESS: Final = 0.75  # a collection's share of the digits drawn is its size to this power; 1 is in proportion

VARIATION: Final = Variation(
    slant=0.2, turn=0.12, aspect=0.15, warp=0.03, tremble=0.004, pen_widths=(2.1, 2.5, 3.0), spared=0.25
)


@cache
def as_written(tenths: tuple[int, ...]) -> Digits:
    """Return the images of the digits by the writers of some tenths. Raises `DataError`."""
    written = digits_by(tenths)
    images = np.concatenate(list(written.images()))
    return Digits(as_pixels(images), torch.from_numpy(written.labels))


def dataset() -> Dataset:
    """Return the digits as written. The last are by the writers who can be held out. Raises `DataError`."""
    return Dataset(DATASET, _train, as_written(TESTED), len(digits_by(HELD_OUT)))


def _train() -> Digits:
    return joined([as_written(TRAINED), as_written(HELD_OUT)])


def pen_digits(count: int, seed: int) -> Digits:
    """Return `count` varied digits by the writers to train on, in random order. The same for the same seed."""
    return joined(list(drawn(count, seed)))


def drawn(count: int, seed: int, tenths: tuple[int, ...] = TRAINED) -> Iterator[Digits]:
    """Yield the digits of `pen_digits` in small parts, so that the caller can do other work in between."""
    if not count:
        return
    random = np.random.default_rng(seed)
    written = digits_by(tenths)
    chosen = written[chosen_evenly(written, count, random)]
    labels = torch.from_numpy(chosen.labels)
    for images in chosen.images(Pen(VARIATION, random)):
        part, labels = labels[: len(images)], labels[len(images) :]
        yield Digits(as_pixels(images), part)


def chosen_evenly(written: Hands, count: int, random: np.random.Generator) -> Indices:
    """Choose `count` of the drawings, in random order, so that large collections do not dominate.

    Within a collection each drawing is chosen equally often, give or take one.
    """
    of_collection = np.bincount(written.collections)[written.collections]
    weight = of_collection ** (EVENNESS - 1)
    ends = np.cumsum(weight) * (count / weight.sum())
    marks = random.random() + np.arange(count)
    return random.permutation(np.minimum(np.searchsorted(ends, marks), len(written) - 1))
