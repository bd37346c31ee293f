from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.pictures.picture import MAX_PIXELS, MAX_SIDE, Picture, PictureError
from mnist_desktop.sessions.pad_picture import digit_picture, pad_picture, picture_of
from mnist_desktop.ui.pad.content import PadContent

Format = QImage.Format


def image(kind: Format, width: int = 31, height: int = 20) -> QImage:
    """A red picture with one blue pixel, whose rows are padded."""
    made = QImage(width, height, Format.Format_ARGB32)
    made.fill(QColor(200, 10, 20))
    made.setPixelColor(3, 5, QColor(10, 20, 200))
    return made.convertToFormat(kind)


@pytest.mark.parametrize("kind", [Format.Format_RGB888, Format.Format_RGB32, Format.Format_ARGB32_Premultiplied])
def test_pixels_are_red_green_and_blue_where_they_were(kind: Format) -> None:
    pixels = picture_of(image(kind)).pixels.copy()
    assert pixels.shape == (20, 31, 3)
    assert pixels.dtype == np.uint8
    assert pixels[5, 3].tolist() == [10, 20, 200]
    pixels[5, 3] = pixels[0, 0]
    assert (pixels == [200, 10, 20]).all()


def test_ink_on_nothing_lies_on_paper() -> None:
    clear = QImage(40, 40, Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    clear.setPixelColor(20, 20, QColor("black"))
    pixels = picture_of(clear).pixels
    assert pixels[20, 20].max() < 50
    assert pixels[0, 0].min() > 200


def test_twelve_bits_in_sixteen_keep_their_contrast() -> None:
    values = np.full((20, 32), 3900, np.uint16)
    values[10] = 200
    grey = QImage(values.tobytes(), 32, 20, 64, Format.Format_Grayscale16).copy()
    pixels = picture_of(grey).pixels
    assert pixels[0, 0].min() > 200
    assert pixels[10].max() < 50


def test_a_large_picture_is_shrunk_and_a_huge_one_refused() -> None:
    found = picture_of(QImage(4000, 3000, Format.Format_RGB32))
    assert max(found.pixels.shape) == MAX_SIDE
    assert found.shrunk == 4000 / MAX_SIDE
    with pytest.raises(PictureError, match=f"limit={MAX_PIXELS}"):
        picture_of(QImage(8001, 8001, Format.Format_Mono))


def test_the_place_is_in_canvas_pixels() -> None:
    made = image(Format.Format_RGB32)
    found = pad_picture(PadContent(Drawing(width=500, height=500), made, QRectF(10, 20, 310, 200)))
    assert found is not None
    assert (found.image, found.x, found.y, found.scale) == (made, 10, 20, 10)
    picture = found.decode()
    assert isinstance(picture, Picture)
    assert picture.pixels.shape == (20, 31, 3)
    assert pad_picture(PadContent()) is None


def test_a_digit_image_is_read_as_it_is() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (28, 28)).astype(np.uint8)
    digit = np.divide(pixels, 255, dtype=np.float32)
    content = PadContent(picture=digit_picture(digit), place=QRectF(0, 0, 280, 280))
    found = pad_picture(content)
    assert found is not None
    assert found.scale == 10
    assert np.array_equal(np.asarray(found.decode()), digit)
    assert content.picture is not None
    assert content.picture.pixelColor(3, 5).red() == 255 - pixels[5, 3]


def test_a_photo_that_says_it_is_a_digit_image_is_read_as_a_photo() -> None:
    photo = image(Format.Format_RGB32)
    photo.setText("digit image", "yes")
    found = pad_picture(PadContent(picture=photo, place=QRectF(0, 0, 31, 20)))
    assert found is not None
    assert isinstance(found.decode(), Picture)
