"""What a network has learnt to look for: images of its own making that it reads as each of the ten digits.

Gradient ascent on the pixels with L2 decay (K. Simonyan, A. Vedaldi and A. Zisserman, Deep Inside Convolutional
Networks, arXiv:1312.6034, section 2), with blurring and without faint pixels (J. Yosinski et al., Understanding Neural
Networks Through Deep Visualization, arXiv:1506.06579, section 3), each step on an image that is moved a little
(A. Mordvintsev, C. Olah and M. Tyka, Inceptionism, Google Research Blog, 2015). What grows is the probability, not the
logit of the first paper: once the network is sure, no more ink is added, and strokes stay strokes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading.backward import slopes
from mnist_desktop.reading.log_odds import log_odds
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.values import DigitReading

DIGITS: Final = 10
STEPS: Final = 100
SHOWN: Final = 5  # steps between two values
RATE: Final = np.float32(4)  # length of a step while the digit is not read at all, in the L2 norm
DECAY: Final = np.float32(0.03)  # share of all ink that each step takes away
BLURRED: Final = 2  # steps between two blurs
BLUR: Final = 0.6  # pixels; the standard deviation
FAINTEST: Final = 0.1  # ink that remains, at the end
MOVED: Final = 2  # pixels, at most, in each direction
STRIDE: Final = 7  # from one move to the next; it has no factor in common with their number
MOST_ODDS: Final = 50.0  # log-odds beyond which a probability is 0 or 1


@dataclass(frozen=True, eq=False)
class PerfectDigits:
    """An image for each digit, as far as they have come: `done` is in 0…1. The images are read like this.

    `images` are (10, 28, 28) float32, ink 1, paper 0.
    """

    images: GreyImage
    readings: tuple[DigitReading, ...]
    done: float


def perfect_digits(predictor: Predictor) -> Iterator[PerfectDigits]:
    """Let all ten grow from blank paper, and yield them several times. The same weights give the same images."""
    images = np.zeros((DIGITS, SIDE, SIDE), np.float32)
    for step in range(STEPS):
        images = _grown(predictor, images, step)
        if (step + 1) % SHOWN == 0:
            yield PerfectDigits(images, tuple(predictor.predict(images)), (step + 1) / STEPS)


def _grown(predictor: Predictor, images: GreyImage, step: int) -> GreyImage:
    move = np.array(np.unravel_index(step * STRIDE % (2 * MOVED + 1) ** 2, (2 * MOVED + 1,) * 2)) - MOVED
    moved = np.roll(images, move, (1, 2))
    found = np.clip((1 - DECAY) * moved + RATE * _ascent(predictor, moved), 0, 1)
    if step % BLURRED == 0:
        found = _blurred(found)
    found[found < FAINTEST * step / STEPS] = 0
    return np.roll(found, -move, (1, 2))


def _ascent(predictor: Predictor, images: GreyImage) -> GreyImage:
    """Return the directions in which the digits' log-odds grow; their lengths are how improbable the digits are."""
    odds, seeds = log_odds(predictor.logits(network_input(images)), np.arange(DIGITS))
    steepness = slopes(predictor.network, images, seeds)
    length = np.linalg.norm(steepness, axis=(1, 2))
    missing = 1 / (1 + np.exp(np.clip(odds, -MOST_ODDS, MOST_ODDS)))
    return np.asarray(steepness * (missing / np.where(length > 0, length, 1)).astype(np.float32)[:, None, None])


def _blurred(images: GreyImage) -> GreyImage:
    """Blur (n, 28, 28) images with a Gaussian. There is paper around them."""
    blur = _blur()
    return np.asarray(blur @ images @ blur)


@cache
def _blur() -> Float32Array:
    """Return the (28, 28) symmetric matrix that blurs columns."""
    distances = np.subtract.outer(np.arange(SIDE), np.arange(SIDE))
    weights = np.exp(-0.5 * (distances / BLUR) ** 2)
    return np.asarray(weights / weights[SIDE // 2].sum(), np.float32)
