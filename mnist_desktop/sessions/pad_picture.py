"""The picture on the pad, as the reading worker takes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.workers.picture import PadPicture

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.pictures.picture import Picture

DIGIT_IMAGE: Final = "digit image"  # the key of a text in an image that is to be read as it is
GREY_8: Final = QImage.Format.Format_Grayscale8
GREY_16: Final = QImage.Format.Format_Grayscale16


def pad_picture(content: PadContent) -> PadPicture | None:
    """Return the content's picture and its place."""
    image, place = content.picture, content.place
    if image is None or image.isNull():
        return None
    decode = partial(_digit_image_of if _is_digit_image(image) else picture_of, image)
    return PadPicture(image, decode, place.x(), place.y(), place.width() / image.width())


def digit_picture(digit: GreyImage) -> QImage:
    """Return a (28, 28) digit image, ink 1, paper 0, as a picture for the pad. It is read as it is."""
    import numpy as np

    side = len(digit)
    grey = np.rint(255 * (1 - digit)).astype(np.uint8)
    image = QImage(grey.tobytes(), side, side, side, GREY_8).copy()
    image.setText(DIGIT_IMAGE, "yes")
    return image


def _is_digit_image(image: QImage) -> bool:
    """Return whether a picture was made of a digit image. It may come from a file, in which any text may be."""
    from mnist_desktop.drawing.digit_image import SIDE

    return bool(image.text(DIGIT_IMAGE)) and (image.width(), image.height()) == (SIDE, SIDE)


def _digit_image_of(image: QImage) -> GreyImage:
    """Return the digit image that a picture for the pad was made of."""
    import numpy as np

    grey = image.convertToFormat(GREY_8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return np.divide(255 - rows[:, : grey.width()], 255, dtype=np.float32)


def picture_of(image: QImage) -> Picture:
    """Turn an image of Qt into a picture to read. Any thread may call it. Raises `PictureError` for one too large."""
    from PIL import Image  # not needed before there is a picture

    from mnist_desktop.pictures import picture

    kind, mode, raw = _pixels(image)
    pixels = image.convertToFormat(kind)
    size = (pixels.width(), pixels.height())
    return picture.of_image(Image.frombytes(mode, size, pixels.constBits(), "raw", raw, pixels.bytesPerLine()))


def _pixels(image: QImage) -> tuple[QImage.Format, str, str]:
    """Return the format that keeps all that can be read of an image, and Pillow's names for it."""
    if image.format() == GREY_16:
        return GREY_16, "I;16", "I;16"
    if image.hasAlphaChannel():
        return QImage.Format.Format_RGBA8888, "RGBA", "RGBA"
    return QImage.Format.Format_RGB888, "RGB", "RGB"
