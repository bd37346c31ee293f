"""Digits to explain, and the networks that read them."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final

import numpy as np
from drawings import some_digits

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.reading import predictor
from mnist_desktop.reading.layer_maps import Maps
from mnist_desktop.reading.predictor import Predictor

NETWORKS: Final = ("CNNNet", "FirstNet")
load = cache(predictor.load)


def drawn(digit: int) -> GreyImage:
    image = digit_image(some_digits()[digit])
    assert image is not None
    return image


def diverged(network: str) -> Predictor:
    """A network whose weights are so large that its values are infinite."""
    plain = load(network)
    weights = {name: value * np.float32(1e20) for name, value in plain.network.weights.items()}
    return Predictor(network, plain.network.options, weights, plain.calibration)


def silent(network: str) -> Predictor:
    """A network of zeros, which gives no digit a gradient."""
    plain = load(network)
    weights = {name: np.zeros_like(value) for name, value in plain.network.weights.items()}
    return Predictor(network, plain.network.options, weights, plain.calibration)


def places(maps: Maps) -> list[tuple[int, int, int]]:
    """All pixels of all maps of a layer: map, row and column."""
    count, height, width = maps.values.shape
    return list(product(range(count), range(height), range(width)))
