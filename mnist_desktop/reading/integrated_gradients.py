"""Integrated gradients: the share of each pixel in a lead.

M. Sundararajan, A. Taly and Q. Yan, Axiomatic Attribution for Deep Networks, ICML 2017, section 3. The shares add up to
what the ink changes in the lead, which can be checked. A gradient at the image alone adds up to nothing: it says what a
little more ink would do, not what the ink that is there does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.reading.backward import slopes
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question

STEPS: Final = 128  # from blank paper to the image: the sum is then off by 0.7 % of the lead, in the middle of cases


@dataclass(frozen=True, eq=False)
class Shares:
    """The (28, 28) float32 `pixels` share the lead, in logits. `lead` is that in the image less that on blank paper."""

    pixels: Float32Array
    lead: float

    @property
    def error(self) -> float:
        """How far the sum of the shares is from the lead, in logits: what lies between the steps."""
        return abs(float(self.pixels.sum()) - self.lead)


def integrated_gradients(predictor: Predictor, image: GreyImage, question: Question) -> Shares:
    """Let the ink of a (28, 28) digit image come up from blank paper evenly, and add up each pixel's part meanwhile."""
    strengths = ((np.arange(STEPS) + 0.5) / STEPS).astype(np.float32)
    steepness = slopes(predictor.network, strengths[:, None, None] * image, question.seeds(STEPS)).mean(axis=0)
    blank, full = question.lead(predictor.logits(network_input([np.zeros_like(image), image])))
    return Shares(image * steepness, float(full - blank))
