"""A digit image comes back from its text, and a damaged text is refused."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.drawing import stored_image
from mnist_desktop.drawing.strokes import Drawing, DrawingError, Stroke


@given(arrays(np.float32, (28, 28), elements=st.floats(0, 1, width=32)))
def test_an_image_comes_back_to_a_255th(image: Any) -> None:
    found = stored_image.from_text(stored_image.to_text(image))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, image, atol=0.5 / 255 + 1e-6)
    assert stored_image.to_text(found) == stored_image.to_text(image)


@pytest.mark.parametrize("text", ["", "x", "ä" * 784, None, 3, [1], base64.b64encode(bytes(783)).decode(), "*" * 1048])
def test_another_text_is_refused(text: Any) -> None:
    with pytest.raises(DrawingError) as refused:
        stored_image.from_text(text)
    assert refused.value.problem.code == "stored_image"


def test_of_a_drawing_the_strokes_count_and_without_them_the_image() -> None:
    image = np.eye(28, dtype=np.float32)
    extra = {"image": stored_image.to_text(image)}
    drawn = Drawing((Stroke(np.zeros((1, 2))),), extra=extra)
    assert stored_image.content_of(drawn) is drawn
    np.testing.assert_array_equal(stored_image.content_of(Drawing(extra=extra)), image)
    assert stored_image.content_of(Drawing()) == Drawing()
