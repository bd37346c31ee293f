"""The picture on the pad: found once, read once with each predictor, and no failure keeps the worker from answering."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnist_desktop.drawing.box import Box
from mnist_desktop.pictures.picture import Picture, PictureError, of_image
from mnist_desktop.reading import predictor
from mnist_desktop.reading.values import Reading
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.picture import PadPicture, PictureReader


class Decoder:
    """Makes a picture of a 1, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Picture:
        self.count += 1
        image = Image.new("RGB", (60, 80), "white")
        ImageDraw.Draw(image).line([(30, 12), (30, 69)], "black", 4)
        return of_image(image)


def test_a_picture_is_decoded_once_for_all_places_and_networks() -> None:
    reader, decode, image = PictureReader(_unexpected), Decoder(), object()
    one, other = predictor.load("CNNNet"), predictor.load("FirstNet")
    first = reader.read(PadPicture(image, decode), one)
    again = reader.read(PadPicture(image, Decoder(), x=5, scale=2), one)
    by_other = reader.read(PadPicture(image, decode), other)
    assert [reading.text for reading in (first, again, by_other)] == ["1"] * 3
    assert decode.count == 1
    assert first.digits[0].box != again.digits[0].box
    assert by_other != first


def test_another_picture_is_decoded_and_read() -> None:
    reader, decode, by = PictureReader(_unexpected), Decoder(), predictor.load("CNNNet")
    blank = of_image(Image.new("RGB", (60, 80), "white"))
    read = [reader.read(PadPicture(object(), each), by).text for each in (decode, lambda: blank, decode)]
    assert read == ["1", "", "1"]
    assert decode.count == 2


def test_a_digit_image_is_read_as_it_is_at_its_place() -> None:
    digit, by = np.zeros((28, 28), np.float32), predictor.load("CNNNet")
    digit[4:24, 13:16] = 1
    [found] = PictureReader(_unexpected).read(PadPicture(object(), lambda: digit, x=100, scale=10), by).digits
    assert found.probabilities == by.predict([digit])[0].probabilities
    assert found.box == Box(230, 40, 30, 200)
    blank = np.zeros((28, 28), np.float32)
    assert PictureReader(_unexpected).read(PadPicture(object(), lambda: blank), by) == Reading(())


@pytest.mark.parametrize(
    ("error", "code"),
    [(PictureError("picture_unreadable"), "picture_unreadable"), (MemoryError(), "unexpected")],
    ids=["refused", "unexpected"],
)
def test_a_picture_that_cannot_be_read_is_told_once_and_has_no_digits(error: Exception, code: str) -> None:
    told = list[Problem]()
    reader, image, by = PictureReader(told.append), object(), predictor.load("CNNNet")
    readings = [reader.read(PadPicture(image, _failing(error)), by) for _ in range(2)]
    assert readings == [Reading(())] * 2
    assert [problem.code for problem in told] == [code]


def _failing(error: Exception) -> Callable[[], Picture]:
    def decode() -> Picture:
        raise error

    return decode


def _unexpected(problem: Problem) -> None:
    raise AssertionError(problem)
