"""Reads the digits of a number: scores the ways in which its ink may be grouped, and keeps the likeliest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray, Indices
from mnist_desktop.drawing.segmentation import Candidate, Layout
from mnist_desktop.reading.calibration import Calibration, energy
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.values import DigitReading, Reading

LEAST_AGREEMENT: Final = 0.7  # probability of what is read; with less, other layouts say something else
NOT_A_DIGIT: Final = -4.0  # the score of what is no digit, so that a letter costs no more than the splitting of it


def read(layouts: Sequence[Layout], predictor: Predictor) -> Reading:
    """Read the likeliest of some layouts of the same ink. Without layouts the reading has no digits."""
    candidates = [each for layout in layouts for row in layout.rows for each in row.candidates]
    if not candidates:
        return Reading(())
    logits = predictor.logits(network_input([each.image for each in candidates]))
    ways = list(_ways(layouts, _scores(logits, predictor.calibration).tolist()))
    chosen = max(ways).candidates
    is_agreed = _agreement(ways, logits.argmax(axis=1)) >= LEAST_AGREEMENT
    found = zip(predictor.calibration.readings(logits[chosen]), chosen, strict=True)
    return Reading(tuple(_placed(digit, candidates[index], is_agreed=is_agreed) for digit, index in found))


def read_again(reading: Reading, predictor: Predictor) -> Reading:
    """Read the digit images of a reading with another predictor, which is sure or not by each image alone.

    Every digit has its image.
    """
    found = predictor.predict([digit.image for digit in reading.digits if digit.image is not None])
    digits = zip(reading.digits, found, strict=True)
    return Reading(tuple(replace(old, probabilities=new.probabilities, sure=new.sure) for old, new in digits))


@dataclass(frozen=True, order=True)
class _Way:
    """The best number in one layout: its log-probability, and the indices of its candidates among all."""

    likelihood: float
    candidates: list[int]


def _ways(layouts: Sequence[Layout], scores: Sequence[float]) -> Iterator[_Way]:
    start = 0
    for layout in layouts:
        likelihood, chosen = layout.prior, list[int]()
        for row in layout.rows:
            row_likelihood, path = row.best(scores[start : start + len(row.candidates)])
            likelihood += row_likelihood
            chosen += [start + index for index in path]
            start += len(row.candidates)
        yield _Way(likelihood, chosen)


def _agreement(ways: Sequence[_Way], digits: Indices) -> float:
    """Return the probability of all ways that read the same as the likeliest, 0…1."""
    best = max(ways)
    weights = np.exp([way.likelihood - best.likelihood for way in ways])
    agree = [np.array_equal(digits[way.candidates], digits[best.candidates]) for way in ways]
    return float(weights[agree].sum() / weights.sum())


def _scores(logits: Float32Array, calibration: Calibration) -> FloatArray:
    """Return how likely each of (n, 10) logits is the digit it seems to be: (n,) log-probabilities.

    That it is a digit at all has even odds at the energy from which on readings are sure.
    """
    confidence = calibration.probabilities(logits).max(axis=1)
    is_digit = -np.logaddexp(0.0, calibration.min_energy - energy(logits))
    return np.asarray(np.maximum(np.log(confidence) + is_digit, NOT_A_DIGIT))


def _placed(digit: DigitReading, candidate: Candidate, *, is_agreed: bool) -> DigitReading:
    is_sure = digit.sure and is_agreed and candidate.is_clear
    strokes = () if candidate.strokes is None else tuple(sorted(candidate.strokes.tolist()))
    return replace(digit, sure=is_sure, box=candidate.box, image=candidate.image, strokes=strokes)
