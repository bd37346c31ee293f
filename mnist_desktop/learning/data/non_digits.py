"""Drawings that are not digits: letters, shapes and scribbles. A network learns to reject them.

Letters and shapes are hand-authored skeletons in resources/, drawn with random variation. Scribbles are random. All are
rendered like strokes on the canvas.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import digit_images_in_parts
from mnist_desktop.learning.data import pen_digits
from mnist_desktop.learning.data.handwriting import Strokes, Variation, draw, draw_each, rounded
from mnist_desktop.learning.data.mnist import Digits, as_pixels, joined
from mnist_desktop.learning.data.skeletons import read_skeletons

NON_DIGIT: Final = -1  # the label of a non-digit
SCRIBBLE_SHARE: Final = 0.4  # share of the non-digits that are scribbles
SCRIBBLE_BATCH: Final = 8  # scribbles made at once, of one kind and the same number of points
WEIGHT: Final = 0.5  # weight of a non-digit's loss relative to a digit's

VARIATION: Final = Variation(jitter=0.03, roundings=(0, 2), slant=0.15, turn=0.12, aspect=0.21)

Part = Literal["train", "kept for tests"]


def non_digits(count: int, seed: int) -> Digits:
    """Return `count` digit images of non-digits to train on, labelled `NON_DIGIT`. The same for the same seed."""
    return joined(list(drawn(count, seed)))


def drawn(count: int, seed: int) -> Iterator[Digits]:
    """Yield the images of `non_digits` in small parts, so that the caller can do other work in between."""
    for images in digit_images_in_parts(_drawings(count, np.random.default_rng(seed)), canvas=1.0):
        yield _labelled(images)


def kept_for_tests(each: int = 30, seed: int = 0) -> Digits:
    """Draw the skeletons that no network is trained on, `each` times."""
    random = np.random.default_rng(seed)
    skeletons = load_skeletons("kept for tests").values()
    drawings = (drawing for strokes in skeletons for drawing in draw(strokes, each, VARIATION, random))
    return joined([_labelled(images) for images in digit_images_in_parts(drawings, canvas=1.0)])


def loss(log_probabilities: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss of (n, 10) log-probabilities in nats. The target of a non-digit is a uniform distribution.

    D. Hendrycks, M. Mazeika, T. Dietterich: Deep Anomaly Detection with Outlier Exposure (ICLR 2019), section 4.
    """
    of_digits = F.nll_loss(log_probabilities, labels, ignore_index=NON_DIGIT, reduction="sum")
    of_others = -log_probabilities[labels == NON_DIGIT].mean(1).sum()
    return (of_digits + WEIGHT * of_others) / len(labels)


def load_skeletons(part: Part) -> dict[str, Strokes]:
    """Return the hand-authored non-digits by name, each a list of (n, 2) strokes in a unit box."""
    found = read_skeletons("non_digits")[part]
    return {name: [np.array(stroke, float) for stroke in strokes] for name, strokes in found.items()}


def _labelled(images: GreyImage) -> Digits:
    return Digits(as_pixels(images), torch.full((len(images),), NON_DIGIT))


def _drawings(count: int, random: np.random.Generator) -> Iterator[FloatArray]:
    """Yield the skeletons, then the scribbles, in a unit box: (m, 2, 2) segments each."""
    skeletons = list(load_skeletons("train").values())
    scribbles = int(random.binomial(count, SCRIBBLE_SHARE))
    counts = random.multinomial(count - scribbles, np.full(len(skeletons), 1 / len(skeletons)))
    for strokes, many in zip(skeletons, counts, strict=True):
        yield from draw(strokes, int(many), VARIATION, random)
    for done in range(0, scribbles, SCRIBBLE_BATCH):
        scribble = _SCRIBBLES[int(random.integers(len(_SCRIBBLES)))]
        yield from draw_each(scribble(min(SCRIBBLE_BATCH, scribbles - done), random), VARIATION, random)


def _wandering(count: int, random: np.random.Generator) -> Strokes:
    steps = random.normal(size=(count, int(random.integers(60, 200)), 2))
    drift, shake = random.uniform(0, 0.05, (count, 1, 1)), random.uniform(0.3, 1, (count, 1, 1))
    return [_in_box(np.cumsum(np.cumsum(steps, axis=1) * drift + steps * shake, axis=1))]


def _zigzag(count: int, random: np.random.Generator) -> Strokes:
    teeth = int(random.integers(6, 18))
    along = np.arange(teeth) / teeth + random.normal(0, 0.03, (count, teeth))
    across = np.arange(teeth) % 2 + random.normal(0, 0.08, (count, teeth))
    points = np.stack([across, along], axis=2)
    return [_in_box(points if random.random() < 0.5 else points[:, :, ::-1])]


def _spiral(count: int, random: np.random.Generator) -> Strokes:
    turns, first = random.uniform(2.5, 5, (count, 1)), random.uniform(0, 6, (count, 1))
    angle = turns * np.linspace(0, 2 * math.pi, 100) + first
    radius = np.linspace(random.uniform(0, 0.15, count), 1, 100, axis=1)
    return [_in_box(np.stack([np.cos(angle), np.sin(angle)], axis=2) * radius[:, :, None])]


def _loose_lines(count: int, random: np.random.Generator) -> Strokes:
    return list(random.random((int(random.integers(3, 8)), count, 2, 2)))


def _loose_curves(count: int, random: np.random.Generator) -> Strokes:
    curves = [random.random((count, int(random.integers(3, 6)), 2)) for _ in range(int(random.integers(3, 6)))]
    return [rounded(curve, 3) for curve in curves]


def _several_digits(count: int, random: np.random.Generator) -> Strokes:
    """Draw two to four digits side by side. Together they are not one digit."""
    skeletons = pen_digits.load_skeletons()
    chosen = [skeletons[int(each)] for each in random.integers(len(skeletons), size=random.integers(2, 5))]
    pace = random.uniform(0.75, 1.2)
    width = (len(chosen) - 1) * pace + 1
    places = [np.array([place * pace - width / 2, -0.5]) for place in range(len(chosen))]
    strokes = [stroke + place for digit, place in zip(chosen, places, strict=True) for stroke in digit.strokes]
    return [np.broadcast_to(stroke / width + 0.5, (count, *stroke.shape)) for stroke in strokes]


def _specks(count: int, random: np.random.Generator) -> Strokes:
    """Draw a few dots or short horizontal dashes."""
    length = random.uniform(0, 0.3) * int(random.integers(2))
    places = random.random((int(random.integers(1, 4)), count, 1, 2))
    return [place + random.uniform(0.5, 1.5, (count, 1, 1)) * [(0.0, 0.0), (length, 0.0)] for place in places]


def _tangle(count: int, random: np.random.Generator) -> Strokes:
    return [rounded(random.random((count, int(random.integers(8, 25)), 2)), 2)]


_SCRIBBLES: Final[Sequence[Callable[[int, np.random.Generator], Strokes]]] = (
    _wandering,
    _zigzag,
    _spiral,
    _loose_lines,
    _loose_curves,
    _tangle,
    _several_digits,
    _several_digits,  # twice as likely, because people often draw several digits
    _specks,
)


def _in_box(points: FloatArray) -> FloatArray:
    low, high = points.min(axis=1, keepdims=True), points.max(axis=1, keepdims=True)
    return np.asarray((points - (low + high) / 2) / (high - low).max(axis=2, keepdims=True) + 0.5)
