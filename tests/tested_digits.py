"""Tests of digits to show: what some weights are said to have read, and how sure they were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.comparison import Comparison
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.ui.pages.test.shown import Tested


def read_as(labels: Sequence[int], read: Sequence[int], sure: Sequence[float] = (), title: str = "CNNNet 7") -> Tested:
    """What is read of digits that all are full squares; `sure` are the confidences, which are 0.9 without."""
    shares = np.array(sure or [0.9] * len(labels))
    logits = np.log(np.repeat((1 - shares)[:, None] / 9, 10, axis=1))
    logits[np.arange(len(labels)), list(read)] = np.log(shares)
    images = np.full((len(labels), 28, 28), 255, np.uint8)
    known = np.array(labels, np.int64)
    evaluation = Evaluation("MNIST test", known, logits.astype(np.float32), Calibration())
    return Tested(title, DigitSet("MNIST test", images, known), evaluation)


def against(one: Tested, other: Tested) -> Against:
    """A test against that of other weights."""
    return Against(one, other, Comparison(other.evaluation, one.evaluation))
