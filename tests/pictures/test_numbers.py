"""A picture becomes layouts of digits: seen as their strokes are, with boxes in pixels of the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, Final

import cv2
import numpy as np
import papers
import pytest
from hands import DIGITS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageDraw, ImageFilter

import mnist_desktop
from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.segmentation import Candidate, Layout
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.pictures import picture
from mnist_desktop.pictures.numbers import layouts, one_digit
from mnist_desktop.pictures.picture import MAX_SIDE, Picture, Pixels

FINE: Final = 4  # times larger is what is drawn, then made smaller: for grey edges, as of a camera


def page(drawing: Drawing, pen: float = 18, scale: float = 1.0, side: int = 500) -> FloatArray:
    """Black on white, `scale` times the drawing in the upper left corner of a square page."""
    image = Image.new("L", (side * FINE, side * FINE), 255)
    draw = ImageDraw.Draw(image)
    radius = pen * FINE / 2
    for stroke in drawing.strokes:
        points = [(x, y) for x, y in (stroke.points * scale * FINE).tolist()]
        draw.line(points, fill=0, width=round(2 * radius), joint="curve")
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return np.asarray(image.resize((side, side), Image.Resampling.BOX), dtype=np.float64) / 255


def candidates(found: Iterable[Layout]) -> list[Candidate]:
    return [each for layout in found for row in layout.rows for each in row.candidates]


def wholes(values: FloatArray) -> list[GreyImage]:
    """The digit images of all ink of a picture as one digit, one for each size that it is seen in."""
    rows = [layout.rows[0] for layout in layouts(picture.of_array(values)) if len(layout.rows) == 1]
    return [each.image for row in rows for each in row.candidates if (each.first, each.last) == (0, row.length)]


def apart(images: Iterable[GreyImage | None], drawing: Drawing) -> float:
    """How far the nearest of some images is from that of a drawing's strokes."""
    expected = digit_image(drawing)
    assert expected is not None
    return min(float(np.abs(image - expected).mean()) for image in images if image is not None)


@pytest.mark.parametrize("pen", [2, 4, 8, 12, 18, 24, 32])
def test_whatever_the_pen_a_picture_is_seen_as_its_strokes_are(digits: dict[int, Drawing], pen: int) -> None:
    for drawing in digits.values():
        assert apart(wholes(page(drawing, pen)), drawing) < 0.012


@pytest.mark.parametrize(
    "pen",
    [2, 4, 8, 18],
)
def test_as_one_digit_it_is_seen_as_its_strokes_too(digits: dict[int, Drawing], pen: int) -> None:
    for drawing in digits.values():
        assert apart([one_digit(picture.of_array(page(drawing, pen)))], drawing) < 0.025


CHANGES: Final[dict[str, Callable[[FloatArray], FloatArray]]] = {
    "white on black": lambda values: 1 - values,
    "dark grey on grey": lambda values: 0.3 + values * 0.3,
    "grey on dark grey": lambda values: 0.9 - values * 0.6,
    "in a corner of a large page": lambda values: np.pad(values, ((900, 0), (0, 700)), constant_values=1.0),
    "cut closely": lambda values: values[80:430, 120:400],
}


@pytest.mark.parametrize(
    "change",
    CHANGES,
)
def test_polarity_contrast_and_page_do_not_matter(digits: dict[int, Drawing], change: str) -> None:
    for drawing in digits.values():
        assert apart(wholes(CHANGES[change](page(drawing))), drawing) < 0.012


@pytest.mark.parametrize(("scale", "side", "bound"), [(0.06, 30, 0.07), (0.2, 100, 0.015), (2.0, 1000, 0.015)])
def test_size_does_not_matter(digits: dict[int, Drawing], scale: float, side: int, bound: float) -> None:
    for drawing in digits.values():
        assert apart(wholes(page(drawing, 18 * scale, scale, side)), drawing) < bound


def test_a_blurred_and_noisy_photo_is_seen_nearly_the_same(digits: dict[int, Drawing]) -> None:
    noise = np.random.default_rng(0).normal(0, 0.03, (500, 500))
    for drawing in digits.values():
        sharp = Image.fromarray((page(drawing) * 255).astype(np.uint8))
        blurred = np.asarray(sharp.filter(ImageFilter.GaussianBlur(3))) / 255
        assert apart(wholes((blurred * 0.8 + noise).clip(0, 1)), drawing) < 0.02


def box_of(pixels: Pixels, shrunk: float = 1.0) -> FloatArray:
    """The box around all ink, in the size in which it is seen first: left, top, right, bottom."""
    [row] = layouts(Picture(pixels, shrunk))[0].rows
    boxes = [each.box for each in row.candidates]
    places = np.array([(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes if box is not None])
    return np.array([*places[:, :2].min(axis=0), *places[:, 2:].max(axis=0)])


@pytest.mark.parametrize("number", DIGITS)
def test_a_box_is_close_around_the_ink(number: int) -> None:
    canvas = papers.draw(np.zeros((300, 300, 3), np.uint8), DIGITS[number], colour=(255, 255, 255))
    left, top, width, height = cv2.boundingRect((canvas[..., 0] > 60).astype(np.uint8))
    np.testing.assert_allclose(box_of(papers.digit(number)), (left, top, left + width, top + height), atol=3)


def test_boxes_are_in_pixels_of_the_file_whatever_it_was_shrunk_by() -> None:
    pixels = papers.digit(7)
    np.testing.assert_allclose(box_of(pixels, 3.5), box_of(pixels) * 3.5)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_file_is_shrunk_and_its_boxes_are_not(kind: str) -> None:
    image = Image.new("RGB", (3 * MAX_SIDE, 2 * MAX_SIDE), "white")
    corners = [(1000, 500), (1900, 500), (1300, 2000)]
    ImageDraw.Draw(image).line(corners, fill="navy", width=60, joint="curve")
    content = io.BytesIO()
    image.save(content, kind)
    content.seek(0)
    [only] = mnist_desktop.read(content).digits
    assert (only.digit, only.sure) == (7, True)
    assert only.box is not None
    assert only.box.to_json() == pytest.approx([970, 470, 960, 1560], abs=60)


@pytest.mark.parametrize("size", [30, 60, 300, 600])
@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_the_digits_of_a_number_are_read_each_with_its_box(size: int, model: str) -> None:
    height = round(size * 1.4)
    sheet = papers.sheet(size * 5, height * 2)
    for index, digit in enumerate("274"):
        left = size * (0.75 + 1.2 * index)
        papers.draw(sheet, DIGITS[int(digit)], (left, height / 2, left + size, height * 1.5), max(2, size // 25))
    found = mnist_desktop.read(sheet, model)
    assert found.text == "274"
    for index, each in enumerate(found.digits):
        assert each.box is not None
        middle = each.box.x + each.box.width / 2
        assert middle == pytest.approx(size * (1.25 + 1.2 * index), abs=size * 0.12)


def form_with(pen: int) -> Pixels:
    sheet = papers.sheet(600, 600)
    papers.box(sheet, (120, 80), (480, 520), 4, (60, 60, 60))
    return papers.draw(sheet, DIGITS[3], (180, 120, 420, 480), pen)


@pytest.mark.parametrize("pen", [4, 14, 24])
def test_the_frame_of_one_size_is_no_stroke_in_any(pen: int) -> None:
    boxes = [each.box for each in candidates(layouts(Picture(form_with(pen))))]
    assert boxes
    assert all(box is not None and box.x > 160 and box.x + box.width < 440 for box in boxes)


def test_the_likeliest_size_is_that_with_the_most_ink() -> None:
    found = layouts(Picture(papers.draw(papers.sheet(600, 600), DIGITS[8], (150, 100, 450, 500), 20)))
    best = max(found, key=lambda layout: layout.prior)
    assert best.prior == 0
    [whole] = [each.box for each in best.rows[0].candidates if each.last - each.first == best.rows[0].length]
    assert whole is not None
    assert whole.height > 380


def test_a_texture_has_no_layouts() -> None:
    sheet = papers.sheet(400, 400)
    for x, y in np.mgrid[10:400:22, 10:400:22].reshape(2, -1).T.tolist():
        papers.line(sheet, (x, y), (x + 12, y + 8), 3)
    assert layouts(Picture(sheet)) == []


EMPTY: Final[dict[str, Callable[[], Pixels]]] = {
    "one pixel": lambda: np.zeros((1, 1, 3), np.uint8),
    "a row": lambda: np.full((1, 500, 3), 200, np.uint8),
    "a column": lambda: np.full((500, 1, 3), 200, np.uint8),
    "two long rows": lambda: np.full((2, 3000, 3), 200, np.uint8),
    "small": lambda: np.full((30, 30, 3), 255, np.uint8),
    "white": lambda: np.full((300, 400, 3), 255, np.uint8),
    "black": lambda: np.zeros((300, 400, 3), np.uint8),
    "paper": papers.sheet,
    "paper in light that falls off": lambda: papers.lit(
        papers.sheet(), np.linspace(1, 0.4, 300)[None] * np.ones((300, 1))
    ),
    "a gradient": lambda: np.linspace(0, 255, 300).astype(np.uint8)[:, None, None].repeat(300, 1).repeat(3, 2),
    "the sharp edge of a shadow": lambda: papers.shadow(papers.sheet(), 0.6, 1),
    "faint noise": lambda: np.random.default_rng(0).integers(217, 243, (200, 300, 3), np.uint8),
}


@pytest.mark.parametrize("kind", EMPTY)
def test_on_an_empty_page_nothing_is_found(kind: str) -> None:
    blank = Picture(EMPTY[kind]())
    assert layouts(blank) == []
    assert one_digit(blank) is None


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("spread", [20, 60, 120])
def test_noise_is_never_read_for_sure(spread: int, seed: int, model: str) -> None:
    rng = np.random.default_rng(seed)
    for shape in ((30, 30), (200, 300)):
        coarse = rng.normal(128, spread, (*shape, 3)).clip(0, 255).astype(np.uint8)
        smooth = np.asarray(cv2.resize(coarse, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), np.uint8)
        for pixels in (coarse, smooth):
            assert not mnist_desktop.read(Picture(pixels), model).sure


SHAPES: Final = st.tuples(st.integers(1, 50), st.integers(1, 50), st.just(3))


@settings(deadline=None, max_examples=100)
@given(arrays(np.uint8, SHAPES))
@example(np.zeros((1, 1, 3), np.uint8))
@example(np.full((500, 1, 3), 255, np.uint8))
@example(np.eye(500, 2, dtype=np.uint8)[..., None] * np.full(3, 255, np.uint8))
def test_any_picture_is_read_or_has_no_layouts(pixels: Any) -> None:
    for each in candidates(layouts(Picture(pixels))):
        assert each.image.shape == (28, 28)
        assert np.isfinite(each.image).all()
        assert each.box is not None
        assert min(each.box.width, each.box.height) > 0
    assert all(np.isfinite(each.probabilities).all() for each in mnist_desktop.read(Picture(pixels)).digits)
