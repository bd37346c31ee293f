"""Reads the picture on the pad. What takes long is done once for each picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_desktop.reading.values import Reading
from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem, ProblemError

if TYPE_CHECKING:
    from mnist_desktop.drawing.segmentation import Layout
    from mnist_desktop.pictures.picture import Picture
    from mnist_desktop.reading.predictor import Predictor


@dataclass(frozen=True)
class PadPicture:
    """A picture on the pad, with its corner at `x`, `y` and its pixels `scale` wide, in canvas pixels.

    `decode` turns it into what can be read, in the worker's thread. It raises `PictureError`. The same picture has the
    same object as `image`.
    """

    image: object
    decode: Callable[[], Picture]
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

    def _found(self, decode: Callable[[], Picture]) -> Sequence[Layout]:
        from mnist_desktop.reading import contents

        try:
            return contents.layouts(decode())
        except ProblemError as error:
            self._failed(error.problem)
        except Exception as error:
            self._failed(log.trace(error))
        return ()
