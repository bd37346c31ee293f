from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import digit_images
from mnist_desktop.system.errors import ProblemError

RANGES: dict[str, Any] = {
    "bytes": lambda images: images,
    "integers": lambda images: images.astype(np.int64),
    "floats": lambda images: images.astype(np.float32),
    "shares": lambda images: images / 255,
    "16 bits": lambda images: images.astype(np.uint16) * 257,
    "black on white": lambda images: 255 - images,
    "shares, black on white": lambda images: 1 - images / 255,
    "in one row": lambda images: images.reshape(-1, 784),
}


@pytest.mark.parametrize("kind", RANGES)
def test_digits_of_every_range_and_either_polarity_are_the_same(kind: str, data: Dataset) -> None:
    images = data.test.images[:1000].numpy()
    for pixels, image in zip(RANGES[kind](images), images, strict=True):
        found = digit_images.of_file(pixels)
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, image / 255, atol=1e-6)


def test_a_mask_is_black_and_white() -> None:
    mask = np.zeros((28, 28), np.uint8)
    mask[9:20, 14] = 1
    assert np.array_equal(digit_images.of_file(mask), mask)


@pytest.mark.parametrize(("value", "code"), [(-1, "out_of_range"), (256, "out_of_range"), (np.nan, "not_number")])
def test_pixels_that_are_none_are_refused(value: float, code: str) -> None:
    pixels = np.zeros(784)
    pixels[300] = value
    with pytest.raises(ProblemError, match=f"pixel_{code}"):
        digit_images.of_file(pixels)
