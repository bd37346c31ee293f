"""The smallest change of a digit image after which another digit is read.

DeepFool (S.-M. Moosavi-Dezfooli, A. Fawzi and P. Frossard, DeepFool: a simple and accurate method to fool deep neural
networks, CVPR 2016), for one wished digit and with pixels between paper and ink: if the network was linear, the nearest
change would be along a gradient, so steps are taken along it until the digit is read. The way from the image to there
is then cut off where the reading turns.

The paper takes the gradient against one other digit at a time. In a corner between several that goes to and fro without
end, so here it is that of the digit's log-odds against all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.backward import slopes
from mnist_desktop.reading.log_odds import log_odds
from mnist_desktop.reading.predictor import Predictor, network_input

MOST_STEPS: Final = 150
OVERSHOOT: Final = 1.02  # steps are a little longer than needed, as in the paper
LONGEST: Final = 0.5  # of log-odds; longer steps go astray, and the changes are a third larger
ROUNDS: Final = 6  # of giving to pixels with room what those at their limits could not take
PARTS: Final = 32  # of the way, of which the one where the reading turns is divided again


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
    """Look for a small change (in the L2 norm) of a (28, 28) digit image after which `digit` is read.

    Returns None if none is found: the digit may get no gradient.
    """
    beyond = _beyond(predictor, image, digit)
    return None if beyond is None else SmallestChange(image, _turning_point(predictor, image, beyond, digit), digit)


def _beyond(predictor: Predictor, image: GreyImage, digit: int) -> GreyImage | None:
    """Take steps until the digit is read."""
    found = image
    for _ in range(MOST_STEPS):
        logits = predictor.logits(network_input(found))
        if logits[0].argmax() == digit:
            return found
        [odds], seeds = log_odds(logits, np.array([digit]))
        [steepness] = slopes(predictor.network, found[None], seeds)
        found = _raised(found, steepness, min(-OVERSHOOT * odds, LONGEST))
    return None


def _raised(image: GreyImage, steepness: GreyImage, rise: float) -> GreyImage:
    """Change an image as little as possible so that what is as steep as this rises by `rise`, with pixels in 0…1."""
    found = image
    for _ in range(ROUNDS):
        usable = np.where(np.where(steepness > 0, found < 1, found > 0), steepness, 0)
        most = float((usable**2).sum())
        if most == 0 or rise <= 0:
            break
        moved = np.clip(found + (rise / most * usable).astype(np.float32), 0, 1)
        rise -= float((steepness * (moved - found)).sum())
        found = moved
    return found


def _turning_point(predictor: Predictor, image: GreyImage, beyond: GreyImage, digit: int) -> GreyImage:
    """Return where the digit is first read on the straight way from an image to one beyond."""
    start, end = 0.0, 1.0
    for _ in range(2):
        shares = np.linspace(start, end, PARTS + 1, dtype=np.float32)
        points = image + shares[:, None, None] * (beyond - image)
        is_read = predictor.logits(network_input(points)).argmax(axis=1) == digit
        is_read[-1] = True  # as was found before, however it is rounded
        first = int(is_read.argmax())
        start, end = float(shares[first - 1]), float(shares[first])
    return np.asarray(np.clip(points[first], 0, 1))
