"""Samples as digits to test on."""

from __future__ import annotations

import numpy as np
from my_digits import image_sample, sample

from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.samples.digit_set import digit_set


def test_samples_are_digits_in_their_order_with_strokes_where_they_have_some() -> None:
    samples = [sample(7, 1, drawn=7), image_sample(1, 2), sample(2, 3, drawn=3)]
    found = digit_set(samples)
    assert found.name == MY_DRAWINGS
    assert found.labels.tolist() == [7, 1, 2]
    assert found.images.dtype == np.uint8
    for index, each in enumerate(samples):
        assert np.array_equal(found.images[index], (each.image * 255).round())
    assert found.content(0) is samples[0].content
    assert isinstance(found.content(1), np.ndarray)
