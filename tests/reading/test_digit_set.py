"""Labelled digits to test on, with or without strokes."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.digit_set import DigitSet

IMAGES = np.stack([np.full((28, 28), value, np.uint8) for value in (0, 51, 255)])
LABELS = np.array([1, 2, 3])


def test_what_has_strokes_is_its_strokes_and_else_an_image(digits: dict[int, Drawing]) -> None:
    some = DigitSet("some", IMAGES, LABELS, (digits[1], Drawing(), digits[3]))
    assert len(some) == 3
    assert some.content(0) is digits[1]
    assert some.content(2) is digits[3]
    image = some.content(1)
    assert isinstance(image, np.ndarray)
    assert (image.dtype, image.shape) == (np.dtype(np.float32), (28, 28))
    assert np.allclose(image, 0.2)


def test_where_nothing_has_strokes_each_is_an_image() -> None:
    content = DigitSet("some", IMAGES, LABELS).content(2)
    assert isinstance(content, np.ndarray)
    assert (content == 1).all()
