"""Distortions beside SciPy's, where it has the same ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import ndimage

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import CENTRE, centre_of_mass
from mnist_desktop.drawing.render import ink
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading.distortions import blurred, noisy, rotated, shifted, thickened
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.pen_width import pen_width

TURN = np.linspace(0, 2 * np.pi, 500)


@pytest.fixture(scope="module")
def images(data: Dataset) -> GreyImage:
    inside = as_ink(data.test.images[:10].numpy())
    return np.concatenate([inside, np.roll(inside, 12, axis=(1, 2))])  # and some whose ink is cut by the edges


def ring(width: float) -> GreyImage:
    return ink(CENTRE + 8 * np.stack([np.cos(TURN), np.sin(TURN)], axis=1), 28, width)


@pytest.mark.parametrize("distort", [lambda images, by: shifted(images, by, by), rotated, thickened, blurred, noisy])
def test_by_nothing_no_bit_is_changed(images: GreyImage, distort: Callable[[GreyImage, float], GreyImage]) -> None:
    before = images.copy()
    found = distort(images, 0)
    assert found.dtype == np.float32
    assert found.tobytes() == before.tobytes()


@pytest.mark.parametrize(
    "distort",
    [
        lambda images: shifted(images, 2.5, -1),
        lambda images: rotated(images, 30),
        lambda images: thickened(images, 3),
        lambda images: thickened(images, -1.5),
        lambda images: blurred(images, 1),
        lambda images: noisy(images, 0.5),
    ],
)
def test_what_is_distorted_is_a_digit_image_and_the_original_stays(
    images: GreyImage, distort: Callable[[GreyImage], GreyImage]
) -> None:
    before = images.copy()
    found = distort(images)
    assert found.shape == images.shape
    assert found.dtype == np.float32
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6
    np.testing.assert_array_equal(images, before)


@pytest.mark.parametrize(("right", "down"), [(1.0, 0.0), (0.0, -3.0), (2.5, 1.25), (-0.3, 6.0), (40.0, 0.0)])
def test_a_shift_is_scipy_s(images: GreyImage, right: float, down: float) -> None:
    expected = [ndimage.shift(each, (down, right), order=1, mode="grid-constant") for each in images]
    np.testing.assert_allclose(shifted(images, right, down), expected, atol=1e-5)


def test_a_shift_by_whole_pixels_moves_them_as_they_are(images: GreyImage) -> None:
    found = shifted(images, 3, -2)
    np.testing.assert_array_equal(found[:, :-2, 3:], images[:, 2:, :-3])
    assert not found[:, -2:].any()
    assert not found[:, :, :3].any()


@pytest.mark.parametrize("degrees", [-90, -33.3, 1, 45, 90, 180])
def test_a_rotation_is_scipy_s_about_mnist_s_centre_of_mass(images: GreyImage, degrees: float) -> None:
    angle = np.radians(degrees)
    back = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])  # of [down, across]
    offset = CENTRE - back @ [CENTRE, CENTRE]
    expected = [ndimage.affine_transform(each, back, offset, order=1, mode="grid-constant") for each in images]
    np.testing.assert_allclose(rotated(images, degrees), expected, atol=1e-5)
    np.testing.assert_allclose(centre_of_mass(rotated(ring(2.5)[None], degrees)), [[CENTRE, CENTRE]], atol=0.05)


def test_a_rotation_is_clockwise() -> None:
    image = np.zeros((1, 28, 28), np.float32)
    image[0, 4, 14] = 1  # above the centre
    np.testing.assert_allclose(rotated(image, 90)[0, 14, 24], 1, atol=1e-5)  # right of it


@pytest.mark.parametrize("deviation", [0.1, 0.5, 1.0, 2.7])
def test_a_blur_is_scipy_s(images: GreyImage, deviation: float) -> None:
    expected = [ndimage.gaussian_filter(each, deviation, mode="constant") for each in images]
    np.testing.assert_allclose(blurred(images, deviation), expected, atol=1e-6)


@pytest.mark.parametrize(
    ("pixels", "operation"), [(2, ndimage.grey_dilation), (-2, ndimage.grey_erosion)], ids=["wider", "narrower"]
)
def test_a_pen_two_pixels_wider_or_narrower_is_a_mix_of_scipy_s_dilations_or_erosions(
    images: GreyImage, pixels: float, operation: Callable[..., FloatArray]
) -> None:
    cross, square = (ndimage.generate_binary_structure(2, connectivity) for connectivity in (1, 2))
    by_cross, by_square = (
        np.array([operation(each, footprint=shape, mode="nearest") for each in images]) for shape in (cross, square)
    )
    found = thickened(images, pixels)
    np.testing.assert_allclose(found, (2 - np.sqrt(2)) * by_cross + (np.sqrt(2) - 1) * by_square, atol=1e-6)
    np.testing.assert_allclose(thickened(images, pixels / 2), (images + found) / 2, atol=1e-6)


@pytest.mark.parametrize("by", [-1.5, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0])
def test_a_thickened_ring_is_one_drawn_with_a_pen_so_much_wider(by: float) -> None:
    found, expected = thickened(ring(2.5)[None], by)[0], ring(2.5 + by)
    assert found.sum() == pytest.approx(expected.sum(), rel=0.08)
    assert float(pen_width(found)) == pytest.approx(float(pen_width(expected)), abs=0.5)


def test_thickness_grows_without_steps(images: GreyImage) -> None:
    ink_at = [thickened(images, by).sum() for by in np.arange(-2, 5, 0.25)]
    assert (np.diff(ink_at) > 0).all()
    assert np.diff(ink_at).max() < 0.2 * images.sum()


def test_noise_is_of_the_strength_that_is_asked_for_and_the_same_each_time() -> None:
    grey = np.full((50, 28, 28), 0.5, np.float32)
    found = noisy(grey, 0.1)
    assert found.std() == pytest.approx(0.1, rel=0.02)
    assert found.mean() == pytest.approx(0.5, abs=0.002)
    np.testing.assert_array_equal(found, noisy(grey, 0.1))
