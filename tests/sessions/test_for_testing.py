from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
from drawings import some_digits
from PySide6.QtGui import QImage

from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.sessions.for_testing import ForTesting
from mnist_desktop.sessions.pad_digit import PadDigit
from mnist_desktop.ui.pad.content import PadContent

OWN = Stroke(np.array([[10.0, 10.0], [10.0, 90.0]]))


def reading(*strokes: int) -> DigitReading:
    return DigitReading((1.0,) + (0.0,) * 9, sure=True, box=Box(1, 2, 3, 4), strokes=strokes)


def test_of_a_pad_with_more_on_it_only_the_digit_of_the_test_is_for_testing() -> None:
    tested, found = PadContent(some_digits()[7]), ForTesting()
    found.add(tested)
    both = tested.with_stroke(OWN)
    assert found.has(PadDigit(both, reading(0)))
    assert not found.has(PadDigit(both, reading(1)))
    assert found.has(PadDigit(both, reading(0, 1))), "a stroke more makes it no digit of one's own"
    assert found.has(PadDigit(both, None))


def test_a_picture_of_a_test_is_for_testing_and_what_is_drawn_on_it_is_not() -> None:
    picture, found = QImage(28, 28, QImage.Format.Format_Grayscale8), ForTesting()
    content = PadContent(picture=picture)
    found.add(content)
    assert found.has(PadDigit(content, reading()))
    assert not found.has(PadDigit(replace(content, picture=QImage(picture)), reading()))
    assert not found.has(PadDigit(content.with_stroke(OWN), reading(0)))


def test_what_is_drawn_after_a_digit_of_a_test_is_gone_is_never_taken_for_it() -> None:
    found = ForTesting()
    for _ in range(50):
        found.add(PadContent(Drawing((Stroke(OWN.points),))))
        gc.collect()
        assert not found.has(PadDigit(PadContent(Drawing((Stroke(OWN.points),))), reading(0)))
