"""What a finished run leaves behind: calibrated weights with the story of how they were made."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from mnist_desktop.learning.calibration import calibrate
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.config import TrainingConfig
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.mnist import Dataset
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.training import RunFinished

VALIDATION: Final = 5000  # training images, the last ones, that calibration looks at; the test set stays unseen


def outcome(network: Network, data: Dataset, config: TrainingConfig, run: RunFinished) -> Checkpoint:
    """Calibrate a trained network on the end of the training set, held out or not, and write its history."""
    validation = data.train[-(config.hold_out or VALIDATION) :]
    calibration = calibrate(all_logits(network, validation).cpu(), validation.labels)
    return Checkpoint(
        network=network.cpu(),
        calibration=calibration,
        history={
            "dataset": data.name,
            "config": asdict(config),
            "seed": config.seed,
            "epochs": config.epochs,
            "validation_accuracy": run.validation.accuracy if run.validation else None,
            "test_accuracy": run.test.accuracy,
            "test_loss": run.test.loss,
        },
    )
