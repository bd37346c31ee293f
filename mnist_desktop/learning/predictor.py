"""Digit images in, predictions out, from a private copy of the weights."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import torch

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE, normalise
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.networks import Network
from mnist_desktop.reading.values import DigitReading


class Predictor:
    """Reads digit images on the CPU; what happens to the network it was made from does not reach it.

    Made anew for new weights rather than changed, so that two threads never see half of them. Draws no random
    numbers, so that a training running beside it stays bit for bit the same.
    """

    def __init__(self, network: Network, calibration: Calibration) -> None:
        self._network = copy.deepcopy(network).cpu().eval()
        self._calibration = calibration

    def predict(self, images: Sequence[GreyImage]) -> list[DigitReading]:
        """One prediction for each (28, 28) float32 digit image, ink 1 and paper 0."""
        if not images:
            return []
        batch = torch.from_numpy(normalise(np.stack(images))[:, None])
        with torch.inference_mode():
            logits = self._network.logits(batch)
            probabilities = self._calibration.probabilities(logits.double())
            sure = self._calibration.sure(logits)
        return [
            DigitReading(tuple(row), bool(is_sure)) for row, is_sure in zip(probabilities.tolist(), sure, strict=True)
        ]

    def warm_up(self) -> None:
        """Pay for torch's first-time set-up now, rather than under the first stroke."""
        self.predict([np.zeros((SIDE, SIDE), dtype=np.float32)])
