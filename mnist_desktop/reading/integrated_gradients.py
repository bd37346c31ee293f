"""Integrated gradients: the share of each pixel in a lead.

M. Sundararajan, A. Taly and Q. Yan, Axiomatic Attribution for Deep Networks, ICML 2017, section 3. The shares add up to
what the ink changes in the lead, which can be checked. A gradient at the image alone adds up to nothing: it says what a
little more ink would do, not what the ink that is there does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray, GreyImage
from mnist_desktop.reading.backward import slopes
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question

STEPS: Final = 48  # from blank paper to the image
FINER: Final = 16  # steps that miss the most of the lead, which are divided
PARTS: Final = 6  # of those; the sum is then off by 0.3 % in the middle of cases, and by less than 2 % in 19 of 20


@dataclass(frozen=True, eq=False)
class Shares:
    """The (28, 28) float32 `pixels` share the lead, in logits. `lead` is that in the image less that on blank paper."""

    pixels: Float32Array
    lead: float

    @property
    def sum(self) -> float:
        """The sum of all shares. It is not exactly the lead, because of what lies between the steps."""
        return float(self.pixels.sum())


def integrated_gradients(predictor: Predictor, image: GreyImage, question: Question) -> Shares:
    """Let the ink of a (28, 28) digit image come up from blank paper evenly, and add up each pixel's part meanwhile."""
    ends = np.linspace(0, 1, STEPS + 1)
    lead = question.lead(predictor.logits(network_input(_at(ends, image))))
    middles = (ends[1:] + ends[:-1]) / 2
    parts = _parts(predictor, image, question, middles)
    worst = np.argsort(-np.abs(parts.sum(axis=(1, 2)) / STEPS - np.diff(lead)))[:FINER]
    within = ((np.arange(PARTS) + 0.5) / PARTS - 0.5) / STEPS
    finer = _parts(predictor, image, question, (middles[worst, None] + within).ravel())
    parts[worst] = finer.reshape(FINER, PARTS, *image.shape).mean(axis=1)
    return Shares(parts.mean(axis=0), float(lead[-1] - lead[0]))


def _parts(predictor: Predictor, image: GreyImage, question: Question, strengths: FloatArray) -> Float32Array:
    """Return how fast the lead grows with the strength of the ink, by pixel: (n, 28, 28)."""
    return image * slopes(predictor.network, _at(strengths, image), question.seeds(len(strengths)))


def _at(strengths: FloatArray, image: GreyImage) -> GreyImage:
    return np.asarray(strengths[:, None, None] * image, np.float32)
