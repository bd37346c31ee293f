from __future__ import annotations

import numpy as np
import pytest
from drawings import some_digits
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.sessions.pad_digit import PadDigit, meant
from mnist_desktop.ui.pad.content import PadContent

FOUR, SEVEN = some_digits()[4], some_digits()[7]
BOTH = PadContent(Drawing((*FOUR.strokes, *SEVEN.strokes), 900, 500, label=3, extra={"by": "me"}))
PICTURE = QImage(100, 50, QImage.Format.Format_RGB888)


def reading(*strokes: int, box: Box | None = None, **likely: float) -> DigitReading:
    """A reading of these strokes, or of a picture without any. `likely` has probabilities by names such as `d4`."""
    probabilities = tuple(likely.get(f"d{digit}", 0.0) for digit in range(10))
    return DigitReading(probabilities, sure=True, box=box, image=np.ones((28, 28), np.float32), strokes=strokes)


def test_of_a_drawn_digit_its_strokes_are_kept_on_the_same_canvas() -> None:
    content = PadDigit(BOTH, reading(0, 1)).content
    assert content == Drawing(FOUR.strokes, 900, 500)


def test_where_no_digit_was_read_all_strokes_are_one() -> None:
    assert PadDigit(BOTH, None).content == Drawing(BOTH.drawing.strokes, 900, 500)


def test_of_a_digit_in_a_picture_its_image_is_kept() -> None:
    digit = reading(box=Box(1, 2, 3, 4))
    assert PadDigit(PadContent(picture=PICTURE), digit).content is digit.image


def test_a_picture_without_digits_has_nothing_to_keep() -> None:
    assert PadDigit(PadContent(picture=PICTURE, place=QRectF(0, 0, 100, 50)), None).content is None


def test_a_digit_stays_the_same_whatever_is_added_beside_it() -> None:
    alone = PadDigit(PadContent(SEVEN), reading(0))
    with_more = PadDigit(BOTH, reading(2))
    assert alone.key == with_more.key
    assert alone.key != PadDigit(BOTH, reading(0, 1)).key
    assert PadDigit(BOTH, reading(0)).key != PadDigit(BOTH, reading(0, 1)).key


def test_the_same_stroke_drawn_again_is_another_digit() -> None:
    again = Drawing((Stroke(SEVEN.strokes[0].points),))
    one, other = PadDigit(PadContent(SEVEN), reading(0)), PadDigit(PadContent(again), reading(0))
    assert one.key != other.key


def test_digits_of_pictures_are_told_apart_by_picture_and_place() -> None:
    first, second = (PadContent(picture=picture) for picture in (PICTURE, QImage(PICTURE)))
    here, there = reading(box=Box(0, 0, 10, 20)), reading(box=Box(30, 0, 10, 20))
    assert PadDigit(first, here).key == PadDigit(first, reading(box=Box(0, 0, 10, 20))).key
    assert len({PadDigit(pad, digit).key for pad in (first, second) for digit in (here, there)}) == 4


@pytest.mark.parametrize(("label", "index"), [(4, 0), (1, 2), (7, 2), (9, 0), (8, 2)])
def test_who_types_means_the_newest_digit_or_the_first_of_a_number(label: int, index: int) -> None:
    first, second, newest = reading(0, d4=0.9, d9=0.1), reading(1, d7=1.0), reading(2, d1=0.3, d7=0.7)
    assert meant((first, second, newest), 2, label) == index
