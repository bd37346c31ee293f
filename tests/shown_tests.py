"""Tests of made-up weights, to show on the page Test."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.ui.pages.test.shown import Tested

# label, what it is read as, how often
USUAL = ((4, 4, 6), (4, 9, 3), (9, 4, 1), (9, 9, 10), (7, 7, 5))


def a_test(
    read: Iterable[tuple[int, int, int]] = USUAL, *, name: str = "MNIST test", title: str = "CNNNet, factory weights"
) -> Tested:
    """A test in which each label is read as that digit so often."""
    pairs = [(label, digit) for label, digit, count in read for _ in range(count)]
    labels = np.array([label for label, _ in pairs], np.int64)
    images = np.zeros((len(pairs), 28, 28), np.uint8)
    digits = DigitSet(name, images, labels)
    return Tested(title, digits, Evaluation(name, labels, logits_of([digit for _, digit in pairs]), Calibration()))


def logits_of(digits: Iterable[int]) -> Float32Array:
    """Logits that give each of these digits a probability of 0.6."""
    rows = np.full((len(list(digits)), 10), np.log(0.4 / 9), np.float32)
    rows[np.arange(len(rows)), list(digits)] = np.log(0.6)
    return rows
