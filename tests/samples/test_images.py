"""Digit images of many samples at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawings import some_digits
from my_digits import image_sample, sample

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.samples import images
from mnist_desktop.samples.images import make_images
from mnist_desktop.samples.sample import Sample


def a_wide_one() -> Sample:
    return Sample.new(1, replace(some_digits()[1], width=1200))


def a_small_one() -> Sample:
    return Sample.new(1, Drawing((Stroke(np.array([[5.0, 2.0], [5.0, 15.0]])),), 20, 20))


def test_images_made_at_once_are_those_made_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PART", 3)
    samples = [*(sample(digit, drawn=digit) for digit in (0, 1, 2, 3, 4, 7)), a_wide_one(), a_small_one()]
    alone = [replace(each) for each in samples]
    make_images(samples)
    for one, other in zip(samples, alone, strict=True):
        assert "image" in vars(one)
        assert np.array_equal(one.image, other.image)
        assert one.image.flags.c_contiguous


def test_what_has_no_ink_or_no_strokes_is_left_alone() -> None:
    empty = Sample.new(3, Drawing((Stroke(np.array([[900.0, 900.0]])),)))
    make_images([empty, image_sample(4)])
    assert not empty.image.any()


def test_an_image_is_made_once() -> None:
    one = sample(1)
    image = one.image
    make_images([one])
    assert one.image is image
