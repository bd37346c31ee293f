"""Predicts digit images with a private copy of the weights."""

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
    """Reads digit images on the CPU. Later changes to the given network have no effect.

    New weights need a new predictor, so that no thread sees half-changed weights. It draws no random numbers, so that a
    training that runs at the same time stays reproducible bit for bit.
    """

    def __init__(self, network: Network, calibration: Calibration) -> None:
        self._network = copy.deepcopy(network).cpu().eval()
        self._calibration = calibration

    def predict(self, images: Sequence[GreyImage]) -> list[DigitReading]:
        """Return one prediction for each (28, 28) float32 digit image, ink 1, paper 0."""
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
        """Run torch's first-time set-up now, so that it does not delay the first stroke."""
        self.predict([np.zeros((SIDE, SIDE), dtype=np.float32)])
