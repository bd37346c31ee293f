"""Finds samples that contradict the rest: those of a wrong key, and equal ones with different labels.

What speaks for a label is what the network reads, and how many of the nearest samples have it. The network counts
as little as half a sample that is equal, for a person teaches it what it misreads. Samples are alike if the network's
last hidden layer says so and, above all, their pixels do: to a network that takes each 4 of a person for a 9, both are
the same. The numbers were chosen on 15 of UCI's writers (30 or 100 samples of each, 0 to 10 % wrong labels).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.samples.sample import Sample

NEAREST: Final = 10  # samples that count
NETWORK: Final = 0.5  # what the network's probability counts; an equal sample counts 1
MARGIN: Final = 0.5  # by which more must speak for another digit than for the label
SUPPORT: Final = 0.3  # that other samples must give to the other digit
EQUAL: Final = 0.98  # similarity of two samples that cannot have different labels
HIDDEN_POWER: Final = 2  # of the cosine of the hidden layers in the similarity
PIXEL_POWER: Final = 8  # likewise of the blurred images
BLURS: Final = 3
ROWS: Final = 500  # samples that are compared with all at once; 20 MB for 10,000


def suspicious(samples: Sequence[Sample], predictor: Predictor) -> frozenset[str]:
    """Return the ids of the samples whose labels are probably wrong. Confirmed ones never are."""
    if not samples:
        return frozenset()
    images = np.stack([each.image for each in samples])
    labels = np.array([each.label for each in samples])
    hidden, logits = predictor.features(network_input(list(images)))
    features = _unit(hidden), _unit(_blurred(images).reshape(len(images), -1))
    found = _contradicting(features, predictor.calibration.probabilities(logits), labels)
    return frozenset(each.id for each, is_odd in zip(samples, found, strict=True) if is_odd and not each.is_confirmed)


def _contradicting(
    features: tuple[Float32Array, Float32Array], probabilities: FloatArray, labels: Labels
) -> Iterator[bool]:
    """Say of each sample whether its label contradicts the others. `probabilities` are (n, 10), labels (n,)."""
    for start in range(0, len(labels), ROWS):
        rows = slice(start, start + ROWS)
        similarity = _similarity(features, rows)
        found = _has_equal(similarity, labels, rows) | _outvoted(similarity, probabilities, labels, rows)
        yield from found.tolist()


def _similarity(features: tuple[Float32Array, Float32Array], rows: slice) -> Float32Array:
    """Compare some samples with all: (rows, n), 0…1. A sample has no similarity with itself."""
    hidden, pixels = ((each[rows] @ each.T).clip(0, 1) for each in features)
    similarity = np.asarray(hidden**HIDDEN_POWER * pixels**PIXEL_POWER)
    similarity[np.arange(len(similarity)), np.arange(len(similarity)) + rows.start] = 0
    return similarity


def _has_equal(similarity: Float32Array, labels: Labels, rows: slice) -> Flags:
    """Say which samples have an equal one with another label."""
    return np.asarray(((similarity >= EQUAL) & (labels[rows, None] != labels)).any(axis=1))


def _outvoted(similarity: Float32Array, probabilities: FloatArray, labels: Labels, rows: slice) -> Flags:
    """Say for which samples clearly more speaks for another digit, samples too."""
    place = max(0, len(labels) - NEAREST)
    least = np.partition(similarity, place, axis=1)[:, place, None]
    votes = np.where(similarity >= least, similarity, 0) @ np.eye(10, dtype=np.float32)[labels]
    evidence = NETWORK * probabilities[rows] + votes
    each, own = np.arange(len(evidence)), labels[rows]
    for_own = evidence[each, own].copy()
    evidence[each, own] = -1
    other = evidence.argmax(axis=1)
    return np.asarray((evidence[each, other] > for_own + MARGIN) & (votes[each, other] >= SUPPORT))


def _unit(vectors: Float32Array) -> Float32Array:
    """Scale (n, m) vectors to length 1, except those of zeros."""
    exact = vectors.astype(np.float64)  # the squares of what a diverged network gives are too large for float32
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(np.divide(exact, lengths, out=np.zeros_like(exact), where=lengths > 0), np.float32)


def _blurred(images: Float32Array) -> Float32Array:
    """Blur (n, 28, 28) images so that a shift by a pixel changes them little, and keep every other pixel."""
    for _ in range(BLURS):
        padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
        down = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
        images = (down[..., :-2] + 2 * down[..., 1:-1] + down[..., 2:]) / np.float32(16)
    return images[:, ::2, ::2]
