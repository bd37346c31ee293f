"""What is no digit, drawn as strokes: letters, shapes and scribbles, so that a network learns to answer "none".

The letters and shapes are hand-authored skeletons in resources/, drawn a little otherwise each time; the scribbles
are made up. All go through the canvas's own renderer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.mnist import Digits

NON_DIGIT: Final = -1  # the label of what is no digit
CANVAS: Final = 500.0
INSIDE: Final = 0.3  # of the canvas, from its middle to the edges of what is drawn
WEIGHT: Final = 0.5  # of a non-digit's loss beside a digit's

Part = Literal["train", "kept for tests"]
Strokes = Sequence[FloatArray]


def non_digits(count: int, seed: int) -> Digits:
    """`count` digit images of non-digits to train on, labelled `NON_DIGIT`; the same for the same seed."""
    return as_digits(list(drawn(count, seed)))


def drawn(count: int, seed: int) -> Iterator[GreyImage]:
    """The images of `non_digits` one by one, for who has other things to look at in between."""
    random = np.random.default_rng(seed)
    skeletons = list(load_skeletons("train").values())
    for _ in range(count):
        if random.random() < 0.6:
            strokes: Strokes = skeletons[int(random.integers(len(skeletons)))]
        else:
            strokes = _SCRIBBLES[int(random.integers(len(_SCRIBBLES)))](random)
        yield _image(by_hand(strokes, random))


def as_digits(images: Sequence[GreyImage]) -> Digits:
    """Label (28, 28) float32 images, ink 1, paper 0, as non-digits."""
    pixels = torch.from_numpy((np.stack(images) * 255).round().astype(np.uint8))
    return Digits(pixels, torch.full((len(images),), NON_DIGIT))


def loss(log_probabilities: Tensor, labels: Tensor) -> Tensor:
    """Mean loss of (n, 10) log-probabilities in nats: a digit wants its label, a non-digit all ten alike.

    D. Hendrycks, M. Mazeika, T. Dietterich: Deep Anomaly Detection with Outlier Exposure (ICLR 2019), section 4.
    """
    of_digits = F.nll_loss(log_probabilities, labels, ignore_index=NON_DIGIT, reduction="sum")
    of_others = -log_probabilities[labels == NON_DIGIT].mean(1).sum()
    return (of_digits + WEIGHT * of_others) / len(labels)


def load_skeletons(part: Part) -> dict[str, Strokes]:
    """The hand-authored non-digits by name, each a list of (n, 2) strokes in a unit box."""
    found: dict[str, Any] = json.loads((paths.resources() / "skeletons" / "non_digits.json").read_text("utf-8"))
    return {name: [np.array(stroke, float) for stroke in strokes] for name, strokes in found[part].items()}


def by_hand(strokes: Strokes, random: np.random.Generator) -> Drawing:
    """Draw strokes of a unit box as a hand would: rounded corners, a slant, a tremble, another height and width."""
    angle, shear = random.normal(0, 0.12), random.normal(0, 0.15)
    width, height = np.exp(random.normal(0, 0.15, 2))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    shape = turn @ np.array([[width, shear], [0.0, height]]) * (2 * INSIDE * CANVAS)
    roundings = int(random.integers(0, 3))
    drawn = []
    for stroke in strokes:
        trembling = stroke + random.normal(0, 0.03, stroke.shape)
        drawn.append(Stroke((_rounded(trembling, roundings) - 0.5) @ shape.T + CANVAS / 2))
    return Drawing(tuple(drawn), int(CANVAS), int(CANVAS))


def _image(drawing: Drawing) -> GreyImage:
    image = digit_image(drawing)
    if image is None:
        raise ValueError("a non-digit was drawn off the canvas")
    return image


def _rounded(points: FloatArray, times: int) -> FloatArray:
    """Cut every corner at a quarter (G. Chaikin, Computer Graphics and Image Processing 3(4), 1974)."""
    for _ in range(times if len(points) > 2 else 0):
        cut = np.stack([0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]], axis=1)
        points = np.concatenate([points[:1], cut.reshape(-1, 2), points[-1:]])
    return points


def _wandering(random: np.random.Generator) -> Strokes:
    steps = random.normal(size=(int(random.integers(60, 200)), 2))
    drift = np.cumsum(steps, axis=0) * random.uniform(0, 0.05) + steps * random.uniform(0.3, 1)
    return [_in_box(np.cumsum(drift, axis=0))]


def _zigzag(random: np.random.Generator) -> Strokes:
    teeth = int(random.integers(6, 18))
    along = np.arange(teeth) / teeth + random.normal(0, 0.03, teeth)
    across = np.arange(teeth) % 2 + random.normal(0, 0.08, teeth)
    points = np.stack([across, along], axis=1)
    return [_in_box(points if random.random() < 0.5 else points[:, ::-1])]


def _spiral(random: np.random.Generator) -> Strokes:
    turns = random.uniform(2.5, 5)
    angle = np.linspace(0, turns * 2 * math.pi, 100) + random.uniform(0, 6)
    radius = np.linspace(random.uniform(0, 0.15), 1, 100)
    return [_in_box(np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None])]


def _loose_lines(random: np.random.Generator) -> Strokes:
    return [random.random((2, 2)) for _ in range(int(random.integers(3, 8)))]


def _loose_curves(random: np.random.Generator) -> Strokes:
    return [_rounded(random.random((int(random.integers(3, 6)), 2)), 3) for _ in range(int(random.integers(3, 6)))]


def _tangle(random: np.random.Generator) -> Strokes:
    return [_rounded(random.random((int(random.integers(8, 25)), 2)), 2)]


_SCRIBBLES: Final[Sequence[Callable[[np.random.Generator], Strokes]]] = (
    _wandering,
    _zigzag,
    _spiral,
    _loose_lines,
    _loose_curves,
    _tangle,
)


def _in_box(points: FloatArray) -> FloatArray:
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - (low + high) / 2) / (high - low).max() + 0.5)
