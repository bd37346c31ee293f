from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from drawings import side_by_side
from hands import DIGITS
from PIL import Image, ImageDraw

from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.segmentation import Layout
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.pictures import picture
from mnist_desktop.reading.contents import Content, layouts, one_digit

FOUR_AND_TWO = side_by_side(DIGITS[4], DIGITS[2])


def picture_of(drawing: Drawing) -> Content:
    image = Image.new("L", (drawing.width, drawing.height), 255)
    for stroke in drawing.strokes:
        ImageDraw.Draw(image).line([(x, y) for x, y in stroke.points], fill=0, width=9, joint="curve")
    return picture.of_image(image)


def digit_image_of(drawing: Drawing) -> Content:
    image = digit_image(drawing)
    assert image is not None
    return image


def lengths(found: list[Layout]) -> list[int]:
    return [sum(row.length for row in layout.rows) for layout in found]


@pytest.mark.parametrize("as_content", [lambda drawing: drawing, picture_of], ids=["a drawing", "a picture"])
def test_ink_may_be_several_digits(as_content: Callable[[Drawing], Content]) -> None:
    assert max(lengths(layouts(as_content(FOUR_AND_TWO)))) >= 2
    assert min(lengths(layouts(as_content(side_by_side(DIGITS[8]))))) == 1


def test_a_digit_image_is_one_digit() -> None:
    image = digit_image_of(FOUR_AND_TWO)
    [layout] = layouts(image)
    [[candidate]] = [row.candidates for row in layout.rows]
    assert candidate.image is image
    assert candidate.box is None


@pytest.mark.parametrize("as_content", [lambda drawing: drawing, picture_of, digit_image_of])
def test_what_is_known_to_be_one_digit_is_taken_as_a_whole(as_content: Callable[[Drawing], Content]) -> None:
    whole = digit_image(FOUR_AND_TWO)
    found = one_digit(as_content(FOUR_AND_TWO))
    assert whole is not None
    assert found is not None
    assert np.abs(found - whole).mean() < 0.03


def test_of_one_digit_a_stray_click_is_left_out() -> None:
    four = side_by_side(DIGITS[4])
    click = Stroke(np.array([[four.width - 2.0, 2.0]]))
    found, clean = one_digit(four.with_stroke(click)), one_digit(four)
    assert found is not None
    assert clean is not None
    assert np.array_equal(found, clean)


@pytest.mark.parametrize(
    "blank",
    [Drawing(), picture.of_image(Image.new("L", (300, 200), 255)), np.zeros((28, 28), np.float32)],
    ids=["drawing", "picture", "digit image"],
)
def test_where_nothing_is_drawn_there_is_nothing_to_read(blank: Content) -> None:
    assert layouts(blank) == []
    assert one_digit(blank) is None
