"""The one training loop: `fit()` yields what happens, and knows no screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from mnist_desktop.learning.batches import Batches
from mnist_desktop.learning.config import TrainingConfig, pick_device
from mnist_desktop.learning.evaluation import Evaluation, evaluate
from mnist_desktop.learning.learner import Learner
from mnist_desktop.learning.mnist import Dataset, Digits
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.non_digits import NON_DIGIT, non_digits


@dataclass(frozen=True)
class StepFinished:
    """One optimiser update: `step` of `steps`, from 1 in each epoch; `loss` is the batch's mean in nats."""

    epoch: int
    step: int
    steps: int
    loss: float


@dataclass(frozen=True)
class EpochFinished:
    """One pass over the training set.

    `train_loss` (nats) and `train_accuracy` (fraction) are means over the epoch's steps, each taken before its
    update. `validation` is the score on the digits held out, None when there are none; `test` the score on the
    test set, None where digits are held out and the test set waits for the end of the run.
    `seconds` is the time spent training, without scoring and without what the caller does between steps.
    """

    epoch: int
    train_loss: float
    train_accuracy: float
    validation: Evaluation | None
    test: Evaluation | None
    seconds: float
    images_per_second: float


@dataclass(frozen=True)
class RunFinished:
    """The network now holds the weights to keep, the running mean where there is one; these are their scores."""

    validation: Evaluation | None
    test: Evaluation


Event = StepFinished | EpochFinished | RunFinished


def fit(network: Network, data: Dataset, config: TrainingConfig) -> Iterator[Event]:
    """Train `network` in place, yielding after every step, every epoch and at the end.

    Shuffling, distortion and dropout are drawn from generators seeded here, torch's global one among them.
    Closing the iterator early leaves the network with the weights of its last step.
    Raises ValueError where the config asks for a device or a hold-out that is not there.
    """
    device = pick_device(config.device)
    train, held_out = _split(data.train, config.hold_out)
    if config.non_digits:
        train = train + non_digits(config.non_digits, config.seed)
    torch.manual_seed(config.seed)
    batches = Batches(train.to(device), config.batch_size, config.augmentation, config.seed)
    learner = Learner(network.to(device), config, len(batches))
    validation = test = None
    for epoch in range(1, config.epochs + 1):
        yield from (tally := _Tally(epoch, len(batches))).run(learner, batches)
        validation = evaluate(learner.result, held_out) if held_out else None
        test = None if held_out else evaluate(learner.result, data.test)
        yield tally.summary(validation, test)
    learner.finish()
    yield RunFinished(validation, test or evaluate(network, data.test))


def _split(digits: Digits, hold_out: int) -> tuple[Digits, Digits | None]:
    if hold_out >= len(digits):
        raise ValueError(f"cannot hold out {hold_out} of {len(digits)} training images")
    kept = len(digits) - hold_out
    return digits[:kept], digits[kept:] if hold_out else None


class _Tally:
    """Adds up one epoch: losses, what was read right, and the time spent."""

    def __init__(self, epoch: int, steps: int) -> None:
        self._epoch, self._steps = epoch, steps
        self._loss = self._seconds = 0.0
        self._right: Tensor | int = 0
        self._seen = self._digits = 0

    def run(self, learner: Learner, batches: Batches) -> Iterator[StepFinished]:
        started = time.perf_counter()
        for step, (images, labels) in enumerate(batches, start=1):
            loss, right = learner.step(images, labels)
            mean_loss = loss.item()
            self._loss += mean_loss * len(labels)
            self._right = self._right + right
            self._seen += len(labels)
            self._digits += int((labels != NON_DIGIT).sum())
            self._seconds += time.perf_counter() - started
            yield StepFinished(self._epoch, step, self._steps, mean_loss)
            started = time.perf_counter()

    def summary(self, validation: Evaluation | None, test: Evaluation | None) -> EpochFinished:
        return EpochFinished(
            epoch=self._epoch,
            train_loss=self._loss / self._seen,
            train_accuracy=int(self._right) / self._digits,
            validation=validation,
            test=test,
            seconds=self._seconds,
            images_per_second=self._seen / self._seconds,
        )
