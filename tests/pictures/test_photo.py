from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import CENTRE, centre_of_mass, digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.pictures import photo

FINE = 4  # times larger is what is drawn, then made smaller: for grey edges, as of a camera


def picture(drawing: Drawing, pen: float = 18, scale: float = 1.0, page: int = 500) -> FloatArray:
    """Black on white, `scale` times the drawing in the upper left corner of a square page."""
    image = Image.new("L", (page * FINE, page * FINE), 255)
    draw = ImageDraw.Draw(image)
    radius = pen * FINE / 2
    for stroke in drawing.strokes:
        points = [(x, y) for x, y in (stroke.points * scale * FINE).tolist()]
        draw.line(points, fill=0, width=round(2 * radius), joint="curve")
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return np.asarray(image.resize((page, page), Image.Resampling.BOX), dtype=np.float64) / 255


def seen(picture: FloatArray) -> GreyImage:
    image = photo.digit_image(picture)
    assert image is not None
    return image


def from_strokes(drawing: Drawing) -> GreyImage:
    image = digit_image(drawing)
    assert image is not None
    return image


def apart(one: GreyImage, other: GreyImage) -> float:
    return float(np.abs(one - other).mean())


@pytest.mark.parametrize("pen", [8, 12, 18, 24, 32])
def test_whatever_the_pen_a_picture_is_seen_as_its_strokes_are(digits: dict[int, Drawing], pen: int) -> None:
    for drawing in digits.values():
        assert apart(seen(picture(drawing, pen)), from_strokes(drawing)) < 0.02


@pytest.mark.parametrize(
    "change",
    [
        lambda page: 1 - page,
        lambda page: 0.3 + page * 0.3,
        lambda page: 0.9 - page * 0.6,
        lambda page: np.pad(page, ((900, 0), (0, 700)), constant_values=1.0),
        lambda page: page[80:430, 120:400],
    ],
    ids=["white on black", "dark grey on grey", "grey on dark grey", "in a corner of a large page", "cut closely"],
)
def test_polarity_contrast_and_page_do_not_matter(
    digits: dict[int, Drawing], change: Callable[[FloatArray], FloatArray]
) -> None:
    for drawing in digits.values():
        page = picture(drawing)
        assert apart(seen(change(page)), seen(page)) < 0.005


@pytest.mark.parametrize(("scale", "page", "bound"), [(0.06, 30, 0.07), (0.2, 100, 0.03), (2.0, 1000, 0.02)])
def test_size_does_not_matter(digits: dict[int, Drawing], scale: float, page: int, bound: float) -> None:
    for drawing in digits.values():
        assert apart(seen(picture(drawing, 18 * scale, scale, page)), from_strokes(drawing)) < bound


def test_a_blurred_and_noisy_photo_is_seen_nearly_the_same(digits: dict[int, Drawing]) -> None:
    noise = np.random.default_rng(0).normal(0, 0.03, (500, 500))
    for drawing in digits.values():
        sharp = picture(drawing)
        blurred = Image.fromarray((sharp * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(3))
        taken = (np.asarray(blurred) / 255 * 0.8 + noise).clip(0, 1)
        assert apart(seen(taken), seen(sharp)) < 0.02


def test_the_digit_balances_in_the_middle(digits: dict[int, Drawing]) -> None:
    for drawing in digits.values():
        image = seen(picture(drawing))
        assert image.shape == (28, 28)
        assert image.dtype == np.float32
        assert image.min() == 0
        assert image.max() > 0.95
        np.testing.assert_allclose(centre_of_mass(image), CENTRE, atol=0.05)


@pytest.mark.parametrize("grey", [0.0, 0.5, 1.0])
def test_an_empty_page_holds_nothing(grey: float) -> None:
    assert photo.digit_image(np.full((40, 50), grey)) is None


def test_a_page_that_is_only_faintly_uneven_is_empty() -> None:
    assert photo.digit_image(np.random.default_rng(0).uniform(0.85, 0.95, (40, 50))) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (3, 500)])
def test_the_smallest_pictures_are_looked_at_too(shape: tuple[int, int]) -> None:
    for row, column in ((0, 0), (-1, -1), (shape[0] // 2, shape[1] // 2)):
        page = np.ones(shape)
        page[row, column] = 0
        image = photo.digit_image(page)
        assert image is None or np.isfinite(image).all()


def test_a_blot_stays_a_blot() -> None:
    page = np.ones((100, 100))
    page[30:70, 30:70] = 0
    assert seen(page)[6:23, 6:23].mean() > 0.9


@pytest.mark.parametrize("ink", [0.0, 1.0])
def test_transparent_paper_is_what_the_ink_is_seen_on(ink: float) -> None:
    opacity = 1 - picture(Drawing((Stroke(np.array([[100.0, 100.0], [300.0, 400.0]])),)))
    laid = photo.on_paper(np.full(opacity.shape, ink), opacity)
    assert abs(laid[0, 0] - ink) == 1
    assert abs(laid[250, 200] - ink) < 0.01


def test_an_opaque_picture_is_left_as_it_is() -> None:
    page = np.random.default_rng(0).uniform(size=(5, 6))
    assert np.array_equal(photo.on_paper(page, np.ones((5, 6))), page)
