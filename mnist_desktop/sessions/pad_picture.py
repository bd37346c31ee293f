"""The picture on the pad, as the reading worker takes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.workers.picture import PadPicture

if TYPE_CHECKING:
    from mnist_desktop.pictures.picture import Picture

GREY_16: Final = QImage.Format.Format_Grayscale16


def pad_picture(content: PadContent) -> PadPicture | None:
    """Return the content's picture and its place."""
    image, place = content.picture, content.place
    if image is None or image.isNull():
        return None
    return PadPicture(image, partial(picture_of, image), place.x(), place.y(), place.width() / image.width())


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
