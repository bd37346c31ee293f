"""The ink of a picture becomes the digit image that the same digit gives as strokes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hands import DIGITS
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import draw

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import CENTRE, centre_of_mass
from mnist_desktop.drawing.digit_image import digit_image as of_strokes
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.pictures.digit_image import digit_image

FINE = 4  # times larger is what is drawn, then made smaller: for soft edges


def ink(number: int, pen: float = 10, side: int = 200, place: tuple[float, float] = (30, 20)) -> Float32Array:
    """A digit 140 × 160 for a side of 200, as the contrast of its ink."""
    left, top = (side * each / 200 * FINE for each in place)
    size = side * FINE / 200
    canvas = np.zeros((side * FINE, side * FINE, 3), np.uint8)
    box = (left, top, left + 140 * size, top + 160 * size)
    draw(canvas, DIGITS[number], box, round(pen * FINE), (255, 255, 255))
    small = cv2.resize(canvas[..., 0], (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(small / 255, np.float32)


def strokes(number: int) -> GreyImage:
    drawn = tuple(Stroke(np.array(each) * (140, 160)) for each in DIGITS[number])
    image = of_strokes(Drawing(drawn))
    assert image is not None
    return image


def apart(one: GreyImage, other: GreyImage) -> float:
    return float(np.abs(one - other).mean())


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [2, 4, 8, 12, 16])
def test_whatever_the_pen_it_is_as_the_strokes_are(number: int, pen: int) -> None:
    assert apart(digit_image(ink(number, pen)), strokes(number)) < 0.02


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize(("side", "bound"), [(30, 0.035), (60, 0.02), (400, 0.015), (800, 0.015)])
def test_whatever_its_size_it_is_as_the_strokes_are(number: int, side: int, bound: float) -> None:
    assert apart(digit_image(ink(number, 10 * side / 200, side)), strokes(number)) < bound


@pytest.mark.parametrize("number", DIGITS)
def test_its_place_and_the_paper_around_it_do_not_matter(number: int) -> None:
    image, moved = digit_image(ink(number)), digit_image(ink(number, place=(45, 30)))
    padded = digit_image(np.pad(ink(number), ((200, 0), (0, 90))))
    assert apart(image, padded) < 1e-6
    assert apart(image, moved) < 0.003


def test_ink_that_ends_at_the_edge_is_seen_whole() -> None:
    image = ink(7)
    ys, xs = np.nonzero(image > 0.5)
    cut = image[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    assert apart(digit_image(cut), digit_image(image)) < 0.005


@pytest.mark.parametrize("number", DIGITS)
def test_soft_edges_do_not_matter(number: int) -> None:
    soft = np.asarray(cv2.GaussianBlur(ink(number), (0, 0), 2), np.float32)
    assert apart(digit_image(soft / soft.max()), digit_image(ink(number))) < 0.02


@pytest.mark.parametrize("number", DIGITS)
def test_it_balances_in_the_middle_from_paper_to_full_ink(number: int) -> None:
    image = digit_image(ink(number))
    assert image.shape == (28, 28)
    assert image.dtype == np.float32
    assert image.min() == 0
    assert 0.95 < image.max() <= 1
    np.testing.assert_allclose(centre_of_mass(image), CENTRE, atol=0.05)


@pytest.mark.parametrize("number", DIGITS)
def test_its_longer_side_is_the_box_of_mnist(number: int) -> None:
    image = digit_image(ink(number)) > 0.5
    rows, columns = (np.ptp(np.flatnonzero(image.any(axis=axis))) + 1 for axis in (1, 0))
    assert max(rows, columns) in (19, 20, 21)


def test_a_blot_stays_a_blot() -> None:
    page = np.zeros((100, 100), np.float32)
    page[30:70, 30:70] = 1
    assert digit_image(page)[6:23, 6:23].mean() > 0.9


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.floats(0.01, 1))
def test_any_ink_at_all_becomes_a_finite_image(height: int, width: int, seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    values = (rng.random((height, width)) * (rng.random((height, width)) < share)).astype(np.float32)
    values[rng.integers(height), rng.integers(width)] = 1
    image = digit_image(values)
    assert image.shape == (28, 28)
    assert np.isfinite(image).all()
    assert 0 <= image.min() <= image.max() <= 1.001
