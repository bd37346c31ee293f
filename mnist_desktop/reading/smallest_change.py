"""The smallest change of a digit image after which another digit is read.

DeepFool (S.-M. Moosavi-Dezfooli, A. Fawzi and P. Frossard, DeepFool: a simple and accurate method to fool deep neural
networks, CVPR 2016), for one wished digit and with pixels between paper and ink: where the network was linear, the
nearest change would be along the gradient, so steps are taken along it until the digit is read. The line from the image
to there is then cut where the reading turns, and the nearest point of the boundary is looked for from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question

MOST_STEPS: Final = 50
OVERSHOOT: Final = 1.02  # steps are a little longer than needed, as in the paper
ROUNDS: Final = 6  # of giving to pixels with room what those at their limits cannot take
PARTS: Final = 16  # of a line, of which the one with the boundary is divided again
CLOSER: Final = 4  # times that a nearer point of the boundary is looked for


@dataclass(frozen=True, eq=False)
class SmallestChange:
    """The (28, 28) float32 images before and after, ink 1, paper 0, and the digit that is read after."""

    before: GreyImage
    after: GreyImage
    digit: int

    @property
    def change(self) -> GreyImage:
        """The (28, 28) ink that is added, or taken away where it is negative."""
        return self.after - self.before

    @property
    def ink_share(self) -> float:
        """How much ink is added and taken away, as a share of that of the image before."""
        return float(np.abs(self.change).sum() / self.before.sum())


def smallest_change(predictor: Predictor, image: GreyImage, digit: int) -> SmallestChange | None:
    """Look for the smallest change (in the L2 norm) of a (28, 28) digit image after which `digit` is read.

    Returns None if none is found: a network may give the digit no gradient.
    """
    crossed = _crossed(predictor, image, digit)
    if crossed is None:
        return None
    best = _at_boundary(predictor, image, crossed, digit)
    for _ in range(CLOSER):
        nearer = _nearer(predictor, image, best, digit)
        if nearer is None or _distance(nearer, image) >= _distance(best, image):
            break
        best = nearer
    return SmallestChange(image, best, digit)


def _crossed(predictor: Predictor, image: GreyImage, digit: int) -> GreyImage | None:
    """Go over the boundary, step by step."""
    found = image
    for _ in range(MOST_STEPS):
        logits = predictor.logits(network_input(found))[0]
        if logits.argmax() == digit:
            return found
        question = Question(digit, _best_other(logits, digit))
        [slopes] = question.pixel_gradients(predictor.network, network_input(found))
        found = _raised(found, slopes, -OVERSHOOT * float(question.lead(logits)))
    return None


def _nearer(predictor: Predictor, image: GreyImage, there: GreyImage, digit: int) -> GreyImage | None:
    """Return the point that would be the nearest to the image if the boundary were as flat as it is `there`."""
    logits = predictor.logits(network_input(there))[0]
    question = Question(digit, _best_other(logits, digit))
    [slopes] = question.pixel_gradients(predictor.network, network_input(there))
    rise = float((slopes * (there - image)).sum() - question.lead(logits))
    guess = _raised(image, slopes, OVERSHOOT * rise)
    if predictor.logits(network_input(guess))[0].argmax() != digit:
        return None
    return _at_boundary(predictor, image, guess, digit)


def _raised(image: GreyImage, slopes: GreyImage, rise: float) -> GreyImage:
    """Change an image as little as possible so that something with these slopes rises by `rise`, within 0…1."""
    found = image
    for _ in range(ROUNDS):
        has_room = np.where(slopes > 0, found < 1, found > 0)
        usable = slopes * has_room
        steepness = float((usable**2).sum())
        if not steepness > 0 or rise <= 0:
            break
        moved = np.clip(found + usable * np.float32(rise / steepness), 0, 1)
        rise -= float((slopes * (moved - found)).sum())
        found = moved
    return found


def _at_boundary(predictor: Predictor, image: GreyImage, beyond: GreyImage, digit: int) -> GreyImage:
    """Return where, on the way from the image to a point beyond the boundary, the digit is read first."""
    low, high = 0.0, 1.0
    for _ in range(2):
        shares = np.linspace(low, high, PARTS + 1, dtype=np.float32)[1:]
        points = image + shares[:, None, None] * (beyond - image)
        is_read = predictor.logits(network_input(points)).argmax(axis=1) == digit
        first = int(is_read.argmax()) if is_read.any() else len(shares) - 1
        low, high = (float(shares[first - 1]) if first else low), float(shares[first])
    return np.clip(points[first], 0, 1)


def _best_other(logits: GreyImage, digit: int) -> int:
    return int(np.where(np.arange(10) == digit, -np.inf, logits).argmax())


def _distance(one: GreyImage, other: GreyImage) -> float:
    return float(np.linalg.norm(one - other))
