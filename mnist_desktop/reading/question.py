"""What is asked of a network about a digit image: why this digit, or why not another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.drawing.digit_image import STD
from mnist_desktop.reading.backward import gradients
from mnist_desktop.reading.networks import Network


@dataclass(frozen=True)
class Question:
    """What speaks for `digit` and against `rival`, of which one is read.

    The lead is the logit of `digit` less that of `rival`: a network that reads one of them reads `digit` if it is
    positive.
    """

    digit: int
    rival: int

    def lead(self, logits: Float32Array) -> Float32Array:
        """Return the lead in each of (..., 10) logits."""
        return np.asarray(logits[..., self.digit] - logits[..., self.rival])

    def pixel_gradients(self, network: Network, images: Float32Array) -> Float32Array:
        """Return how fast the lead grows with the ink of each pixel: (n, 28, 28).

        `images` are (n, 1, 28, 28), normalised.
        """
        seeds = np.zeros((len(images), 10), np.float32)
        seeds[:, self.digit], seeds[:, self.rival] = 1, -1
        return gradients(network, images, seeds).images[:, 0] / np.float32(STD)


def question_about(logits: Float32Array, digit: int | None = None) -> Question:
    """Ask about (10,) logits why the digit that is read is read, rather than the runner-up.

    With another `digit`: why that is read or is not, rather than the one that is read.
    """
    answer, runner_up = np.argsort(-logits, kind="stable")[:2].tolist()
    if digit is None or digit == answer:
        return Question(answer, runner_up)
    return Question(digit, answer)
