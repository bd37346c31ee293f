"""Integrated gradients: the share of each pixel in a lead (M. Sundararajan, A. Taly and Q. Yan, Axiomatic Attribution
for Deep Networks, ICML 2017).

The shares add up to what the ink changes in the lead, which can be checked, and they need only a few gradients in
networks this small; a gradient at the image itself adds up to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question

STEPS: Final = 48  # from blank paper to the image; the sum is then off by less than 1 %, mostly


@dataclass(frozen=True, eq=False)
class Shares:
    """The (28, 28) float32 `pixels` share the lead, in logits. `lead` is that in the image less that in blank paper."""

    pixels: Float32Array
    lead: float

    @property
    def error(self) -> float:
        """How far the sum of the shares is from the lead, in logits: the error of summing in steps."""
        return abs(float(self.pixels.sum()) - self.lead)


def integrated_gradients(predictor: Predictor, image: GreyImage, question: Question) -> Shares:
    """Let the ink of a (28, 28) digit image come up from blank paper evenly, and add up each pixel's part meanwhile."""
    strengths = ((np.arange(STEPS, dtype=np.float32) + np.float32(0.5)) / STEPS)[:, None, None]
    slopes = question.pixel_gradients(predictor.network, network_input(strengths * image)).mean(axis=0)
    blank, full = question.lead(predictor.logits(network_input([np.zeros_like(image), image])))
    return Shares(image * slopes, float(full - blank))
