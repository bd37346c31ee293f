"""Reads digit images with a network's weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from mnist_desktop import paths
from mnist_desktop.catalog.networks import USUAL_NETWORK, NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import SIDE, normalise
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import NETWORKS, Network, Weights
from mnist_desktop.reading.values import DigitReading

BATCH: Final = 100  # images computed at once; the patches of more leave the CPU's cache


class Predictor:
    """Reads with weights that nobody changes any more: give it copies of those in training. Any thread may call it."""

    def __init__(self, network: str, options: NetworkOptions, weights: Weights, calibration: Calibration) -> None:
        self.calibration = calibration
        self._network = NETWORKS[network](weights, options)

    @property
    def network(self) -> Network:
        """The network with its weights."""
        return self._network

    def predict(self, images: Sequence[GreyImage] | GreyImage) -> list[DigitReading]:
        """Return one prediction for each (28, 28) float32 digit image, ink 1, paper 0."""
        return self.calibration.readings(self.logits(network_input(images))) if len(images) else []

    def logits(self, images: Float32Array) -> Float32Array:
        """Return the (n, 10) logits of (n, 1, 28, 28) float32 normalised images, n ≥ 1."""
        batches = (images[start : start + BATCH] for start in range(0, len(images), BATCH))
        with np.errstate(over="ignore", invalid="ignore"):  # as with weights of a network that is diverging
            return np.asarray(np.nan_to_num(np.concatenate([self._network.logits(batch) for batch in batches])))

    def features(self, images: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return the last hidden layer's (n, m) outputs for (n, 1, 28, 28) normalised images, n ≥ 1, and the logits."""
        batches = (images[start : start + BATCH] for start in range(0, len(images), BATCH))
        with np.errstate(over="ignore", invalid="ignore"):
            layers = [list(self._network.activations(batch).values())[-2:] for batch in batches]
            hidden, logits = (np.nan_to_num(np.concatenate(each)) for each in zip(*layers, strict=True))
        return hidden, logits

    def activations(self, image: GreyImage) -> dict[str, Float32Array]:
        """Return the output of each layer for one digit image, by the layer's name, without the batch's dimension."""
        return {name: values[0] for name, values in self._network.activations(network_input([image])).items()}


def network_input(images: Sequence[GreyImage] | GreyImage) -> Float32Array:
    """Turn (28, 28) float32 digit images, ink 1, paper 0, into what the networks take, in torch as in NumPy.

    That is (n, 1, 28, 28) float32, normalised with MNIST's mean and standard deviation.
    """
    return normalise(np.asarray(images, np.float32).reshape(-1, 1, SIDE, SIDE))


def load_checkpoint(network: str | None = None, file: Path | None = None) -> Checkpoint:
    """Load a checkpoint file, or a network's factory weights. Raises `CheckpointError`.

    `network` is the name that the file must have; without both it is the usual network's factory weights.
    """
    name = network or USUAL_NETWORK
    return checkpoint.load(paths.weights(name), name) if file is None else checkpoint.load(file, network)


def load(network: str | None = None, file: Path | None = None) -> Predictor:
    """Make a predictor of what `load_checkpoint` loads. Raises `CheckpointError`."""
    found = load_checkpoint(network, file)
    return Predictor(found.network, found.options, found.weights, found.calibration)
