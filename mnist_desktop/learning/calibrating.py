"""Calibrates a network under training on digits that it does not learn from."""

from __future__ import annotations

from typing import Final

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import pen_digits
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.networks import Network
from mnist_desktop.reading.calibration import LIKELIER_THAN_NOT, Calibration, calibrate

VALIDATION: Final = 5000  # the last training images, which calibrate a run without pen digits
UNCALIBRATED: Final = Calibration(min_confidence=LIKELIER_THAN_NOT)  # used before the first epoch


def validation_digits(dataset: Dataset, config: TrainingConfig) -> Digits:
    """Return the digits for calibration: of writers whom it does not train on, as people draw, or of its data set."""
    if config.pen_digits:
        return pen_digits.as_written(pen_digits.HELD_OUT)
    return dataset.last(config.hold_out or VALIDATION)


def calibrated(network: Network, digits: Digits) -> Calibration:
    """Return the calibration of a network that fits these digits best."""
    return calibrate(all_logits(network, digits).cpu().numpy(), digits.labels.numpy())
