"""Evaluations of labelled digits, without looking at their progress."""

from __future__ import annotations

from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.reading.evaluation import Evaluation, evaluated
from mnist_desktop.reading.predictor import Predictor


def evaluated_at_once(reader: Predictor, digits: Digits, name: str = "MNIST test") -> Evaluation:
    evaluating = evaluated(reader, digits.images.numpy(), digits.labels.numpy(), name)
    while True:
        try:
            next(evaluating)
        except StopIteration as end:
            found: Evaluation = end.value
            return found
