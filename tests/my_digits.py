"""Samples to test with: digits that a person labelled, and what is shown of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from drawings import some_digits

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.samples.sample import Sample, WasRead
from mnist_desktop.ui.pages.mine.shown import ShownSample


def sample(label: int, number: int = 1, drawn: int = 1, **values: Any) -> Sample:
    """A sample with the id that `number` gives; `drawn` is the digit that its strokes show."""
    made = Sample.new(label, some_digits()[drawn], WasRead(7, 0.5, sure=False, network="CNNNet"))
    return replace(made, id=f"20260801-{number:06}", created="2026-08-01T12:30:00+00:00", **values)


def image_sample(label: int, number: int = 1) -> Sample:
    """A sample without strokes."""
    made = Sample.new(label, some_digits_image())
    return replace(made, id=f"20260801-{number:06}")


def some_digits_image() -> Any:
    image = np.zeros((28, 28), np.float32)
    image[4:24, 13:16] = 1
    return image


def reading(digit: int, *, sure: bool = True) -> DigitReading:
    """A reading that takes a digit for the likeliest."""
    return DigitReading(tuple(0.91 if each == digit else 0.01 for each in range(10)), sure)


def shown(label: int, number: int = 1, read: int | None = None, *, sure: bool = True, **values: Any) -> ShownSample:
    """What is shown of a sample that is read as `read`, or as its label."""
    pixels = np.full((28, 28), 255, np.uint8)
    said = reading(label if read is None else read, sure=sure)
    return ShownSample(sample(label, number), pixels, said, **values)


def three_of_each(*labels: int) -> Sequence[ShownSample]:
    """Three samples of each label, arranged."""
    return [shown(label, 100 * label + number) for label in labels for number in (3, 2, 1)]
