"""Digit images moved, turned, made thicker, blurred and made noisy. What is asked for by 0 changes nothing.

Each takes and returns (n, 28, 28) float32, ink 1, paper 0. Learning distorts differently, at random and in torch.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage, Indices
from mnist_desktop.drawing.digit_image import CENTRE, SIDE

NOISE_SEED: Final = 0  # the same noise at each strength, so that only the strength differs
GAUSSIAN_REACH: Final = 4.0  # standard deviations; a Gaussian has next to nothing beyond
SQUARE_SHARE: Final = math.sqrt(2) - 1  # of a square in a step of growth


def shifted(images: GreyImage, right: float, down: float) -> GreyImage:
    """Move the ink by pixels, with bilinear interpolation. What leaves the image is lost."""
    down_places, across_places = np.mgrid[:SIDE, :SIDE].astype(np.float64)
    return _sampled(images, across_places - right, down_places - down)


def rotated(images: GreyImage, degrees: float) -> GreyImage:
    """Turn the ink clockwise about `CENTRE`, where MNIST has the centre of mass, with bilinear interpolation."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    down, across = np.mgrid[:SIDE, :SIDE] - CENTRE
    return _sampled(images, cos * across + sin * down + CENTRE, cos * down - sin * across + CENTRE)


def thickened(images: GreyImage, pixels: float) -> GreyImage:
    """Make the pen wider by pixels, or narrower by negative ones. The image goes on at its edges as it is there."""
    return 1 - _grown(1 - images, -pixels / 2) if pixels < 0 else _grown(images, pixels / 2)


def blurred(images: GreyImage, deviation: float) -> GreyImage:
    """Blur by a Gaussian of this standard deviation in pixels, ≥ 0. Beyond the edges is paper."""
    if deviation == 0:
        return images
    apart = np.abs(np.subtract.outer(np.arange(SIDE), np.arange(SIDE)))
    reach = math.floor(GAUSSIAN_REACH * deviation + 0.5)
    whole = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2).sum()
    spread = (np.where(apart <= reach, np.exp(-0.5 * (apart / deviation) ** 2), 0) / whole).astype(np.float32)
    return np.asarray(spread @ images @ spread)


def noisy(images: GreyImage, deviation: float) -> GreyImage:
    """Add Gaussian noise of this standard deviation, ≥ 0, where 1 is full ink, to ink and paper, and limit to 0…1."""
    noise = np.random.default_rng(NOISE_SEED).standard_normal(images.shape, np.float32)
    return np.asarray((images + np.float32(deviation) * noise).clip(0, 1))


def _sampled(images: GreyImage, across: FloatArray, down: FloatArray) -> GreyImage:
    """Return the ink at places between pixels, the same (28, 28) places in each image. Beyond the edges is paper."""
    wide = SIDE + 2
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1))).reshape(-1, wide * wide)
    (left, right_share), (top, lower_share) = (_cell(each) for each in (across, down))
    corner = (top * wide + left).ravel()
    found = np.zeros((len(images), SIDE * SIDE), np.float32)
    for row, height in ((0, 1 - lower_share), (1, lower_share)):
        for column, width in ((0, 1 - right_share), (1, right_share)):
            found += framed.take(corner + row * wide + column, axis=1) * (height * width).astype(np.float32).ravel()
    return found.reshape(images.shape)


def _cell(places: FloatArray) -> tuple[Indices, FloatArray]:
    """Return the pixel before each place in a frame of 1, and how far the place is from it to the next, 0…1."""
    within = (places + 1).clip(0, SIDE + 1)
    before = np.minimum(within.astype(np.intp), SIDE)
    return before, within - before


def _grown(images: GreyImage, reach: float) -> GreyImage:
    """Dilate by a disk of radius `reach` ≥ 0: whole pixels one after the other, and of the last a share.

    The share of a dilated image moves each grey edge by that share of a pixel, while a dilation by less than a pixel
    does not exist.
    """
    for _ in range(math.floor(reach)):
        images = _grown_by_a_pixel(images)
    rest = np.float32(reach % 1)
    return images + rest * (_grown_by_a_pixel(images) - images) if rest else images


def _grown_by_a_pixel(images: GreyImage) -> GreyImage:
    """Mix grey dilations by a square and by a cross. They move a diagonal edge by √2 and √½ pixels, their mix by 1."""
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1)), "edge")
    tall = np.maximum(np.maximum(framed[:, :-2], framed[:, 1:-1]), framed[:, 2:])
    square = np.maximum(np.maximum(tall[..., :-2], tall[..., 1:-1]), tall[..., 2:])
    middle = framed[:, 1:-1]
    cross = np.maximum(tall[..., 1:-1], np.maximum(middle[..., :-2], middle[..., 2:]))
    return cross + np.float32(SQUARE_SHARE) * (square - cross)
