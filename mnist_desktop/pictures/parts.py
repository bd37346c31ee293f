"""Measures what hangs together in the ink of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray, Indices
from mnist_desktop.pictures.ink import Ink

SOFT: Final = 0.75  # of the strongest contrast nearby; ink below it is at a soft edge
BESIDE: Final = 4  # pixels of paper on each side of a stroke are compared,
ACROSS: Final = 15  # pixels; within a square of this side, wider than a pen and its paper

Labels = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of some ink. `labels` (h, w) int32 has the number of the part of each pixel, from 1, or 0 for paper.

    All else is float64, a row for each part. `low` and `high` (n, 2) are the corners [x, y] of its box in pixels,
    `areas` (n,) its pixels, `contrasts` (n,) its mean contrast and `changes` (n, 3) its mean difference from the paper,
    in 0…255. `pens` (n,) is the width of its strokes and `cores` (n,) the widest place, in pixels. `lengths` and
    `widths` (n,) are the sides of a bar that is spread alike, and `directions` (n,) its angle, 0 if it is level, up to
    π / 2. `softness` (n,) is the share of it at a soft edge. `steps` (n,) is how much the paper on its two sides
    differs, in 0…255.
    """

    labels: Labels
    low: FloatArray
    high: FloatArray
    areas: FloatArray
    contrasts: FloatArray
    changes: FloatArray
    pens: FloatArray
    cores: FloatArray
    lengths: FloatArray
    widths: FloatArray
    directions: FloatArray
    softness: FloatArray
    steps: FloatArray

    def __len__(self) -> int:
        return len(self.areas)

    @property
    def sizes(self) -> FloatArray:
        """The width and height of each box: (n, 2)."""
        return self.high - self.low

    @property
    def longer(self) -> FloatArray:
        """The longer side of each box: (n,)."""
        return np.asarray(self.sizes.max(axis=1))

    @property
    def masses(self) -> FloatArray:
        """The sum of the contrast over each part: (n,)."""
        return self.areas * self.contrasts

    def ink_of(self, chosen: Indices, place: tuple[slice, slice]) -> Flags:
        """Return where the chosen parts are within a place, its rows and columns: bool of its shape."""
        is_chosen = np.zeros(len(self) + 1, np.bool_)
        is_chosen[chosen + 1] = True
        return np.asarray(is_chosen[self.labels[place]])


def parts_of(ink: Ink) -> Parts:
    """Measure the parts of some ink; pixels that touch by a corner belong together."""
    inside = ink.inside.astype(np.uint8)
    count, found, boxes, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    labels = np.asarray(found, np.int32)
    pixels = _Members(labels, count - 1)
    distance = pixels.of(cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE))
    lengths, widths, directions = pixels.spread()
    low = boxes[1:, :2].astype(np.float64)
    return Parts(
        labels=labels,
        low=low,
        high=low + boxes[1:, 2:4],
        areas=pixels.counts,
        contrasts=pixels.mean(pixels.of(ink.contrast)),
        changes=np.stack([pixels.mean(pixels.of(ink.change[..., channel])) for channel in range(3)], axis=1),
        pens=4 * pixels.mean(distance) - 2,  # the edge is half a pixel nearer than the next pixel's centre
        cores=2 * pixels.most(distance) - 1,
        lengths=lengths,
        widths=widths,
        directions=directions,
        softness=pixels.mean(pixels.of(ink.contrast < SOFT * _strongest(ink))),
        steps=_steps(ink, labels, count - 1),
    )


def _strongest(ink: Ink) -> Float32Array:
    return np.asarray(cv2.dilate(ink.contrast, np.ones((ACROSS, ACROSS), np.uint8)))


class _Members:
    """The pixels of all parts, to sum their values by part."""

    def __init__(self, labels: Labels, count: int) -> None:
        self._ys, self._xs = np.nonzero(labels)
        self._owners = labels[self._ys, self._xs] - 1
        self._count = count
        self.counts = np.bincount(self._owners, minlength=count).astype(np.float64)

    def of(self, image: npt.NDArray[np.generic]) -> FloatArray:
        return image[self._ys, self._xs].astype(np.float64)

    def mean(self, values: npt.NDArray[np.generic]) -> FloatArray:
        return np.asarray(np.bincount(self._owners, values, self._count) / np.maximum(self.counts, 1))

    def most(self, values: FloatArray) -> FloatArray:
        found = np.zeros(self._count)
        np.maximum.at(found, self._owners, values)
        return found

    def spread(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the sides and the direction of a bar with the same second moments as each part."""
        x, y = (each - self.mean(each)[self._owners] for each in (self._xs, self._ys))
        xx, yy, xy = self.mean(x * x), self.mean(y * y), self.mean(x * y)
        middle, half = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
        sides = (np.sqrt(12 * np.maximum(moment, 0) + 1) for moment in (middle + half, middle - half))
        return next(sides), next(sides), np.abs(np.arctan2(2 * xy, xx - yy) / 2)


def _steps(ink: Ink, labels: Labels, count: int) -> FloatArray:
    """Return the standard deviation of the paper's colour beside each part, within squares that hold both its sides.

    It is small for a stroke on paper, also where a shadow crosses it, and large for the edge of a table.
    """
    owners = cv2.dilate(labels.astype(np.float32), np.ones((2 * BESIDE + 1, 2 * BESIDE + 1), np.uint8))
    beside = (owners > 0) & (cv2.dilate(ink.inside.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    values = ink.pixels * beside[..., None].astype(np.float32)
    square = (ACROSS, ACROSS)
    share = np.maximum(cv2.blur(beside.astype(np.float32), square), 1e-6)[..., None]
    variance = cv2.blur(values * values, square) / share - (cv2.blur(values, square) / share) ** 2
    members = _Members(np.where(beside, owners, 0).astype(np.int32), count)
    return np.sqrt(np.maximum(members.mean(members.of(variance.sum(axis=2))), 0))
