"""Samples to test with."""

from __future__ import annotations

from typing import Any

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.samples.sample import Sample, WasRead


def sample(number: int, label: int = 7, **more: Any) -> Sample:
    """A drawn sample; each number has strokes of its own."""
    points = np.array([[150.0, 120.0], [350.0, 120.0 + number], [220.25, 410.0]])
    was_read = WasRead(9, 0.75, False, "CNNNet")
    return Sample(_id(number), label, Drawing((Stroke(points),)), "2026-01-02T03:04:05+00:00", was_read, **more)


def of_image(number: int, label: int = 1, **more: Any) -> Sample:
    """A sample that has an image and no strokes; each number has its own image."""
    return Sample(_id(number), label, upright(number), "2026-01-02T03:04:05+00:00", **more)


def upright(number: int = 0) -> GreyImage:
    """An upright stroke as a digit image; the number is in a faint pixel."""
    image = np.zeros((28, 28), np.float32)
    image[4:24, 13:15] = 1
    image[4, 12] = np.float32(number % 256) / np.float32(255)
    return image


def about(found: Sample) -> dict[str, Any]:
    """All that a line says of it."""
    return found.to_json()


def _id(number: int) -> str:
    return f"20260102-030405-{number:06}"
