"""Digit shapes written around the world that MNIST, which is American handwriting, rarely has.

Examples are a 1 with a flag or a base, a 7 with a bar and a 9 with a curled tail. Each digit has several hand-authored
skeletons in resources/. They are drawn with random variation and rendered like strokes on the canvas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import torch

from mnist_desktop.drawing.arrays import FloatArray, Indices
from mnist_desktop.drawing.digit_image import digit_images_in_parts
from mnist_desktop.learning.data.handwriting import Strokes, Variation, draw
from mnist_desktop.learning.data.mnist import Digits, as_pixels, joined
from mnist_desktop.learning.data.skeletons import read_skeletons

VARIATION: Final = Variation(
    jitter=0.026,
    roundings=(1, 2),
    lean=0.08,
    slant=0.22,
    turn=0.12,
    aspect=0.2,
    bend=0.018,
    drift=0.04,
    ends=0.15,
    trembling=0.12,
)


@dataclass(frozen=True, eq=False)
class Skeleton:
    """One way to write a digit.

    `strokes` are (k, 2) control points in a unit box, y down. `weight` is how often people write the digit this way,
    relative to its other skeletons.
    """

    name: str
    digit: int
    weight: float
    strokes: Strokes


def pen_digits(count: int, seed: int) -> Digits:
    """Return `count` digits in random order, each of the ten equally often. The same for the same seed."""
    digits = joined(list(drawn(count, seed)))
    order = torch.from_numpy(np.random.default_rng(seed).permutation(count))
    return Digits(digits.images[order], digits.labels[order])


def drawn(count: int, seed: int) -> Iterator[Digits]:
    """Yield the digits of `pen_digits` in small parts, zeros first, so that the caller can do other work in between."""
    random = np.random.default_rng(seed)
    skeletons = load_skeletons()
    counts = _shared_out(count, skeletons, random)
    labels = torch.from_numpy(np.repeat([skeleton.digit for skeleton in skeletons], counts))
    for images in digit_images_in_parts(_drawings(skeletons, counts, random), canvas=1.0):
        part, labels = labels[: len(images)], labels[len(images) :]
        yield Digits(as_pixels(images), part)


@lru_cache(maxsize=1)
def load_skeletons() -> tuple[Skeleton, ...]:
    """Return the hand-authored ways to write the digits, zeros first."""
    found = [
        Skeleton(name, each["digit"], each["weight"], [np.array(stroke, float) for stroke in each["strokes"]])
        for name, each in read_skeletons("digits")["skeletons"].items()
    ]
    return tuple(sorted(found, key=lambda skeleton: skeleton.digit))


def _shared_out(count: int, skeletons: Sequence[Skeleton], random: np.random.Generator) -> Indices:
    """Return how often to draw each skeleton: digits equally, give or take one, and a digit's skeletons by weight."""
    of_digit = np.bincount(random.permutation(10)[np.arange(count) % 10], minlength=10)
    digits, weights = (np.array([getattr(each, name) for each in skeletons]) for name in ("digit", "weight"))
    counts = np.zeros(len(skeletons), dtype=np.intp)
    for digit, many in enumerate(of_digit):
        ways = digits == digit
        counts[ways] = random.multinomial(many, weights[ways] / weights[ways].sum())
    return counts


def _drawings(skeletons: Sequence[Skeleton], counts: Indices, random: np.random.Generator) -> Iterator[FloatArray]:
    for skeleton, count in zip(skeletons, counts, strict=True):
        yield from draw(skeleton.strokes, int(count), VARIATION, random)
