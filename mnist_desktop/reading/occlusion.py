"""Occlusion: how a reading changes when a part of the digit image is covered.

M. D. Zeiler and R. Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question

COVER: Final = 5  # pixels per side of the square of paper
REACH: Final = COVER // 2


@dataclass(frozen=True, eq=False)
class Occlusion:
    """What covering does, by the pixel in the middle of the square, which sticks out of the image at its edges.

    `losses` are (28, 28) float64, in logits: how much smaller it makes the lead. `digits` are (28, 28), what is read.
    """

    losses: FloatArray
    digits: Indices

    def digit_if_covered(self, sign: int) -> int:
        """Return what is read where covering makes the lead smallest, or largest with `sign` -1."""
        return int(self.digits.flat[(sign * self.losses).argmax()])


def occlusion(predictor: Predictor, image: GreyImage, question: Question) -> Occlusion:
    """Cover each place of a (28, 28) digit image in turn. Where a square covers paper only, nothing changes."""
    covers_ink = sliding_window_view(np.pad(image > 0, REACH), (COVER, COVER)).any(axis=(2, 3))
    rows, columns = np.nonzero(covers_ink)
    covered = [
        image,
        *(_covered(image, row, column) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)),
    ]
    logits = predictor.logits(network_input(covered))
    lead, losses = question.lead(logits), np.zeros((SIDE, SIDE))
    digits = np.full((SIDE, SIDE), logits[0].argmax())
    losses[rows, columns], digits[rows, columns] = lead[0] - lead[1:], logits[1:].argmax(axis=1)
    return Occlusion(losses, digits)


def _covered(image: GreyImage, row: int, column: int) -> GreyImage:
    found = image.copy()
    found[max(row - REACH, 0) : row + REACH + 1, max(column - REACH, 0) : column + REACH + 1] = 0
    return found
