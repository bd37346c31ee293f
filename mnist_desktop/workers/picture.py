"""Reads the picture on the pad. What takes long is done once for each picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_desktop.drawing.box import Box
from mnist_desktop.reading.values import Reading
from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem, ProblemError

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.drawing.segmentation import Layout
    from mnist_desktop.pictures.picture import Picture
    from mnist_desktop.reading.predictor import Predictor


@dataclass(frozen=True)
class PadPicture:
    """A picture on the pad, with its corner at `x`, `y` and its pixels `scale` wide, in canvas pixels.

    `decode` turns it into what can be read, in the worker's thread: a picture, or a (28, 28) digit image, ink 1. It
    raises `PictureError`. The same picture has the same object as `image`.
    """

    image: object
    decode: Callable[[], Picture | GreyImage]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


class PictureReader:
    """Reads one picture at a time: it finds the ink once, and reads it once with each predictor.

    `failed` is called once with the reason why a picture cannot be read. It then has no digits.
    """

    def __init__(self, failed: Callable[[Problem], None]) -> None:
        self._failed = failed
        self._image: object = None
        self._layouts: Sequence[Layout] = ()
        self._predictor: Predictor | None = None
        self._reading = Reading(())

    def read(self, picture: PadPicture, predictor: Predictor) -> Reading:
        """Return the digits of a picture, with boxes in canvas pixels."""
        from mnist_desktop.reading import merging, numbers

        if picture.image is not self._image:
            self._image, self._predictor = picture.image, None
            self._layouts = self._found(picture.decode)
        if predictor is not self._predictor:
            self._predictor, self._reading = predictor, numbers.read(self._layouts, predictor)
        return merging.moved(self._reading, picture.x, picture.y, picture.scale)

    def _found(self, decode: Callable[[], Picture | GreyImage]) -> Sequence[Layout]:
        try:
            return _layouts(decode())
        except ProblemError as error:
            self._failed(error.problem)
        except Exception as error:
            self._failed(log.trace(error))
        return ()


def _layouts(content: Picture | GreyImage) -> Sequence[Layout]:
    """Return the ways to see a content as rows of digits, with the place of each on it."""
    import numpy as np

    from mnist_desktop.drawing.segmentation import Layout
    from mnist_desktop.reading import contents

    if not isinstance(content, np.ndarray):
        return contents.layouts(content)
    return [Layout.of_digit(content, _ink_box(content))] if content.any() else ()


def _ink_box(digit: GreyImage) -> Box:
    """Return where the ink of a digit image is."""
    rows, columns = (digit > 0).nonzero()
    left, top, right, bottom = (float(each) for each in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
    return Box(left, top, right - left, bottom - top)
