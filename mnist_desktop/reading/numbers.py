"""Reads the digits of a number: scores the ways in which its ink may be grouped, and keeps the likeliest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray
from mnist_desktop.drawing.segmentation import Candidate, Layout
from mnist_desktop.reading.calibration import Calibration, energy
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.values import DigitReading, Reading

NOT_A_DIGIT: Final = -4.0  # the score of what is no digit, so that a letter costs no more than the splitting of it


def read(layouts: Sequence[Layout], predictor: Predictor) -> Reading:
    """Read the likeliest of some layouts of the same ink. Without layouts the reading has no digits."""
    candidates = [each for layout in layouts for row in layout.rows for each in row.candidates]
    if not candidates:
        return Reading(())
    logits = predictor.logits(network_input([each.image for each in candidates]))
    scores = _scores(logits, predictor.calibration).tolist()
    _, chosen = max(_ways(layouts, scores), key=lambda way: way[0])
    found = predictor.readings(logits[chosen])
    return Reading(tuple(_placed(digit, candidates[index]) for digit, index in zip(found, chosen, strict=True)))


def _ways(layouts: Sequence[Layout], scores: Sequence[float]) -> Iterator[tuple[float, list[int]]]:
    """Yield the log-probability of the best number in each layout, and the indices of its candidates among all."""
    start = 0
    for layout in layouts:
        likelihood, chosen = layout.prior, list[int]()
        for row in layout.rows:
            row_likelihood, path = row.best(scores[start : start + len(row.candidates)])
            likelihood += row_likelihood
            chosen += [start + index for index in path]
            start += len(row.candidates)
        yield likelihood, chosen


def _scores(logits: Float32Array, calibration: Calibration) -> FloatArray:
    """Return how likely each of (n, 10) logits is the digit it seems to be: (n,) log-probabilities.

    That it is a digit at all has even odds at the energy from which on readings are sure.
    """
    confidence = calibration.probabilities(logits).max(axis=1)
    is_digit = -np.logaddexp(0.0, calibration.min_energy - energy(logits))
    return np.maximum(np.log(confidence) + is_digit, NOT_A_DIGIT)


def _placed(digit: DigitReading, candidate: Candidate) -> DigitReading:
    return replace(digit, box=candidate.box, image=candidate.image)
